import { expect } from "chai";
import { removeHooks } from "../../../automation/deploy/aws/hooks";
import { describeService } from "../../../automation/deploy/aws/services";
import { losingServices } from "../../../automation/deploy/lostHooks";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { Graph, type GraphNode, noOptions } from "../../../simulator/graph";
import { closeRigs, MemoryWorld, rig, service } from "../../simulator/api/memoryWorld";
import { moduleConfig } from "../../support/fixtures";
import { urnOf } from "./given";

const type = "aws:ecs/service:Service";
const pause = { targetType: "PAUSE" };

const node = (name: string, lifecycleHooks?: readonly unknown[]): GraphNode => ({
  urn: urnOf(type, name),
  type,
  name,
  custom: true,
  inputs: { deploymentConfiguration: { strategy: "CANARY", ...(lifecycleHooks && { lifecycleHooks }) } },
  outputs: {},
  options: noOptions,
});

describe("hooks that a stack file names no more", () => {
  after(closeRigs);

  const canary = (change: Partial<ModuleConfig["release"]> = {}) =>
    moduleConfig({ routes: ["/x"], release: { strategy: "canary", ...change } });
  const smokeTest = { path: "/health", status: 200 };
  const table: readonly (readonly [what: string, module: ModuleConfig | undefined, lost: boolean])[] = [
    ["neither", canary(), true],
    ["rolling", moduleConfig({ release: { strategy: "rolling" } }), true],
    ["a smoke test", canary({ smokeTest }), false],
    ["an approval", canary({ approvalMinutes: 60 }), false],
    ["no such module", undefined, false],
  ];
  for (const [what, module, lost] of table)
    it(`are ${lost ? "lost" : "not lost"} with ${what}`, () => {
      const losing = losingServices(
        new Graph([node("planning", [pause])]),
        module ? { planning: module } : {},
      );
      expect(losing.length).to.equal(lost ? 1 : 0);
    });

  it("are none where the state has none", () => {
    expect(losingServices(new Graph([node("planning")]), { planning: canary() })).to.deep.equal([]);
  });

  it("are taken by an empty list, and only where ECS has some", async () => {
    const { signal } = new AbortController();
    for (const hooks of [[pause], []]) {
      const world = new MemoryWorld();
      world.running = [{ ...service("planning", { state: "completed" }), hooks }];
      const { ecs, calls } = await rig(world);
      const { arn, clusterArn, taskDefinition } = world.running[0]!;
      const asked = { label: "planning", cluster: clusterArn, service: arn, taskDefinition };
      const found = await describeService(ecs, asked, signal);
      expect(await removeHooks(ecs, found!, signal)).to.equal(hooks.length > 0);
      expect(world.unhooked).to.deep.equal(hooks.length > 0 ? ["planning"] : []);
      expect(calls).to.deep.equal(["DescribeServices", ...(hooks.length > 0 ? ["UpdateService"] : [])]);
    }
  });
});
