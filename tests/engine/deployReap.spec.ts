import { expect } from "chai";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import type { ReapReport } from "../../automation/deploy/temporary/reap";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { deployed, ecsTaskDefinition, logGroup, once } from "./deploying";
import { end, rehearse, succeed } from "./rehearsing";
import { needEngine } from "./support/needEngine";

const digest = `sha256:${"1".repeat(64)}`;
const made = ["up", "pr-1", "--from", "dev", "--ttl", "48h"];
const record = "/ai-platform/temporary/pr-1";
const longAgo = JSON.stringify({ from: "dev", until: "2020-01-01T00:00:00Z" });

describe("an environment that ends", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const file = () => join(rehearsal.folder, "Pulumi.pr-1.yaml");
  /** Of the environment, or of all others. */
  const resources = (own: boolean) =>
    rehearsal.cloud.resources().filter(({ urn }) => urn.startsWith("urn:pulumi:pr-1::") === own);
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
    // A name that an account can have once, the double refuses to whoever comes second.
    await succeed(rehearsal, "up");
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
    const names = resources(true).map(({ inputs }) => JSON.stringify(inputs));
    expect(names.some((text) => text.includes("ai-platform-pr-1"))).to.equal(true);
    expect(names.filter((text) => /ai-platform[-/]dev\b/.test(text))).to.deep.equal([]);
  });

  it("leaves dev alone, and has no id in common with it", async () => {
    const ids = (own: boolean) => new Set(resources(own).map(({ type, id }) => `${type} ${id}`));
    expect([...ids(true)].filter((id) => ids(false).has(id))).to.deep.equal([]);
    const { stdout } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: done; no changes/);
  });

  it("does not go on with a file that would keep its data", async () => {
    const copy = readFileSync(file(), "utf8");
    writeFileSync(
      file(),
      copy.replace("config:\n", "config:\n  ai-platform:data: { deletion: protected }\n"),
    );
    const { stderr } = await deployed(2, rehearsal, made);
    writeFileSync(file(), copy);
    expect(stderr).to.contain("data.deletion must be disposable");
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
    expect(resources(true)).not.to.be.empty;
  });

  it("stays where AWS does not let it go, and that is told", async () => {
    const faults = [{ operation: "delete" as const, type: logGroup, nth: 1, effect: "fail" as const }];
    rehearsal.cloud.order({ faults });
    const { stdout, stderr } = await deployed(4, rehearsal, ["reap"]);
    expect(stdout).to.match(/^reap: 1 still there\n/);
    expect(stderr).to.contain("fails by order");
    expect(newest(record)).to.equal(longAgo);
    expect(await stacksThere()).to.deep.equal(["dev", "pr-1"]);
    rehearsal.cloud.order({});
  });

  it("stays where somebody gave it longer while it was destroyed, for its next up", async () => {
    const later = JSON.stringify({ from: "dev", until: "2100-01-01T00:00:00Z" });
    const { stderr, stdout } = await deployed(0, rehearsal, ["reap"], {
      onSaid: once(/^delete aws:/m, () => rehearsal.cloud.parameters.put(record, later)),
    });
    expect(stderr).to.contain("pr-1 was given longer while it was destroyed; its next up makes it again");
    expect(stdout).to.match(/^reap: 1 not due yet\n/);
    expect(await stacksThere()).to.deep.equal(["dev", "pr-1"]);
    rehearsal.cloud.parameters.put(record, longAgo);
  });

  it("goes when it is due, with its stack and all that is remembered of it; no other does", async () => {
    rmSync(file());
    expect(await reaped()).to.deep.equal(["pr-1 is gone"]);
    expect(await stacksThere()).to.deep.equal(["dev"]);
    expect(existsSync(file())).to.equal(false);
    const left = rehearsal.cloud.parameters.names().filter((name) => !name.startsWith("/ai-platform/dev/"));
    expect(left).to.deep.equal([]);
    expect(new Set(resources(true).map(({ type }) => type))).to.deep.equal(new Set([ecsTaskDefinition]));
    const { stdout } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: done; no changes/);
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
