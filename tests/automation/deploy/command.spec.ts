import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { engineVersion } from "../../../automation/engine/find";
import { runCli } from "./runCli";

const digest = `sha256:${"0".repeat(64)}`;

describe("the deploy command", function () {
  this.timeout(60_000);
  let nowhere: string;
  before(() => {
    nowhere = mkdtempSync(join(tmpdir(), "deploy-"));
  });
  after(() => rmSync(nowhere, { recursive: true }));

  /** Without a CLI on the machine, so that nothing can come of it. */
  const deploy = (...args: readonly string[]) =>
    runCli(["deploy", ...args], {
      env: { PATH: dirname(process.execPath), PULUMI_HOME: nowhere, HOME: nowhere },
      deadline: 50_000,
    });

  it("lists what it does, and the exit statuses", async () => {
    const { status, stdout, stderr } = await deploy("--help");
    expect([status, stderr]).to.deep.equal([0, ""]);
    for (const command of ["preview", "up", "refresh", "drift", "release", "rollback", "destroy", "unlock"])
      expect(stdout).to.match(new RegExp(`^ {2}${command} \\[options\\] <stack>`, "m"));
    expect(stdout).to.contain("outputs [options] <stack>");
    expect(stdout).to.match(/^ {2}reap \[options\] /m);
    expect(stdout).to.contain("run-task [options] <stack> <module> [command...]");
    expect(stdout).to.match(/^Exit status: 0 done, .+ 6 deadline\.$/m);
  });

  for (const [command, risk] of [
    ["destroy", "this deletes everything in prod."],
    ["unlock", "this lets a second update run beside one that may still be at work on prod."],
  ] as const)
    it(`wants ${command} to be meant`, async () => {
      expect(await deploy(command, "prod")).to.deep.include({
        status: 2,
        stdout: "",
        stderr: `${risk} Say --yes if that is meant.\n`,
      });
      // With it, the command goes on, to where the CLI is missing.
      expect((await deploy(command, "prod", "--yes")).stderr).to.contain(
        "npx ai-platform engine install gets it",
      );
    });

  for (const text of ["0", "-1", "1441", "soon", "", "NaN", "Infinity"])
    it(`refuses a deadline of ${JSON.stringify(text)} minutes`, async () => {
      const { status, stdout, stderr } = await deploy("up", "dev", `--timeout=${text}`);
      expect([status, stdout]).to.deep.equal([2, ""]);
      expect(stderr).to.contain("--timeout <minutes>").and.contain("Say minutes");
    });

  it("takes a deadline with a fraction, and one of a day", async () => {
    for (const text of ["0.5", "1440"])
      expect((await deploy("up", "dev", "--timeout", text)).stderr).to.contain("no Pulumi CLI");
  });

  const wrong: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["no command", [], /^Usage: ai-platform deploy/],
    ["an unknown command", ["upp", "dev"], /unknown command 'upp'\n\(Did you mean up\?\)/],
    ["no stack", ["up"], /missing required argument 'stack'/],
    ["an unknown option", ["up", "dev", "--jsn"], /unknown option '--jsn'\n\(Did you mean --json\?\)/],
    ["no module", ["release", "dev"], /missing required argument 'module'/],
    ["no digest", ["release", "dev", "planning"], /missing required argument 'digest'/],
    ["too much", ["rollback", "dev", "planning", digest], /too many arguments/],
    ["--yes where nothing is at risk", ["up", "dev", "--yes"], /unknown option '--yes'/],
    ["a copy without an end", ["up", "pr-1", "--from", "dev"], /^--from and --ttl go together: /],
    ["an end for what is there", ["up", "dev", "--ttl", "48h"], /^--from and --ttl go together: /],
    ["a time that is none", ["up", "pr-1", "--from", "dev", "--ttl", "soon"], /Say how long it lives/],
    ["a copy of what is not there", ["up", "pr-1", "--from", "deve", "--ttl", "1h"], /Did you mean dev\?\n$/],
    [
      "a copy that would keep its data",
      ["up", "pr-1", "--from", "prod", "--ttl", "1h"],
      /data\.deletion must be/,
    ],
    ["a stack for reap", ["reap", "dev"], /too many arguments/],
    ["a stack that has no file", ["up", "deve"], /^there is no stack deve in .+ Did you mean dev\?.*\n$/],
    [
      "a stack that is still to be made",
      ["up", "pr-1"],
      /^there is no stack pr-1 in .+ For one that ends: --from <stack> --ttl 48h\.\n$/,
    ],
    [
      "a module that the stack has not",
      ["release", "dev", "planing", digest],
      /^dev has no module planing\. Did you mean planning\?\n$/,
    ],
    ["a way back of none", ["rollback", "dev", "x"], /^dev has no module x\. Use one of: /],
    ["a task of none", ["run-task", "dev", "x", "--", "true"], /^dev has no module x\. Use one of: /],
    ["a tag", ["release", "dev", "planning", "latest"], /^"latest" is no image digest: a tag can move/],
    [
      "no CLI",
      ["up", "dev"],
      /^there is no Pulumi CLI \d+\.\d+\.\d+ here\. npx ai-platform engine install gets it\.\n$/,
    ],
  ];
  for (const [what, args, stderr] of wrong)
    it(`exits with 2 for ${what}`, async () => {
      const result = await deploy(...args);
      expect(result).to.include({ status: 2, stdout: "" });
      expect(result.stderr).to.match(stderr);
    });

  for (const [command, ...rest] of [
    ["release", "planning", digest],
    ["rollback", "planning"],
    ["approve", "planning"],
    ["run-task", "planning", "--", "true"],
  ] as const)
    it(`has no ${command} for the shared stack, which runs nothing`, async () => {
      expect(await deploy(command, "shared", ...rest)).to.deep.include({
        status: 2,
        stdout: "",
        stderr: `${command} is for what an environment runs, and shared is the shared stack, which runs nothing. Name an environment instead: dev, prod, staging.\n`,
      });
    });

  for (const [command, ...rest] of [
    ["preview"],
    ["up"],
    ["refresh"],
    ["drift"],
    ["destroy", "--yes"],
    ["unlock", "--yes"],
    ["outputs"],
  ] as const)
    it(`has ${command} for the shared stack`, async () => {
      expect((await deploy(command, "shared", ...rest)).stderr).to.contain("no Pulumi CLI");
    });

  it("teaches how an environment with an end is made", async () => {
    const { stdout } = await deploy("up", "--help");
    expect(stdout.replaceAll(/\s+/g, " "))
      .to.contain("only with --ttl")
      .and.contain("after 90m, 48h, 7d or so, at most 30d; only with --from")
      .and.contain("deploy up pr-1 --from dev --ttl 48h");
  });

  it("exits with 6 when it is ended with its engine, which it was still asking", async () => {
    const bin = join(nowhere, "versions", engineVersion, "bin");
    mkdirSync(bin, { recursive: true });
    // What ends a whole group of processes ends both.
    writeFileSync(join(bin, "pulumi"), "#!/bin/sh\nkill -TERM $PPID\nsleep 1\nkill -TERM $$\n", {
      mode: 0o755,
    });
    expect(await deploy("up", "dev")).to.deep.include({ status: 6, stdout: "" });
    rmSync(bin, { recursive: true });
  });
});
