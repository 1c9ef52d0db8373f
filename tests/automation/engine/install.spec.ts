import { expect } from "chai";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { engineVersion, installRoot } from "../../../automation/engine/find";
import { installEngine } from "../../../automation/engine/install";
import { OperatorError } from "../../../automation/operatorError";
import type { Progress } from "../../../automation/terminal/progress";
import { root } from "../../support/harness";
import { runCli } from "../deploy/runCli";

const right = `#!/bin/sh\\necho v${engineVersion}\\n`;

/** In the process that downloads: no connection comes about. */
const offline = `require("node:net").Socket.prototype.connect = function () {
  process.nextTick(() => this.destroy(new Error("offline")));
  return this;
};`;

/** In the process that downloads: stands in for the Automation API's installer. */
const installer = (body: string) => `
  const Module = require("node:module");
  const load = Module._load;
  Module._load = (name, ...rest) =>
    name === "@pulumi/pulumi/automation"
      ? { PulumiCommand: { install: async ({ root }) => { ${body} } } }
      : load(name, ...rest);`;
const failing = installer('throw new Error("no download today")');

describe("engine install", function () {
  this.timeout(60_000);
  let folder: string;
  let told: string[];
  let bin: string;
  const before = { ...process.env };
  const touched = ["PATH", "PULUMI_HOME", "NODE_OPTIONS"];
  const progress: Progress = {
    live: false,
    line: (text) => told.push(text),
    status: (text) => told.push(text),
    end: () => undefined,
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "install-"));
    told = [];
    mkdirSync(join(folder, "bin"));
    process.env.PATH = [join(folder, "bin"), "/usr/bin", "/bin"].join(delimiter);
    process.env.PULUMI_HOME = join(folder, "home");
    bin = join(installRoot(process.env), "bin");
    inDownload(failing);
    // A Go of this machine must not begin to build for minutes.
    go("exit 1");
  });
  afterEach(() => {
    for (const name of touched)
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    rmSync(folder, { recursive: true });
  });

  function inDownload(script: string): void {
    const path = join(folder, "preload.cjs");
    writeFileSync(path, script);
    process.env.NODE_OPTIONS = `--require ${path}`;
  }

  /** A Go whose first words are what it was asked for; `$out` is the file that it is to make. */
  function go(script: string): void {
    writeFileSync(
      join(folder, "bin/go"),
      `#!/bin/sh\necho "$PWD $@" > ${folder}/asked\nwhile [ "$1" != -o ]; do shift; done\nout=$2\n${script}\n`,
      { mode: 0o755 },
    );
  }

  async function refused(): Promise<string> {
    const error = await installEngine(root, progress).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(OperatorError);
    return (error as Error).message;
  }
  const installed = () => (existsSync(bin) ? readdirSync(bin) : []);

  it("takes what is there", async () => {
    writeFileSync(join(folder, "bin/pulumi"), right.replaceAll("\\n", "\n"), { mode: 0o755 });
    const { binary } = await installEngine(root, progress);
    expect(binary).to.equal(join(folder, "bin/pulumi"));
    expect(told).to.deep.equal([`Pulumi ${engineVersion}: ${binary}`]);
    expect(existsSync(join(folder, "asked"))).to.be.false;
  });

  it("downloads it, and then needs no Go", async () => {
    inDownload(
      installer(`
        const fs = require("node:fs");
        fs.mkdirSync(root + "/bin", { recursive: true });
        fs.writeFileSync(root + "/bin/pulumi", "${right}", { mode: 0o755 });`),
    );
    expect((await installEngine(root, progress)).binary).to.equal(join(bin, "pulumi"));
    expect(existsSync(join(folder, "asked"))).to.be.false;
  });

  it("says why neither way works, in lines for the operator", async () => {
    inDownload(offline);
    // Only this process's own program may be found besides.
    process.env.PATH = join(folder, "nowhere");
    rmSync(join(folder, "bin/go"));
    expect(await refused()).to.equal(
      [
        `Pulumi ${engineVersion} could not be installed.`,
        "  download: Failed to download https://get.pulumi.com/install.sh: fetch failed",
        "  build: there is no go here",
        "Install it yourself from https://www.pulumi.com/docs/install/ and put it on PATH.",
      ].join("\n"),
    );
    expect(told).to.include("build: there is no go here");
    expect(installed()).to.deep.equal([]);
  });

  it("does not keep the terminal after that", async () => {
    inDownload(offline);
    process.env.PATH = join(folder, "nowhere");
    const { status, stderr } = await runCli(["engine", "install"], { deadline: 50_000 });
    expect(status).to.equal(2);
    expect(stderr).to.contain("\n  build: there is no go here\n");
  });

  it("builds it with Go from the pinned sums, under its final name only when it is whole", async () => {
    go(`printf half > "$out"; ls ${folder}/home/versions/*/bin > ${folder}/seen
      printf '${right}' > "$out"; chmod 755 "$out"; echo github.com/a >&2; echo github.com/b >&2`);
    expect((await installEngine(root, progress)).binary).to.equal(join(bin, "pulumi"));
    expect(readFileSync(join(folder, "seen"), "utf8")).to.equal(`pulumi.${process.pid}\n`);
    expect(installed()).to.deep.equal(["pulumi"]);
    const asked = readFileSync(join(folder, "asked"), "utf8").trim();
    expect(asked).to.equal(
      `${join(root, "automation/engine/cli")} build -v -o ${bin}/pulumi.${process.pid} -ldflags ` +
        `-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v${engineVersion} ` +
        "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    );
    expect(told.filter((text) => text.endsWith(" 2 modules and packages done"))).to.have.length(1);
  });

  const fails: readonly (readonly [string, string, string])[] = [
    [
      "fails half-way",
      'printf half > "$out"; echo first >&2; echo "go: checksum mismatch" >&2; exit 1',
      "go: checksum mismatch",
    ],
    ["fails without a word", 'printf half > "$out"; exit 3', "ended with status 3"],
    ["is ended by the system", 'printf half > "$out"; kill -9 $$', "ended with SIGKILL"],
  ];
  for (const [how, script, reason] of fails)
    it(`says why when Go ${how}, and leaves nothing half done`, async () => {
      go(script);
      expect(await refused()).to.contain(`\n  download: no download today\n  build: ${reason}\n`);
      expect(installed()).to.deep.equal([]);
    });

  it("does not take another version for it", async () => {
    go(`printf '#!/bin/sh\\necho v3.1.0\\n' > "$out"; chmod 755 "$out"`);
    expect(await refused()).to.contain(`\n  build: what came is not Pulumi ${engineVersion}\n`);
  });
});
