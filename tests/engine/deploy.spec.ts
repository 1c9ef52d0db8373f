import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import { journalIn } from "../../automation/rehearse/simulatedAws";
import { reportIn } from "../automation/deploy/runCli";
import { deployed, ecsService, logGroup, theOne } from "./deploying";
import { end, rehearse } from "./rehearsing";
import { needEngine } from "./support/needEngine";

describe("deploy of dev", function () {
  this.timeout(900_000);
  let rehearsal: Rehearsal;
  const journal = () => readFileSync(journalIn(rehearsal.folder), "utf8");
  const state = async () => JSON.stringify((await rehearsal.stack.exportStack()).deployment);

  before(async function () {
    await needEngine(this);
    rehearsal = await rehearse("dev");
  });
  after(() => end(rehearsal));

  it("previews an empty stack, as JSON on standard output alone", async () => {
    const result = await deployed(0, rehearsal, ["preview", "dev", "--json"]);
    const report = reportIn(result);
    expect(report).to.include({ version: 1, command: "preview", stack: "dev", ending: "succeeded" });
    expect(new Set(report.changes.map(({ kind }) => kind))).to.deep.equal(new Set(["create"]));
    expect(report.monthlyUsd!.before).to.equal(0);
    expect(report.monthlyUsd!.after).to.be.greaterThan(100);
    expect(report.policy!.findings.filter(({ level }) => level === "mandatory")).to.deep.equal([]);
    expect(report.errors).to.deep.equal([]);
    expect(rehearsal.cloud.resources()).to.deep.equal([]);
  });

  it("brings it up, and tells what was made", async () => {
    const { stdout, stderr } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: done; \d+ created, 0 unchanged \(.+\)\n/);
    expect(stdout).to.match(/^ {2}create +aws:rds\/instance:Instance +\S+$/m);
    // In a pipe every step has its line, and none of them is on standard output.
    expect(stderr).to.match(/^create aws:rds\/instance:Instance \S+ \(.+\)$/m);
    expect(stdout + stderr).to.not.match(/\u001b/);
  });

  it("finds nothing to do the second time", async () => {
    const { stdout, stderr } = await deployed(0, rehearsal, ["up", "dev"]);
    expect(stdout).to.match(/^up dev: done; no changes, \d+ unchanged \(.+\)\n$/);
    expect(stderr).to.equal("");
  });

  it("previews what is deployed at the price that it has", async () => {
    const { stdout } = await deployed(0, rehearsal, ["preview", "dev"]);
    expect(stdout).to.match(/^preview dev: done; no changes, \d+ unchanged/);
    const [, before, after, difference] = /^ +([\d,.]+) +([\d,.]+) +(\S+)$/m.exec(stdout)!;
    expect(after).to.equal(before);
    expect(difference).to.equal("+0.00");
  });

  it("previews an edit as Markdown for a pull request, the replacement in bold", async () => {
    const bigger = (text: string) => text.replace("cpu: 512, memoryMiB: 1024", "cpu: 1024, memoryMiB: 2048");
    rehearsal.edit(bigger);
    const { stdout } = await deployed(0, rehearsal, ["preview", "dev", "--markdown"]);
    rehearsal.edit((text) => text.replace("cpu: 1024, memoryMiB: 2048", "cpu: 512, memoryMiB: 1024"));
    expect(stdout).to.match(/^## preview dev: done; 1 to replace, 1 to update, \d+ unchanged \(.+\)\n/);
    expect(stdout).to.match(
      /^\| \*\*replace\*\* \| aws:ecs\/taskDefinition:TaskDefinition \| planning \| cpu, memory \|$/m,
    );
    expect(stdout).to.match(/^\| update \| aws:ecs\/service:Service \| planning \| taskDefinition \|$/m);
    const [, before, after, difference] = /^\| ([\d,.]+) \| ([\d,.]+) \| \+([\d,.]+) \|$/m.exec(stdout)!;
    const cents = (text: string) => Math.round(Number(text.replaceAll(",", "")) * 100);
    expect(cents(difference!)).to.be.greaterThan(0);
    expect(Math.abs(cents(after!) - cents(before!) - cents(difference!))).to.be.at.most(1);
  });

  it("tells the outputs, as text and as JSON", async () => {
    const { stdout } = await deployed(0, rehearsal, ["outputs", "dev", "--json"]);
    const values = JSON.parse(stdout) as Record<string, unknown>;
    expect(Object.keys(values)).not.to.be.empty;
    const text = await deployed(0, rehearsal, ["outputs", "dev"]);
    expect(text.stdout.split("\n").filter((line) => line !== "")).to.deep.equal(
      Object.entries(values).map(
        ([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`,
      ),
    );
  });

  describe("drift", () => {
    it("is none when nobody has changed anything", async () => {
      const { stdout } = await deployed(0, rehearsal, ["drift", "dev"]);
      expect(stdout).to.match(/^drift dev: done; no changes, \d+ unchanged/);
    });

    it("is not what autoscaling does", async () => {
      const { urn, inputs } = theOne(rehearsal, ecsService, "planning");
      rehearsal.cloud.tamper(urn, { desiredCount: Number(inputs.desiredCount) + 3 });
      const report = reportIn(await deployed(0, rehearsal, ["drift", "dev", "--json"]));
      expect(report).to.deep.include({ ending: "succeeded", changes: [] });
      rehearsal.cloud.tamper(urn, { desiredCount: inputs.desiredCount });
    });

    it("is what somebody changed by hand and what is gone, and changes neither state nor AWS", async () => {
      const { urn, name } = theOne(rehearsal, logGroup);
      rehearsal.cloud.tamper(urn, { retentionInDays: 1 });
      const alarm = theOne(rehearsal, "aws:appautoscaling/policy:Policy");
      rehearsal.cloud.lose(alarm.urn);
      const before = [journal(), await state()];

      const { stdout } = await deployed(3, rehearsal, ["drift", "dev"]);
      expect(stdout).to.match(/^drift dev: there is drift; 1 gone, 1 changed, \d+ unchanged/);
      expect(stdout).to.match(new RegExp(`^ {2}update +${logGroup} +${name} +retentionInDays$`, "m"));
      expect(stdout).to.match(new RegExp(`^ {2}DELETE +${alarm.type} +${alarm.name}$`, "m"));
      const report = reportIn(await deployed(3, rehearsal, ["drift", "dev", "--json"]));
      expect(report).to.include({ ending: "drift", exitCode: 3 });
      expect(report.changes.map(({ kind, urn }) => [kind, urn])).to.have.deep.members([
        ["update", urn],
        ["delete", alarm.urn],
      ]);
      expect([journal(), await state()]).to.deep.equal(before);
    });

    it("is taken over by a refresh, and undone by the next up", async () => {
      const refreshed = reportIn(await deployed(0, rehearsal, ["refresh", "dev", "--json"]));
      expect(refreshed.changes.map(({ kind }) => kind).sort()).to.deep.equal(["delete", "update"]);
      await deployed(0, rehearsal, ["drift", "dev"]);
      const { changes } = reportIn(await deployed(0, rehearsal, ["up", "dev", "--json"]));
      expect(changes.map(({ kind }) => kind).sort()).to.deep.equal(["create", "update"]);
      expect(theOne(rehearsal, logGroup).inputs.retentionInDays).not.to.equal(1);
    });
  });

  describe("destroy", () => {
    it("is done only for somebody who means it", async () => {
      const before = journal();
      const refused = await deployed(2, rehearsal, ["destroy", "dev"]);
      expect(refused.stderr).to.equal("this deletes everything in dev. Say --yes if that is meant.\n");
      expect(journal()).to.equal(before);

      const { stdout } = await deployed(0, rehearsal, ["destroy", "dev", "--yes"]);
      expect(stdout).to.match(/^destroy dev: done; \d+ deleted, 0 unchanged/);
      const left = new Set(rehearsal.cloud.resources().map(({ type }) => type));
      expect([...left]).to.deep.equal(["aws:ecs/taskDefinition:TaskDefinition"]);
    });
  });
});
