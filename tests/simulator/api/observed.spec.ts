import { DescribeScalableTargetsCommand } from "@aws-sdk/client-application-auto-scaling";
import { DescribeAlarmsCommand, GetMetricDataCommand, ListMetricsCommand } from "@aws-sdk/client-cloudwatch";
import { FilterLogEventsCommand, ResourceNotFoundException } from "@aws-sdk/client-cloudwatch-logs";
import { GetCostAndUsageCommand } from "@aws-sdk/client-cost-explorer";
import {
  ExecuteCommandCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from "@aws-sdk/client-ecs";
import { expect } from "chai";
import { closeRigs, cluster, failure, MemoryWorld, rig, type Rig, rolledBack, service } from "./memoryWorld";

describe("the double of what operators look at", () => {
  after(closeRigs);
  let world: MemoryWorld;
  let clients: Rig;
  beforeEach(async () => {
    world = new MemoryWorld();
    clients = await rig(world);
  });

  it("answers with alarms of the types and the state that are asked for", async () => {
    const alarm = { description: "", since: 1_700_000_000 };
    world.observed.alarms = [
      { ...alarm, name: "a-1", state: "ALARM" },
      { ...alarm, name: "a-2", state: "OK" },
      { ...alarm, name: "a-3", state: "ALARM", composite: true },
    ];
    const asked = async (input: object) => {
      const command = new DescribeAlarmsCommand({ AlarmNamePrefix: "a-", ...input });
      const { MetricAlarms = [], CompositeAlarms = [] } = await clients.cloudwatch.send(command);
      return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
    };
    expect(await asked({})).to.deep.equal(["a-1", "a-2"]);
    expect(await asked({ StateValue: "ALARM", AlarmTypes: ["CompositeAlarm", "MetricAlarm"] })).to.deep.equal(
      ["a-1", "a-3"],
    );
  });

  it("knows a metric by exactly its dimensions, and within the times", async () => {
    const dimensions = { ClusterName: "c", ServiceName: "s" };
    world.observed.metrics = [
      {
        namespace: "AWS/ECS",
        name: "CPUUtilization",
        dimensions,
        statistic: "Maximum",
        period: 300,
        points: new Map([
          [300, 1],
          [600, 2],
          [900, 3],
        ]),
      },
    ];
    const values = async (names: Record<string, string>, Stat = "Maximum") => {
      const Dimensions = Object.entries(names).map(([Name, Value]) => ({ Name, Value }));
      const Metric = { Namespace: "AWS/ECS", MetricName: "CPUUtilization", Dimensions };
      const query = { Id: "q0", MetricStat: { Metric, Stat, Period: 300 } };
      const times = { StartTime: new Date(600_000), EndTime: new Date(900_000) };
      const command = new GetMetricDataCommand({ ...times, MetricDataQueries: [query] });
      return (await clients.cloudwatch.send(command)).MetricDataResults![0]!;
    };
    const { Values, Timestamps } = await values(dimensions);
    expect(Values).to.deep.equal([2]);
    expect(Timestamps).to.deep.equal([new Date(600_000)]);
    expect((await values({ ClusterName: "c" })).Values).to.deep.equal([]);
    expect((await failure(values(dimensions, "p99"))).name).to.equal("NotSimulatedException");
    const list = new ListMetricsCommand({ Namespace: "AWS/ECS", MetricName: "CPUUtilization" });
    expect((await clients.cloudwatch.send(list)).Metrics![0]!.Dimensions).to.have.length(2);
  });

  it("finds log events by a text in quotes, and no other pattern", async () => {
    world.observed.logs.set("/g", [{ id: "1", stream: "s", time: 5, message: "a b c" }]);
    const found = async (filterPattern?: string, logGroupName = "/g") => {
      const command = new FilterLogEventsCommand({ logGroupName, startTime: 0, filterPattern });
      return (await clients.logs.send(command)).events!;
    };
    expect(await found('"b c"')).to.deep.equal([
      { eventId: "1", ingestionTime: 5, logStreamName: "s", message: "a b c", timestamp: 5 },
    ]);
    expect(await found('"x"')).to.deep.equal([]);
    expect((await failure(found("?a ?b"))).name).to.equal("NotSimulatedException");
    expect(await failure(found(undefined, "/h"))).to.be.instanceOf(ResourceNotFoundException);
  });

  it("answers for costs from whichever region, by month and tag", async () => {
    world.observed.costs = [
      { month: "2026-10-01", tags: { A: "1", B: "2", M: "x" }, usd: 1.5 },
      { month: "2026-10-01", tags: { A: "1", B: "2", M: "x" }, usd: 1 },
      { month: "2026-10-01", tags: { A: "1", B: "3", M: "x" }, usd: 100 },
    ];
    const tag = (Key: string, value: string) => ({
      Tags: { Key, Values: [value], MatchOptions: ["EQUALS" as const] },
    });
    const command = (Start: string, End: string) =>
      new GetCostAndUsageCommand({
        TimePeriod: { Start, End },
        Granularity: "MONTHLY",
        Metrics: ["UnblendedCost"],
        Filter: { And: [tag("A", "1"), tag("B", "2")] },
        GroupBy: [{ Type: "TAG", Key: "M" }],
      });
    const { ResultsByTime } = await clients.costs.send(command("2026-10-01", "2026-11-02"));
    expect(ResultsByTime!.flatMap(({ Groups = [] }) => Groups)).to.deep.equal([
      { Keys: ["M$x"], Metrics: { UnblendedCost: { Amount: "2.5", Unit: "USD" } } },
    ]);
    const wrong = await failure(clients.costs.send(command("2026-10-01", "2026-10-01")));
    expect(wrong.name).to.equal("ValidationException");
  });

  it("says within which bounds a service scales", async () => {
    world.observed.scalableTargets = [{ resourceId: "service/c/s", min: 1, max: 3, suspended: "in" }];
    const command = new DescribeScalableTargetsCommand({
      ServiceNamespace: "ecs",
      ResourceIds: ["service/c/s"],
      ScalableDimension: "ecs:service:DesiredCount",
    });
    const { ScalableTargets } = await clients.scaling.send(command);
    expect(ScalableTargets![0]).to.include({ MinCapacity: 1, MaxCapacity: 3 });
    expect(ScalableTargets![0]!.SuspendedState).to.include({ DynamicScalingInSuspended: true });
  });

  it("wants as many tasks as it is told", async () => {
    world.running = [service("planning", { state: "completed" })];
    const command = new UpdateServiceCommand({ cluster, service: "planning", desiredCount: 5 });
    expect((await clients.ecs.send(command)).service!.desiredCount).to.equal(5);
    expect(world.running[0]!.desiredCount).to.equal(5);
    expect(world.unhooked).to.deep.equal([]);
  });

  it("enters only tasks that run and have an agent", async () => {
    world.running = [service("planning", { state: "completed" })];
    const enter = (task: string) =>
      clients.ecs.send(new ExecuteCommandCommand({ cluster, task, command: "sh", interactive: true }));
    expect((await failure(enter("nobody"))).name).to.equal("InvalidParameterException");
  });

  it("lists how the newest deployment ended", async () => {
    world.running = [rolledBack("planning")];
    const after = new Date(Date.now() - 60_000);
    const command = new ListServiceDeploymentsCommand({ cluster, service: "planning", createdAt: { after } });
    const { serviceDeployments } = await clients.ecs.send(command);
    expect(serviceDeployments!.map(({ status }) => status)).to.deep.equal(["ROLLBACK_SUCCESSFUL"]);
  });
});
