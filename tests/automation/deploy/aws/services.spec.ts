import { expect } from "chai";
import { describeFailure } from "../../../../automation/deploy/aws/describeFailure";
import {
  type CheckOptions,
  checkServices,
  type ServiceResult,
} from "../../../../automation/deploy/aws/services";
import type { ExpectedService } from "../../../../automation/deploy/aws/verdict";
import type { ApiOptions } from "../../../../simulator/api/server";
import type { ApiService } from "../../../../simulator/api/world";
import {
  closeRigs,
  cluster,
  failure,
  MemoryWorld,
  rig,
  rolledBack,
  service,
  taskDefinition,
} from "../../../simulator/api/memoryWorld";

const trouble = {
  events: ["(service planning) was unable to place a task."],
  stoppedTasks: [{ stoppedReason: "Task failed to start", container: "app", reason: "no image" }],
};

describe("the check of the services", () => {
  after(closeRigs);

  const expectedOf = ({ name, arn, clusterArn, taskDefinition }: ApiService): ExpectedService => ({
    label: name,
    cluster: clusterArn,
    service: arn,
    taskDefinition,
  });

  async function check(
    world: MemoryWorld,
    options: Partial<CheckOptions> = {},
    api: ApiOptions = {},
    expected = world.running.map(expectedOf),
  ) {
    const { ecs, calls } = await rig(world, api);
    const signal = AbortSignal.timeout(15_000);
    const results = await checkServices(ecs, expected, { deadlineMs: 0, pollMs: 1, signal, ...options });
    return { results, calls };
  }
  const worldOf = (...running: ApiService[]) => {
    const world = new MemoryWorld();
    world.running = running;
    return world;
  };
  const states = (results: readonly ServiceResult[]) => results.map(({ verdict }) => verdict.state);

  it("asks once when all is well, and says nothing of it", async () => {
    const world = worldOf(service("a", { state: "completed" }), service("b", { state: "completed" }));
    const { results, calls } = await check(world);
    expect(results).to.deep.equal(
      world.running.map((one) => ({
        ...expectedOf(one),
        verdict: { state: "good" },
        events: [],
        stoppedTasks: [],
      })),
    );
    expect(calls).to.deep.equal(["DescribeServices"]);
    expect(results.flatMap(describeFailure)).to.deep.equal([]);
  });

  it("asks nothing about no services", async () => {
    expect((await check(worldOf())).calls).to.deep.equal([]);
  });

  it("asks about ten services at a time, each cluster apart, and answers in order", async () => {
    const other = cluster.replace("dev", "prod");
    const here = Array.from({ length: 23 }, (_, index) => service(`s${index}`, { state: "completed" }));
    const there = service("s0", { state: "failed", events: [], stoppedTasks: [] }, 7, other);
    const world = worldOf(...here.slice(0, 5), there, ...here.slice(5));
    const sizes: number[] = [];
    const onCall: ApiOptions["onCall"] = ({ operation, input }) => {
      if (operation === "DescribeServices") sizes.push((input as { services: string[] }).services.length);
    };
    const { results } = await check(world, {}, { onCall });
    expect(sizes).to.deep.equal([10, 10, 3, 1]);
    expect(results.map(({ service }) => service)).to.deep.equal(world.running.map(({ arn }) => arn));
    expect(states(results).indexOf("failed")).to.equal(5);
  });

  it("takes names as well as ARNs", async () => {
    const named = {
      label: "a",
      cluster: "ai-platform-dev",
      service: "a",
      taskDefinition: taskDefinition("a", 7),
    };
    const { results } = await check(worldOf(service("a", { state: "completed" })), {}, {}, [named]);
    expect(states(results)).to.deep.equal(["good"]);
  });

  it("waits for those that are not done, and asks only about them again", async () => {
    const world = worldOf(service("a", { state: "inProgress" }), service("b", { state: "completed" }));
    const waited: (readonly string[])[] = [];
    const onWait = (labels: readonly string[]) => {
      waited.push(labels);
      if (waited.length === 2) world.running = [service("a", { state: "completed" })];
    };
    const { results, calls } = await check(world, { deadlineMs: 10_000, onWait });
    expect(states(results)).to.deep.equal(["good", "good"]);
    expect(waited).to.deep.equal([["a"], ["a"]]);
    expect(calls).to.have.length(3);
  });

  it("finds a rollback, with its newest events and why tasks stopped", async () => {
    const { results } = await check(worldOf(rolledBack("planning")), { deadlineMs: 10_000 });
    expect(results[0]).to.deep.include({
      verdict: { state: "rolledBack", running: taskDefinition("planning", 6), reason: "" },
      stoppedTasks: [
        { stoppedReason: "Essential container in task exited", container: "app", exitCode: 1, count: 2 },
        {
          stoppedReason: "Task failed to start",
          container: "app",
          reason: "CannotPullContainerError: no such tag",
          count: 1,
        },
      ],
    });
    expect(describeFailure(results[0]!)).to.deep.equal([
      "planning: planning:7 did not start; ECS went back to planning:6",
      "  stopped tasks:",
      "    2 times: Essential container in task exited (container app, exit code 1)",
      "    Task failed to start (container app, CannotPullContainerError: no such tag)",
      "  newest events:",
      ...Array.from({ length: 10 }, (_, index) => `    (service planning) event ${12 - index}`),
    ]);
  });

  it("says nothing of tasks that another task definition lost", async () => {
    const world = worldOf(rolledBack("planning"));
    const expected = [{ ...expectedOf(world.running[0]!), taskDefinition: taskDefinition("planning", 8) }];
    const { results } = await check(world, {}, {}, expected);
    expect(states(results)).to.deep.equal(["rolledBack"]);
    expect(results[0]!.stoppedTasks).to.deep.equal([]);
  });

  it("finds a deployment that failed for good", async () => {
    const { results } = await check(worldOf(service("planning", { state: "failed", ...trouble })));
    expect(describeFailure(results[0]!)).to.deep.equal([
      "planning: planning:7 did not start, and there is no earlier one to go back to",
      "  ECS says: ECS deployment circuit breaker: tasks failed to start.",
      "  stopped tasks:",
      "    Task failed to start (container app, no image)",
      "  newest events:",
      "    (service planning) was unable to place a task.",
    ]);
  });

  it("gives up at the deadline, with what is known by then", async () => {
    const world = worldOf(service("planning", { state: "inProgress", ...trouble }));
    const { results } = await check(world, { deadlineMs: 20, pollMs: 5 });
    const [first, says, ...rest] = describeFailure(results[0]!);
    expect(first).to.equal("planning: planning:7 was not running everywhere yet");
    expect(says).to.match(/^ {2}ECS says: ECS deployment ecs-svc\/\d+ in progress\.$/);
    expect(rest).to.include("    Task failed to start (container app, no image)");
  });

  it("finds a service or a cluster that is missing", async () => {
    const world = worldOf(service("a", { state: "completed" }));
    const expected = [
      expectedOf(world.running[0]!),
      expectedOf(service("gone", { state: "completed" })),
      expectedOf(service("b", { state: "completed" }, 7, cluster.replace("dev", "prod"))),
    ];
    const { results } = await check(world, {}, {}, expected);
    expect(states(results)).to.deep.equal(["good", "missing", "missing"]);
    expect(describeFailure(results[1]!)).to.deep.equal([
      "gone: the service is not there",
      `  ECS has no service of this name in the cluster: ${expected[1]!.service} in ${cluster}`,
    ]);
  });

  it("tells the rollback also when it may not see the tasks", async () => {
    const denied = { type: "AccessDeniedException", message: "ecs:ListTasks" };
    const { results } = await check(worldOf(rolledBack("planning")), {}, { refuse: { ListTasks: denied } });
    expect(states(results)).to.deep.equal(["rolledBack"]);
    expect(describeFailure(results[0]!)[2]).to.match(
      /^ {4}could not be read: AWS refuses this to the role in use/,
    );
  });

  it("keeps what a container says out of the terminal's control", async () => {
    const said = "\u001b[2Jgone\nplanning: all is well\u202e";
    const stoppedTasks = [{ stoppedReason: said, container: "app", exitCode: 1 }];
    const world = worldOf(service("planning", { state: "failed", events: [said], stoppedTasks }));
    const { results } = await check(world);
    for (const line of describeFailure(results[0]!)) expect(line).to.match(/^[\x20-\x7e\ufffd]*$/);
  });

  it("stops waiting when it is told to", async () => {
    const world = worldOf(service("planning", { state: "inProgress" }));
    const controller = new AbortController();
    const onWait = () => controller.abort();
    const options = { deadlineMs: 60_000, pollMs: 60_000, signal: controller.signal, onWait };
    expect((await failure(check(world, options))).name).to.equal("AbortError");
  });

  it("stops when it is told to while AWS answers", async () => {
    const controller = new AbortController();
    const onCall: ApiOptions["onCall"] = ({ operation }) => {
      if (operation === "ListTasks") controller.abort();
    };
    const checked = check(worldOf(rolledBack("planning")), { signal: controller.signal }, { onCall });
    expect((await failure(checked)).name).to.equal("AbortError");
  });

  it("does not go on without an answer of AWS", async () => {
    const world = worldOf(service("planning", { state: "inProgress" }));
    const refuse = { DescribeServices: { type: "ExpiredTokenException", message: "expired" } };
    const error = await failure(check(world, { deadlineMs: 10_000 }, { refuse }));
    expect(error.message).to.contain("the AWS credentials have expired");
  });
});
