import type { Task } from "@aws-sdk/client-ecs";
import { expect } from "chai";
import {
  judgeTask,
  startTask,
  stopTask,
  type TaskVerdict,
  waitForTask,
  type WaitOptions,
} from "../../../../automation/deploy/aws/runTask";
import { OperatorError } from "../../../../automation/operatorError";
import type { TaskLaunch } from "../../../../infra/taskLaunch";
import type { ApiOptions } from "../../../../simulator/api/server";
import { account, closeRigs, failure, MemoryWorld, region, rig } from "../../../simulator/api/memoryWorld";

const launch: TaskLaunch = {
  family: "ai-platform-dev-nightly",
  cluster: "ai-platform-dev",
  capacityProviders: [
    { capacityProvider: "FARGATE", base: 1, weight: 0 },
    { capacityProvider: "FARGATE_SPOT", weight: 100 },
  ],
  network: { subnets: ["subnet-a", "subnet-b"], securityGroups: ["sg-module", "sg-clients"] },
  placementStrategies: [],
  placementConstraints: [],
};

describe("a task that is run once", () => {
  after(closeRigs);

  async function run(command: readonly string[], options: Partial<WaitOptions> = {}, api: ApiOptions = {}) {
    const { ecs, calls } = await rig(new MemoryWorld(), api);
    const arn = await startTask(ecs, launch, command);
    const waited: string[] = [];
    const verdict = await waitForTask(ecs, launch.cluster, arn, {
      deadlineMs: 10_000,
      pollMs: 1,
      signal: AbortSignal.timeout(15_000),
      onWait: (status) => waited.push(status),
      ...options,
    });
    return { ecs, arn, verdict, waited, calls };
  }

  it("is waited for until it has ended well", async () => {
    const { arn, verdict, waited, calls } = await run(["report"]);
    expect(arn).to.match(new RegExp(`^arn:aws:ecs:${region}:${account}:task/ai-platform-dev/[0-9a-f]{32}$`));
    expect(verdict).to.deep.equal({ state: "succeeded" });
    expect(waited).to.deep.equal(["PROVISIONING", "PENDING", "RUNNING", "DEPROVISIONING"]);
    expect(calls).to.deep.equal(["RunTask", ...Array<string>(5).fill("DescribeTasks")]);
  });

  it("starts with all that the module's own tasks have, its family without a revision", async () => {
    const inputs: unknown[] = [];
    const onCall: ApiOptions["onCall"] = ({ operation, input }) => {
      if (operation === "RunTask") inputs.push(input);
    };
    await run(["report", "--day", "1"], {}, { onCall });
    const [{ clientToken, ...input }] = inputs as [Record<string, unknown>];
    // So that a repeated request does not start it twice.
    expect(clientToken).to.be.a("string");
    expect(input).to.deep.equal({
      cluster: "ai-platform-dev",
      taskDefinition: "ai-platform-dev-nightly",
      startedBy: "ai-platform/run-task",
      overrides: { containerOverrides: [{ name: "app", command: ["report", "--day", "1"] }] },
      capacityProviderStrategy: launch.capacityProviders,
      networkConfiguration: {
        awsvpcConfiguration: {
          subnets: ["subnet-a", "subnet-b"],
          securityGroups: ["sg-module", "sg-clients"],
          assignPublicIp: "DISABLED",
        },
      },
      placementStrategy: [],
      placementConstraints: [],
      enableECSManagedTags: true,
      propagateTags: "TASK_DEFINITION",
    });
  });

  it("starts on the company's own servers without providers and network", async () => {
    const inputs: unknown[] = [];
    const { ecs } = await rig(new MemoryWorld(), { onCall: ({ input }) => inputs.push(input) });
    const { network: _, ...rest } = launch;
    await startTask(ecs, { ...rest, capacityProviders: [], launchType: "EXTERNAL" }, ["report"]);
    expect(inputs[0]).to.include({ launchType: "EXTERNAL" });
    expect(inputs[0]).not.to.have.any.keys("capacityProviderStrategy", "networkConfiguration");
  });

  it("says with which exit code it failed", async () => {
    expect((await run(["exit", "3"])).verdict).to.deep.equal({
      state: "failed",
      reason: "Essential container in task exited",
      container: { name: "app", exitCode: 3 },
    });
  });

  it("says why it never started", async () => {
    const reason = "CannotPullContainerError: image not found";
    expect((await run(["missing"])).verdict).to.deep.equal({
      state: "failed",
      reason,
      container: { name: "app", reason },
    });
  });

  it("is not waited for beyond the deadline, and can be stopped", async () => {
    const { ecs, arn, verdict } = await run(["sleep"], { deadlineMs: 60 });
    expect(verdict).to.deep.equal({ state: "waiting", status: "RUNNING" });
    await stopTask(ecs, launch.cluster, arn, "enough");
    const options = { deadlineMs: 10_000, pollMs: 1, signal: AbortSignal.timeout(15_000) };
    expect(await waitForTask(ecs, launch.cluster, arn, options)).to.deep.equal({
      state: "failed",
      reason: "enough",
      container: { name: "app", exitCode: 143 },
    });
  });

  it("is not waited for by somebody who is told to end", async () => {
    const controller = new AbortController();
    const onWait = (status: string) => {
      if (status === "RUNNING") controller.abort();
    };
    const { verdict } = await run(["sleep"], { signal: controller.signal, pollMs: 20, onWait });
    expect(verdict.state).to.equal("waiting");
  });

  it("says why ECS does not take it", async () => {
    const refuse = { RunTask: { type: "AccessDeniedException", message: "iam:PassRole" } };
    const { ecs } = await rig(new MemoryWorld(), { refuse });
    const error = await failure(startTask(ecs, launch, ["report"]));
    expect(error.message).to.contain("AWS refuses this to the role in use");
    const full = {
      send: () => Promise.resolve({ failures: [{ reason: "RESOURCE:MEMORY", detail: "none" }] }),
    };
    const unplaced = await failure(startTask(full as unknown as typeof ecs, launch, ["report"]));
    expect(unplaced).to.be.instanceOf(OperatorError);
    expect(unplaced.message).to.equal(
      "ECS has started no task of ai-platform-dev-nightly: RESOURCE:MEMORY: none.",
    );
  });
});

