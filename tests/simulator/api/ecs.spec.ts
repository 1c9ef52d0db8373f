import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  type ECSClient,
  InvalidParameterException,
  ListTasksCommand,
  paginateListTasks,
  ServiceNotFoundException,
} from "@aws-sdk/client-ecs";
import { expect } from "chai";
import {
  closeRigs,
  cluster,
  failure,
  MemoryWorld,
  rig,
  rolledBack,
  service,
  taskDefinition,
} from "./memoryWorld";

describe("the double of ECS", () => {
  after(closeRigs);

  let world: MemoryWorld;
  let ecs: ECSClient;
  beforeEach(async () => {
    world = new MemoryWorld();
    ({ ecs } = await rig(world));
  });

  const described = async (...services: string[]) =>
    ecs.send(new DescribeServicesCommand({ cluster, services }));
  const stopped = async (name: string) => {
    const list = { cluster, serviceName: name, desiredStatus: "STOPPED" } as const;
    const { taskArns } = await ecs.send(new ListTasksCommand(list));
    return taskArns!;
  };

  it("shows a service that is done", async () => {
    world.running = [service("planning", { state: "completed" })];
    const { services, failures } = await described("planning");
    expect(failures).to.deep.equal([]);
    expect(services).to.have.length(1);
    const [{ deployments, events, ...rest } = {}] = services!;
    expect(rest).to.include({ status: "ACTIVE", desiredCount: 2, runningCount: 2, serviceName: "planning" });
    expect(rest.taskDefinition).to.equal(taskDefinition("planning", 7));
    expect(deployments).to.have.length(1);
    expect(deployments![0]).to.include({
      status: "PRIMARY",
      rolloutState: "COMPLETED",
      rolloutStateReason: `ECS deployment ${deployments![0]!.id!} completed.`,
      taskDefinition: taskDefinition("planning", 7),
    });
    expect(deployments![0]!.id).to.match(/^ecs-svc\/\d{19}$/);
    expect(events![0]!.message).to.equal("(service planning) has reached a steady state.");
  });

  it("shows the images of a task definition, and knows no family", async () => {
    const arn = taskDefinition("planning", 7);
    world.images.set(arn, "planning@sha256:0");
    const described = (name: string) => ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name }));
    const { containerDefinitions } = (await described(arn)).taskDefinition!;
    expect(containerDefinitions).to.deep.equal([{ name: "app", image: "planning@sha256:0" }]);
    expect((await failure(described(taskDefinition("planning", 8)))).name).to.equal("ClientException");
    expect((await failure(described("planning"))).name).to.equal("NotSimulatedException");
  });

  it("shows a rollback that is over as one completed deployment of the old task definition", async () => {
    world.running = [rolledBack("planning")];
    const { services } = await described(world.running[0]!.arn);
    const [{ deployments, events, taskDefinition: running } = {}] = services!;
    expect(running).to.equal(taskDefinition("planning", 6));
    expect(deployments!.map((one) => [one.status, one.rolloutState, one.taskDefinition])).to.deep.equal([
      ["PRIMARY", "COMPLETED", taskDefinition("planning", 6)],
    ]);
    const times = events!.map(({ createdAt }) => createdAt!.getTime());
    expect(times).to.deep.equal([...times].sort((one, other) => other - one));
    expect(events![0]!.message).to.equal("(service planning) event 12");
  });

  it("shows a deployment in progress, and one that failed for good", async () => {
    const trouble = {
      events: ["(service b) stopped"],
      stoppedTasks: [{ stoppedReason: "x", container: "app" }],
    };
    world.running = [
      service("a", { state: "inProgress" }),
      service("b", { state: "failed", ...trouble }),
      service("c", { state: "inProgress", ...trouble }),
    ];
    const { services } = await described("a", "b", "c");
    const [a, b, c] = services!.map(({ deployments }) => deployments![0]!);
    expect(a).to.include({ rolloutState: "IN_PROGRESS", runningCount: 0, failedTasks: 0 });
    expect(b).to.include({
      rolloutState: "FAILED",
      rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
    });
    expect(c).to.include({ rolloutState: "IN_PROGRESS", failedTasks: 1 });
    expect(await stopped("a")).to.deep.equal([]);
    expect(await stopped("c")).to.have.length(1);
  });

  it("tells of services that are missing, beside those that are there", async () => {
    world.running = [service("planning", { state: "completed" })];
    const { services, failures } = await described("planning", "nobody");
    expect(services).to.have.length(1);
    expect(failures!.map(({ reason }) => reason)).to.deep.equal(["MISSING"]);
    expect(failures![0]!.arn).to.match(/:service\/nobody$/);
  });

  it("keeps clusters apart", async () => {
    const other = cluster.replace("dev", "prod");
    world.running = [
      service("planning", { state: "completed" }),
      service("planning", { state: "inProgress" }, 8, other),
    ];
    const answer = await ecs.send(
      new DescribeServicesCommand({ cluster: "ai-platform-prod", services: ["planning"] }),
    );
    expect(answer.services!.map(({ clusterArn }) => clusterArn)).to.deep.equal([other]);
    const nowhere = new DescribeServicesCommand({ cluster: "nowhere", services: ["planning"] });
    expect(await failure(ecs.send(nowhere))).to.be.instanceOf(ClusterNotFoundException);
  });

  it("describes one to ten services and one to a hundred tasks at once", async () => {
    world.running = [service("planning", { state: "completed" })];
    for (const names of [[], Array.from({ length: 11 }, (_, index) => `s${index}`)])
      expect(await failure(described(...names))).to.be.instanceOf(InvalidParameterException);
    for (const tasks of [[], Array.from({ length: 101 }, (_, index) => `t${index}`)]) {
      const answer = ecs.send(new DescribeTasksCommand({ cluster, tasks }));
      expect(await failure(answer)).to.be.instanceOf(InvalidParameterException);
    }
  });

  it("lists the tasks that run unless it is asked for those that stopped", async () => {
    world.running = [rolledBack("planning"), service("search", { state: "completed" })];
    const { taskArns } = await ecs.send(new ListTasksCommand({ cluster, serviceName: "planning" }));
    const { tasks } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
    expect(tasks!.map((task) => [task.desiredStatus, task.taskDefinitionArn])).to.deep.equal([
      ["RUNNING", taskDefinition("planning", 6)],
      ["RUNNING", taskDefinition("planning", 6)],
    ]);
    const all: string[] = [];
    for await (const page of paginateListTasks({ client: ecs, pageSize: 3 }, { cluster })) {
      expect(page.taskArns!.length).to.be.at.most(3);
      all.push(...page.taskArns!);
    }
    expect(new Set(all).size).to.equal(4);
    const unknown = ecs.send(new ListTasksCommand({ cluster, serviceName: "nobody" }));
    expect(await failure(unknown)).to.be.instanceOf(ServiceNotFoundException);
  });

  it("tells why tasks stopped", async () => {
    world.running = [rolledBack("planning")];
    const arns = await stopped("planning");
    const [first, ...ids] = arns;
    const shortIds = ids.map((arn) => arn.split("/").at(-1)!);
    const answer = await ecs.send(
      new DescribeTasksCommand({ cluster, tasks: [first!, ...shortIds, "gone"] }),
    );
    expect(answer.failures).to.deep.equal([{ arn: first!.replace(/[^/]+$/, "gone"), reason: "MISSING" }]);
    expect(answer.tasks!.map(({ stoppedReason, containers }) => [stoppedReason, containers])).to.deep.equal([
      [
        "Essential container in task exited",
        [{ taskArn: arns[0], name: "app", lastStatus: "STOPPED", exitCode: 1 }],
      ],
      [
        "Essential container in task exited",
        [{ taskArn: arns[1], name: "app", lastStatus: "STOPPED", exitCode: 1 }],
      ],
      [
        "Task failed to start",
        [
          {
            taskArn: arns[2],
            name: "app",
            lastStatus: "STOPPED",
            reason: "CannotPullContainerError: no such tag",
          },
        ],
      ],
    ]);
    expect(answer.tasks![0]!.taskDefinitionArn).to.equal(taskDefinition("planning", 7));
  });
});
