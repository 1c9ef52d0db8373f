import { expect } from "chai";
import { endPause, pauseOf } from "../../../../automation/deploy/aws/approval";
import { checkServices, describeService } from "../../../../automation/deploy/aws/services";
import { targetGroupsOf } from "../../../../automation/deploy/aws/traffic";
import type { ApiService, Rollout } from "../../../../simulator/api/world";
import {
  closeRigs,
  failure,
  MemoryWorld,
  rig,
  service,
  taskDefinition,
} from "../../../simulator/api/memoryWorld";

const paused: Rollout = { state: "paused", running: taskDefinition("planning", 6) };
const { signal } = new AbortController();

async function there(rollout: Rollout, more: Partial<ApiService> = {}) {
  const world = new MemoryWorld();
  world.running = [{ ...service("planning", rollout), ...more }];
  const { ecs, calls } = await rig(world);
  const { arn, clusterArn, taskDefinition: wanted } = world.running[0]!;
  const expected = { label: "planning", cluster: clusterArn, service: arn, taskDefinition: wanted };
  const found = await describeService(ecs, expected, signal);
  return { world, ecs, calls, expected, found: found! };
}

describe("a deployment that waits for an approval", () => {
  after(closeRigs);

  it("is found, and goes on or back when it is told to, once", async () => {
    for (const action of ["CONTINUE", "ROLLBACK"] as const) {
      const { world, ecs, found } = await there(paused);
      const pause = await pauseOf(ecs, found, signal);
      await endPause(ecs, pause!, action, signal);
      expect(world.continued).to.deep.equal([`${action} planning`]);
      expect((await failure(endPause(ecs, pause!, action, signal))).message).to.contain("does not await");
    }
  });

  it("is told as such, and not waited for", async () => {
    const { ecs, expected } = await there(paused);
    const options = { deadlineMs: 60_000, pollMs: 60_000, signal };
    const results = await checkServices(ecs, [expected], options);
    expect(results.map(({ verdict }) => verdict)).to.deep.equal([
      { state: "paused", reason: "it waits for an approval" },
    ]);
  });

  it("is none without such a hook, and then ECS is not asked for more", async () => {
    const { ecs, found, calls } = await there({ state: "inProgress" });
    expect(await pauseOf(ecs, found, signal)).to.equal(undefined);
    expect(calls).to.deep.equal(["DescribeServices"]);
  });
});

describe("where the traffic of a service goes", () => {
  after(closeRigs);

  it("is what its revision says", async () => {
    const { ecs, found } = await there({ state: "completed" }, { targetGroup: "arn:alternate" });
    expect(await targetGroupsOf(ecs, found, signal)).to.deep.equal(["arn:alternate"]);
  });

  it("is nowhere without a load balancer", async () => {
    const { ecs, found } = await there({ state: "completed" });
    expect(await targetGroupsOf(ecs, found, signal)).to.deep.equal([]);
  });
});
