import { expect } from "chai";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { engineVersion, findEngine, installRoot } from "../../../automation/engine/find";
import { root } from "../../support/harness";

describe("the search for the CLI", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "find-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A CLI that runs the script, in a folder of its own. */
  function pulumi(bin: string, script: string, mode = 0o755): string {
    const path = join(folder, bin, "pulumi");
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode });
    return path;
  }
  const right = `echo v${engineVersion}`;
  const find = (...bins: readonly string[]) =>
    findEngine(
      {
        PATH: [...bins.map((bin) => join(folder, bin)), "/usr/bin", "/bin"].join(delimiter),
        PULUMI_HOME: join(folder, "home"),
      },
      5000,
    );

  it("finds the first of the right version on PATH", async () => {
    pulumi("old/bin", "echo v3.1.0");
    const binary = pulumi("new/bin", right);
    pulumi("later/bin", right);
    expect(await find("none/bin", "old/bin", "new/bin", "later/bin")).to.deep.equal({
      binary,
      root: join(folder, "new"),
    });
  });

  it("asks for nothing but the version, and not whether there is a newer one", async () => {
    pulumi("a/bin", `echo "$@ $PULUMI_SKIP_UPDATE_CHECK" > ${folder}/asked; ${right}`);
    expect(await find("a/bin")).not.to.be.undefined;
    expect(readFileSync(join(folder, "asked"), "utf8")).to.equal("version true\n");
  });

  const wrong: readonly (readonly [string, string, number?])[] = [
    ["of another version", "echo v3.1.0"],
    ["of a version that only begins the same", `echo v${engineVersion}-alpha`],
    ["that fails", `${right}; exit 1`],
    ["that says nothing", "true"],
    ["that may not be executed", right, 0o644],
    ["that is no program", "\0"],
  ];
  for (const [what, script, mode] of wrong)
    it(`does not take one ${what}`, async () => {
      pulumi("a/bin", script, mode);
      expect(await find("a/bin")).to.be.undefined;
    });

  it("leaves out npm's own folder, where the launcher would ask this very search", async () => {
    pulumi("node_modules/.bin", `touch ${folder}/asked; ${right}`);
    pulumi("node_modules/pulumi/bin", `touch ${folder}/asked; ${right}`);
    expect(await find("node_modules/.bin", "node_modules/pulumi/bin")).to.be.undefined;
    expect(existsSync(join(folder, "asked"))).to.be.false;
  });

  it("leaves out folders that are no bin, because the Automation API names the folder above", async () => {
    pulumi("pulumi", right);
    expect(await find("pulumi")).to.be.undefined;
  });

  it("looks last where it is installed, below PULUMI_HOME or the home folder", async () => {
    const installed = pulumi(`home/versions/${engineVersion}/bin`, right);
    expect((await find("none/bin"))?.binary).to.equal(installed);
    expect((await findEngine({ PULUMI_HOME: join(folder, "home") }))?.binary).to.equal(installed);
    const first = pulumi("a/bin", right);
    expect((await find("a/bin"))?.binary).to.equal(first);
    expect(installRoot({})).to.equal(join(homedir(), ".pulumi/versions", engineVersion));
  });

  it("does not wait for ever for one that hangs, even if it will not be ended", async () => {
    pulumi("hanging/bin", "trap '' TERM; while true; do sleep 1; done");
    const binary = pulumi("a/bin", right);
    const path = [join(folder, "hanging/bin"), join(folder, "a/bin"), "/usr/bin", "/bin"].join(delimiter);
    expect((await findEngine({ PATH: path, PULUMI_HOME: folder }, 1000))?.binary).to.equal(binary);
  });
});

describe("the pinned version", () => {
  const text = (path: string) => readFileSync(join(root, path), "utf8");
  const json = (path: string) => JSON.parse(text(path)) as Record<string, unknown>;

  it("is the same wherever it stands", () => {
    const { dependencies } = json("package.json") as { dependencies: Record<string, string> };
    expect(engineVersion).to.equal(sdkVersion);
    expect({
      dependency: dependencies["@pulumi/pulumi"],
      installed: json("node_modules/@pulumi/pulumi/package.json").version,
      launcher: json("automation/engine/cli/package.json").version,
    }).to.deep.equal({ dependency: engineVersion, installed: engineVersion, launcher: engineVersion });
  });

  it("is that of every part of Pulumi that the CLI is built from", () => {
    const mod = text("automation/engine/cli/go.mod");
    for (const part of ["pkg", "sdk"])
      expect(mod).to.match(new RegExp(`^\\tgithub\\.com/pulumi/pulumi/${part}/v3 v${engineVersion}\\b`, "m"));
    const sums = text("automation/engine/cli/go.sum");
    for (const part of ["pkg", "sdk"])
      expect(sums).to.contain(`github.com/pulumi/pulumi/${part}/v3 v${engineVersion} h1:`);
  });

  it("is the one that the documents name", () => {
    const named = [
      "README.md",
      "README.ko.md",
      "docs/dependencies.md",
      "docs/ci.md",
      "docs/deploy.md",
    ].flatMap((path) =>
      [...text(path).matchAll(/(?:Pulumi CLI\S*|@pulumi\/pulumi) (\d+\.\d+)/g)].map(([, named]) => named),
    );
    expect(named).not.to.be.empty;
    const short = engineVersion.split(".").slice(0, 2).join(".");
    expect([...new Set(named)]).to.deep.equal([short]);
  });
});