describe("the verdict on a task", () => {
  const app = { name: "app", exitCode: 0 };
  const ended = {
    lastStatus: "STOPPED",
    stopCode: "EssentialContainerExited",
    stoppedReason: "why",
  } as const;
  const cases: readonly (readonly [what: string, task: Task | undefined, verdict: TaskVerdict])[] = [
    ["waits for one that ECS does not show yet", undefined, { state: "waiting", status: "PROVISIONING" }],
    ["waits for one that is ending", { lastStatus: "STOPPING" }, { state: "waiting", status: "STOPPING" }],
    [
      "is good whatever a sidecar answers that was told to end",
      { ...ended, containers: [{ name: "tracing", exitCode: 143 }, app] },
      { state: "succeeded" },
    ],
    [
      "is bad where somebody stopped it, also if it ended in peace",
      { ...ended, stopCode: "UserInitiated", containers: [app] },
      { state: "failed", reason: "why" },
    ],
    [
      "names the container without which it never began",
      {
        ...ended,
        stopCode: "TaskFailedToStart",
        containers: [{ name: "app" }, { name: "prepare", exitCode: 1 }],
      },
      { state: "failed", reason: "why", container: { name: "prepare", exitCode: 1 } },
    ],
    [
      "does not need a container",
      { lastStatus: "STOPPED" },
      { state: "failed", reason: "ECS gives no reason" },
    ],
  ];
  for (const [what, task, verdict] of cases) it(what, () => expect(judgeTask(task)).to.deep.equal(verdict));
});
