import { expect } from "chai";
import { scale, scaleShown } from "../../../automation/operate/scale";
import { whatFollows } from "../../../automation/operate/scaleRules";
import { OperatorError } from "../../../automation/operatorError";
import { closeRigs, failure, MemoryWorld, rig, service } from "../../simulator/api/memoryWorld";
import { moduleOf } from "./targets";

const night = {
  evening: { at: "cron(0 20 * * ? *)", timezone: "Asia/Seoul", min: 0, max: 0 },
  morning: { at: "cron(0 7 * * ? *)", timezone: "Asia/Seoul", min: 1, max: 4 },
};
const scaled = (scaling: object, kind?: string) =>
  moduleOf("planning", "dev", ({ planning }) => {
    planning!.scaling = scaling;
    if (kind !== undefined) planning!.kind = kind;
  });

describe("scale", () => {
  after(closeRigs);
  let world: MemoryWorld;
  beforeEach(() => {
    world = new MemoryWorld();
    world.running = [service("planning", { state: "completed" })];
  });

  it("says how many tasks there were and are", async () => {
    const clients = await rig(world);
    const report = await scale(clients, scaled({ min: 1, max: 4 }), 3);
    expect(report).to.include({ before: 2, after: 3, module: "planning", stack: "dev" });
    expect(world.running[0]!.desiredCount).to.equal(3);
    expect(scaleShown(report).headline).to.equal("dev planning: 2 -> 3 task(s)");
  });

  it("changes nothing where there are so many already", async () => {
    const clients = await rig(world);
    const report = await scale(clients, scaled({ min: 1, max: 4 }), 2);
    expect(clients.calls).not.to.include("UpdateService");
    expect(scaleShown(report).headline).to.contain("2 task(s) already");
  });

  it("stays within the stack file, and names the key", async () => {
    const clients = await rig(world);
    const target = scaled({ min: 2, max: 4 });
    const [few, many] = [await failure(scale(clients, target, 1)), await failure(scale(clients, target, 5))];
    expect(few).to.be.instanceOf(OperatorError);
    expect(few.message).to.match(
      /^planning runs 2 to 4 task\(s\) by modules\.planning\.scaling\.min; got 1\./,
    );
    expect(many.message).to.contain("Edit modules.planning.scaling.max in Pulumi.dev.yaml");
    const fixed = await failure(scale(clients, scaled({ min: 2, max: 2 }), 3));
    expect(fixed.message).to.contain("exactly 2 task(s)");
    expect(clients.calls).not.to.include("UpdateService");
  });

  it("goes by the bounds of AWS where schedules move them", async () => {
    const clients = await rig(world);
    const target = scaled({ min: 1, max: 4, schedules: night });
    world.observed.scalableTargets = [{ resourceId: "service/ai-platform-dev/planning", min: 0, max: 0 }];
    expect((await failure(scale(clients, target, 1))).message).to.contain(
      "exactly 0 task(s) by modules.planning.scaling.schedules",
    );
    await scale(clients, target, 0);
    expect(world.running[0]!.desiredCount).to.equal(0);
  });

  it("is not for a module that only has jobs", async () => {
    const job = moduleOf("planning", "dev");
    const target = { ...job, moduleConfig: { ...job.moduleConfig, kind: "job" as const } };
    const error = await failure(scale(await rig(world), target, 1));
    expect(error.message).to.contain("modules.planning.kind in Pulumi.dev.yaml");
  });
});

describe("what follows from another number of tasks", () => {
  const words = (scaling: object, suspended = {}) => whatFollows(scaled(scaling), suspended).join("\n");

  it("depends on who else changes it", () => {
    expect(words({ min: 2, max: 2 })).to.match(/Nothing scales.*stays until scaling\.min changes/);
    expect(words({ min: 1, max: 3 }))
      .to.match(/Autoscaling goes on/)
      .and.match(/next up leaves the number/)
      .and.not.match(/Schedules/);
    expect(words({ min: 1, max: 4, schedules: night })).to.contain("at their times: evening, morning.");
  });

  it("tells of scaling that somebody has suspended", () => {
    expect(words({ min: 1, max: 3 })).not.to.contain("suspended");
    const suspended = { DynamicScalingInSuspended: true, ScheduledScalingSuspended: true };
    expect(words({ min: 1, max: 3 }, suspended)).to.contain(
      "Somebody has suspended scaling to fewer tasks, by schedules.",
    );
  });
});
