import { expect } from "chai";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ReapReport } from "../../automation/deploy/temporary/reap";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { deployed } from "./deploying";
import { end, rehearse } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const digest = `sha256:${"1".repeat(64)}`;
const made = ["up", "pr-1", "--from", "dev", "--ttl", "48h"];
const record = "/ai-platform/temporary/pr-1";
const longAgo = JSON.stringify({ from: "dev", until: "2020-01-01T00:00:00Z" });

describe("an environment that ends", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const file = () => join(rehearsal.folder, "Pulumi.pr-1.yaml");
  const newest = (name: string) => rehearsal.cloud.parameters.history(name).at(-1)?.value;
  const stacksThere = async () => {
    const { workDir, pulumiCommand, envVars } = rehearsal.stack.workspace;
    const workspace = await LocalWorkspace.create({ workDir, pulumiCommand, envVars });
    return (await workspace.listStacks()).map(({ name }) => name.split("/").at(-1)).sort();
  };
  const reaped = async (...args: readonly string[]) => {
    const { stdout } = await deployed(0, rehearsal, ["reap", "--json", ...args]);
    return (JSON.parse(stdout) as ReapReport).environments.map(
      ({ stack, standing }) => `${stack} ${standing}`,
    );
  };

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev");
    rehearsal.cloud.parameters.put("/ai-platform/dev/releases/planning", digest);
  });
  after(() => end(rehearsal));

  it("is not made without an end, and an end is not given to what is there", async () => {
    for (const args of [
      ["up", "pr-1", "--from", "dev"],
      ["up", "dev", "--ttl", "48h"],
      ["up", "dev", "--from", "dev", "--ttl", "48h"],
      ["up", "pr-1", "--from", "dev", "--ttl", "soon"],
    ])
      await deployed(2, rehearsal, args);
    writeFileSync(file(), "config: {}\n");
    const { stderr } = await deployed(2, rehearsal, made);
    expect(stderr).to.contain("Pulumi.pr-1.yaml is there already and was not made by --from.");
    rmSync(file());
    expect(rehearsal.cloud.parameters.names()).to.deep.equal(["/ai-platform/dev/releases/planning"]);
    expect(await stacksThere()).to.deep.equal(["dev"]);
  });

  it("is made from another one, with what that has released", async () => {
    const { stdout, stderr } = await deployed(0, rehearsal, made);
    expect(stdout).to.match(/^up pr-1: done; \d+ created/);
    expect(stderr).to.match(/^pr-1 lives until \d{4}-\S+Z$/m);
    expect(newest(record)).to.contain('"from":"dev"');
    expect(newest("/ai-platform/pr-1/releases/planning")).to.equal(digest);
    expect(readFileSync(file(), "utf8")).to.contain("apiGatewayLogs: false");
    const names = rehearsal.cloud.resources().map(({ inputs }) => JSON.stringify(inputs));
    expect(names.some((text) => text.includes("ai-platform-pr-1"))).to.equal(true);
    expect(names.some((text) => text.includes("ai-platform-dev"))).to.equal(false);
  });

  it("goes on in a checkout that has no file of it, and lives longer", async () => {
    const before = newest(record);
    const copy = readFileSync(file(), "utf8");
    rmSync(file());
    const { stdout } = await deployed(0, rehearsal, ["up", "pr-1", "--from", "dev", "--ttl", "3d"]);
    expect(stdout).to.match(/^up pr-1: done; no changes/);
    expect(readFileSync(file(), "utf8")).to.equal(copy);
    expect(newest(record)).not.to.equal(before);
  });

  it("stays while it is not due, and while it is only asked about", async () => {
    expect(await reaped()).to.deep.equal(["pr-1 ends"]);
    rehearsal.cloud.parameters.put(record, longAgo);
    expect(await reaped("--dry-run")).to.deep.equal(["pr-1 is due"]);
    expect(rehearsal.cloud.resources()).not.to.be.empty;
  });

  it("goes when it is due, with its stack and all that is remembered of it; no other does", async () => {
    rmSync(file());
    expect(await reaped()).to.deep.equal(["pr-1 is gone"]);
    expect(await stacksThere()).to.deep.equal(["dev"]);
    expect(existsSync(file())).to.equal(false);
    expect(rehearsal.cloud.parameters.names()).to.deep.equal(["/ai-platform/dev/releases/planning"]);
    const left = rehearsal.cloud.resources().map(({ type }) => type);
    expect(new Set(left)).to.deep.equal(new Set(["aws:ecs/taskDefinition:TaskDefinition"]));
  });

  it("is nothing to do the next time", async () => {
    const { stdout } = await deployed(0, rehearsal, ["reap"]);
    expect(stdout).to.equal("reap: no environment has an end\n");
  });

  it("is forgotten where its stack is gone already", async () => {
    rehearsal.cloud.parameters.put(record, longAgo);
    expect(await reaped()).to.deep.equal(["pr-1 is gone"]);
  });

  it("stays where nobody can say when it ends", async () => {
    rehearsal.cloud.parameters.put(record, "soon");
    const { stderr } = await deployed(2, rehearsal, ["reap"]);
    expect(stderr).to.contain("pr-1: nobody can say when it ends; it stays.");
    expect(newest(record)).to.equal("soon");
  });
});
