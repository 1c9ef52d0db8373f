import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { logGroupName } from "../../infra/naming";
import { modulesOf, root } from "../support/harness";
import { freePort, type Sample, samples, shell } from "./contract";
import { taskVariables } from "./taskVariables";

const file = join(root, "docs/for-developers.md");
const page = readFileSync(file, "utf8");

/** Lines to type, below a comment that says what to do with them. */
function lines(what: string): string[] {
  const found = new RegExp(`<!-- ${what} -->\\n+\`\`\`sh\\n([^]*?)\\n\`\`\``).exec(page);
  if (!found) throw new Error(`docs/for-developers.md has nothing to ${what}`);
  return found[1]!.split("\n");
}

/** Runs one line as a developer's shell does, in a folder, and expects it to succeed. */
function type(line: string, folder: string, environment: Record<string, string>): string {
  const options = { cwd: folder, env: environment, encoding: "utf8" } as const;
  const { status, stdout, stderr, error } = spawnSync("bash", ["-c", line], options);
  expect(status, `${line}\n${error?.message ?? ""}${stdout}${stderr}`).to.equal(0);
  return stdout;
}

/** The sample in a place where a developer may write, with the packages of this project in place of its own. */
function checkout({ folder }: Sample): { readonly folder: string; readonly remove: () => void } {
  const place = mkdtempSync(join(tmpdir(), "developer-"));
  const target = join(place, "samples/module");
  mkdirSync(dirname(target));
  cpSync(folder, target, { recursive: true, filter: (path) => !/(node_modules|\.venv)$/.test(path) });
  symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
  return {
    folder: target,
    remove: () => {
      rmSync(place, { recursive: true });
    },
  };
}

describe("the page for developers", function () {
  this.timeout(180_000);

  for (const sample of samples)
    it(`has commands that work: ${sample.language}`, async () => {
      const typed = lines(`run in samples/${sample.language}`);
      const port = String(await freePort());
      // "npm ci" compares the lock file with package.json, and would then need a network.
      const environment = { ...shell(), PORT: port, npm_config_dry_run: "true" };
      const { folder, remove } = checkout(sample);
      try {
        for (const line of typed.slice(0, -1)) type(line, folder, environment);
        const server = spawn("bash", ["-c", typed.at(-1)!], {
          cwd: folder,
          env: environment,
          stdio: ["ignore", "pipe", "ignore"],
          // What a terminal does at Ctrl+C: it tells all that the line has started.
          detached: true,
        });
        try {
          for (let said = ""; !said.includes('"listens"');)
            said += String((await once(server.stdout, "data"))[0]);
          const [health, answer] = lines("ask").map((line) =>
            type(line.replace("8080", port).replace("/planning/", `/${sample.module}/`), folder, environment),
          );
          expect(JSON.parse(health!)).to.deep.equal({ status: "ok" });
          expect(answer).to.match(/^event: piece\n[^]*event: end\ndata: \{\}\n\n$/);
        } finally {
          process.kill(-server.pid!, "SIGINT");
          await once(server, "close");
        }
      } finally {
        remove();
      }
    });

  it("lists exactly the variables that a task may get", async () => {
    const everything = {
      routes: ["/planning"],
      calls: ["manufacturing", "mill"],
      tracing: true,
      aiProviders: ["anthropic", "azure-openai", "bedrock", "cohere", "google", "mistral", "openai"],
      data: {
        schema: true,
        bucket: { shared: true },
        collections: { documents: { vectorSize: 8, distance: "Cosine", vectors: 1 } },
        cache: true,
      },
    };
    const withMill = (given: Record<string, unknown>) => {
      modulesOf(given).mill = { owner: "mill@example.com", kind: "worker" };
      given["ai-platform:data"] = { cache: { version: "9", nodeType: "cache.t4g.small", replicas: 1 } };
    };
    const names = async (module: string, change: Record<string, unknown>, given = withMill) => {
      const { plain, secrets } = await taskVariables(module, change, given);
      return [...Object.keys(plain), ...secrets];
    };
    const given = new Set(
      [
        ...(await names("planning", everything)),
        ...(await names("mill", {}, (all) => {
          withMill(all);
          modulesOf(all).planning!.calls = ["mill"];
        })),
      ].map((name) => name.replace(/^(MANUFACTURING|MILL)_/, "<MODULE>_")),
    );
    const rows = page.split("\n").filter((line) => line.startsWith("| `") || line.startsWith("| settings"));
    const told = rows.flatMap((row) =>
      [...row.split("|")[1]!.matchAll(/`((?:<MODULE>_)?[A-Z][A-Z_]+)`/g)].map(([, name]) => name!),
    );
    expect(told.filter((name) => name !== "OPENAI_MODEL").sort()).to.deep.equal([...given].sort());
  });

  it("names log groups, commands and pages that there are", () => {
    const groups = new Set(page.match(/\/ai-platform\/[\w/-]+/g));
    expect([...groups].sort()).to.deep.equal([
      logGroupName("dev", "edge", "access"),
      logGroupName("dev", "modules", "planning"),
    ]);
    const commands = readFileSync(join(root, "docs/deploy.md"), "utf8");
    for (const [, command] of page.matchAll(/npx ai-platform deploy ([\w-]+)/g))
      expect(commands).to.include(`| \`${command} <stack>`);
    for (const [, link] of page.matchAll(/\]\(([\w./-]+)\)/g))
      expect(existsSync(join(dirname(file), link!)), link).to.equal(true);
  });

  it("fits on one page", () => {
    expect(page.split(/\s+/).length).to.be.below(1500);
  });
});

describe("the samples' own unit tests", function () {
  this.timeout(120_000);
  const commands = { python: "python3 -m unittest", typescript: "npm test" };
  for (const { language, folder } of samples)
    it(`pass: ${language}`, () => {
      type(commands[language], folder, shell());
    });
});
