import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { type Program, ProgramFault, putStandIn, required } from "../../support/programs";
import type { Registry } from "./registry";

/** What builds, looks into, signs and fetches images, and brings the tools that do so. */
export function builders(registry: Registry, downloads: string): Readonly<Record<string, Program>> {
  return {
    docker: ({ args }) => {
      if (args[0] === "login") return "";
      throw new ProgramFault(`docker ${args.join(" ")}: nothing here needs that`);
    },
    pack: ({ args, folder }) => {
      const [command, image] = args;
      const [, repository, tag] = /^[^/]+\/(.+):([^:]+)$/.exec(image ?? "") ?? [];
      if (command !== "build" || repository === undefined) throw new ProgramFault(`pack ${args.join(" ")}`);
      required(args, "--builder");
      const { digest } = registry.push(
        repository,
        tag!,
        contentsOf(resolve(folder, required(args, "--path"))),
      );
      return `*** Digest: ${digest}\n`;
    },
    trivy: ({ args, folder }) => {
      registry.named(args.at(-1)!);
      const report = {
        json: { SchemaVersion: 2, Results: [] },
        cyclonedx: { bomFormat: "CycloneDX", components: [{ name: "python" }] },
      }[required(args, "--format")];
      writeFileSync(resolve(folder, required(args, "--output")), JSON.stringify(report));
      return "";
    },
    cosign: ({ args, folder }) => sign(registry, args, folder),
    curl: ({ args, folder }) => {
      const url = args.at(-1)!;
      writeFileSync(resolve(folder, required(args, "--output")), download(downloads, basename(url)));
      return "";
    },
    uname: () => "aarch64\n",
    sleep: () => "",
  };
}

function sign(registry: Registry, args: readonly string[], folder: string): string {
  const [command] = args;
  if (command === "login") return "";
  if (command === "signing-config") {
    writeFileSync(resolve(folder, required(args, "--out")), "{}");
    return "";
  }
  const key = required(args, "--key");
  const image = registry.named(args.at(-1)!);
  if (command === "sign") image.signedWith.add(key);
  else if (command === "attest") image.attested.add(required(args, "--type"));
  else if (command !== "verify") throw new ProgramFault(`cosign ${args.join(" ")}`);
  else if (!image.signedWith.has(key)) throw new ProgramFault("Error: no signatures found");
  return "";
}

/** Names and bytes of all files but git's own. */
function contentsOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => !/(^|\/)(\.git|__pycache__)(\/|$)/.test(path) && statSync(join(folder, path)).isFile())
    .sort();
  return JSON.stringify(files.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

/** A file of a publisher's release, or its checksums. */
function download(folder: string, name: string): Buffer | string {
  mkdirSync(folder, { recursive: true });
  if (/checksums|\.sha256$/.test(name))
    return readdirSync(folder)
      .map((file) => `${sha256(readFileSync(join(folder, file)))}  ${file}\n`)
      .join("");
  const tool = /^(pack|trivy|cosign)/.exec(name)?.[0];
  if (tool === undefined) throw new ProgramFault(`there is no ${name}`);
  const target = join(folder, name);
  const source = join(folder, "..", "tool-of-a-release");
  putStandIn(source, tool);
  if (name.endsWith("gz"))
    execFileSync("tar", ["--create", "--gzip", "--file", target, "--directory", source, tool]);
  else writeFileSync(target, readFileSync(join(source, tool)));
  return readFileSync(target);
}

const sha256 = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");
