import { expect } from "chai";
import { findEngine } from "../../../automation/engine/find";
import type { Rehearsal } from "../../../automation/rehearse/rehearsal";
import { end, rehearse, succeed, told } from "../../engine/rehearsing";
import { configOf, runEnvironment } from "../../support/harness";

describe("dev on the real engine", function () {
  this.timeout(300_000);
  let rehearsal: Rehearsal;

  before(async function () {
    if ((await findEngine()) === undefined) {
      if (process.env.CI !== undefined)
        throw new Error("CI must have the Pulumi CLI: npx ai-platform engine install");
      console.log("    skipped: no Pulumi CLI here; npx ai-platform engine install gets it");
      this.skip();
    }
    rehearsal = await rehearse("dev");
  });
  after(() => end(rehearsal));

  it("comes up with exactly the resources of the offline plan", async () => {
    await succeed(rehearsal, "up");
    const graph = await runEnvironment(configOf("dev"));
    const wanted = graph.nodes.filter(({ type, custom }) => custom && type.startsWith("aws:"));
    // Mocks shorten the URNs of what has grandparents, so type and name are compared.
    const named = (nodes: readonly { type: string; name: string }[]) =>
      nodes.map(({ type, name }) => `${type} ${name}`).sort();
    expect(named(rehearsal.cloud.resources())).to.deep.equal(named(wanted));
  });

  it("does not change when nothing has changed", async () => {
    expect((await succeed(rehearsal, "up")).steps).to.deep.equal([]);
  });

  it("rolls out a new size of a module, and touches nothing else", async () => {
    rehearsal.edit((text) => text.replace("cpu: 512, memoryMiB: 1024", "cpu: 1024, memoryMiB: 2048"));
    expect(told((await succeed(rehearsal, "up")).steps)).to.deep.equal([
      "create-replacement aws:ecs/taskDefinition:TaskDefinition planning",
      "delete-replaced aws:ecs/taskDefinition:TaskDefinition planning",
      "replace aws:ecs/taskDefinition:TaskDefinition planning",
      "update aws:ecs/service:Service planning",
    ]);
  });

  it("goes when it is told to, but for the task definitions that a rollback would need", async () => {
    await succeed(rehearsal, "destroy");
    const left = new Set(rehearsal.cloud.resources().map(({ type }) => type));
    expect([...left]).to.deep.equal(["aws:ecs/taskDefinition:TaskDefinition"]);
  });
});
