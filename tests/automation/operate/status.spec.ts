import { expect } from "chai";
import { status } from "../../../automation/operate/status";
import { closeRigs, MemoryWorld, rig, service } from "../../simulator/api/memoryWorld";
import { targetOf } from "./targets";

const digest = `sha256:${"a".repeat(64)}`;
const alarm = (name: string, more: object = {}) => ({
  name: `ai-platform-dev_${name}`,
  description: "[a@example.com] warning: It happened.",
  state: "ALARM" as const,
  since: 1_700_000_000,
  ...more,
});

describe("status", () => {
  after(closeRigs);
  let world: MemoryWorld;
  beforeEach(() => {
    world = new MemoryWorld();
    world.running = ["manufacturing", "planning", "support"].map((name) =>
      service(name, { state: "completed" }),
    );
    for (const { taskDefinition, name } of world.running)
      world.images.set(taskDefinition, `registry/ai-platform/${name}@${digest}`);
    world.parameters.put("/ai-platform/dev/releases/planning", digest);
  });

  it("tells of every module what AWS says", async () => {
    const report = await status(await rig(world), targetOf());
    expect(report).to.include({ healthy: true, stack: "dev", region: "ap-northeast-2" });
    expect(report.modules.map(({ module }) => module)).to.deep.equal([
      "manufacturing",
      "planning",
      "support",
    ]);
    expect(report.modules[1]).to.deep.equal({
      module: "planning",
      state: "ok",
      why: [],
      tasks: { desired: 2, running: 2, pending: 0 },
      health: { healthy: 0, unhealthy: 0 },
      rollout: "COMPLETED",
      released: { digest, since: new Date(1_700_000_001_000).toISOString() },
      runs: digest,
      alarms: [],
    });
    expect(report.modules[0]).not.to.have.property("released");
  });

  it("reads every page of the alarms, and only those of this environment that ring", async () => {
    world.observed.alarms = [
      ...Array.from({ length: 9 }, (_, number) => alarm(`planning-${number}`)),
      alarm("planning-calm", { state: "OK" }),
      alarm("support-slo", { composite: true }),
      { ...alarm("x"), name: "ai-platform-dev-2_planning-cpu" },
    ];
    const { modules, alarms, healthy } = await status(await rig(world), targetOf());
    expect(alarms).to.have.length(10);
    expect(modules.map((module) => module.alarms.length)).to.deep.equal([0, 9, 1]);
    expect(healthy).to.equal(true);
  });

  it("tells what is wrong", async () => {
    const [manufacturing, planning] = world.running;
    world.running = [
      { ...manufacturing!, unhealthy: 1 },
      { ...planning!, running: 1 },
    ];
    const { modules, healthy } = await status(await rig(world), targetOf());
    expect(healthy).to.equal(false);
    expect(modules.map(({ state, why }) => [state, why[0]])).to.deep.equal([
      ["unhealthy", "1 of 2 tasks fail their health check"],
      ["unhealthy", "1 of 2 tasks run"],
      ["missing", "ECS has no service of this module"],
    ]);
  });

  it("tells of a revision that waits", async () => {
    world.running = [service("planning", { state: "paused", running: "old" })];
    const { modules } = await status(await rig(world), targetOf());
    expect(modules[1]!.state).to.equal("waits");
  });
});
