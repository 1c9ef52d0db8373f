import { expect } from "chai";
import type * as pulumi from "@pulumi/pulumi";
import { targetTracking } from "../../../components/container/scaling/policies";
import type { ScalingConfig } from "../../../infra/config/schema/scaling";
import { build, moduleConfig } from "../../support/fixtures";
import { only } from "../../support/harness";
import { newModule, type ModuleArgs } from "./newModule";

const one: pulumi.Input<string>[] = ["targetgroup/one/1"];
const metrics = {
  cluster: "ai-platform-test",
  service: "one",
  queue: "one-queue",
  loadBalancer: "app/alb/1",
  targetGroups: one,
};
const scaling = (change: Partial<ScalingConfig>): ScalingConfig => ({
  ...moduleConfig().scaling,
  cpuPercent: false,
  memoryPercent: false,
  ...change,
});
const cooldowns = { scaleOutCooldown: 60, scaleInCooldown: 300 };
const stat = (
  id: string,
  namespace: string,
  metricName: string,
  of: string,
  dimensions: [string, string][],
) => ({
  id,
  metricStat: {
    metric: { namespace, metricName, dimensions: dimensions.map(([name, value]) => ({ name, value })) },
    stat: of,
  },
  returnData: false,
});
const balanced = (index: number, group: string) => {
  const dimensions: [string, string][] = [
    ["LoadBalancer", "app/alb/1"],
    ["TargetGroup", group],
  ];
  return [
    stat(`requests${index}`, "AWS/ApplicationELB", "RequestCountPerTarget", "Sum", dimensions),
    stat(`seconds${index}`, "AWS/ApplicationELB", "TargetResponseTime", "Average", dimensions),
  ];
};
const inFlight = (targetValue: number, groups: readonly string[], expression: string) => ({
  targetValue,
  customizedMetricSpecification: {
    metrics: [
      ...groups.flatMap((group, index) => balanced(index, group)),
      { id: "result", expression, returnData: true },
    ],
  },
  ...cooldowns,
});

describe("target tracking policies", () => {
  const predefined = (targetValue: number, predefinedMetricType: string) => ({
    targetValue,
    predefinedMetricSpecification: { predefinedMetricType },
    ...cooldowns,
  });
  const cases: readonly (readonly [what: string, ScalingConfig, typeof one, Record<string, unknown>])[] = [
    ["nothing", scaling({}), one, {}],
    ["CPU", scaling({ cpuPercent: 55 }), one, { cpu: predefined(55, "ECSServiceAverageCPUUtilization") }],
    [
      "memory",
      scaling({ memoryPercent: 80 }),
      one,
      { memory: predefined(80, "ECSServiceAverageMemoryUtilization") },
    ],
    [
      "requests in flight, of one target group",
      scaling({ requestsInFlight: 8 }),
      one,
      { requests: inFlight(8, ["targetgroup/one/1"], "FILL(requests0, 0) * FILL(seconds0, 0) / 60") },
    ],
    [
      "requests in flight, of both that a release moves between",
      scaling({ requestsInFlight: 8 }),
      ["targetgroup/one/1", "targetgroup/one/2"],
      {
        requests: inFlight(
          8,
          ["targetgroup/one/1", "targetgroup/one/2"],
          "FILL(requests0, 0) * FILL(seconds0, 0) / 60 + FILL(requests1, 0) * FILL(seconds1, 0) / 60",
        ),
      },
    ],
    [
      "the depth of a queue",
      scaling({ queueDepthPerTask: 20 }),
      [],
      {
        queue: {
          targetValue: 20,
          customizedMetricSpecification: {
            metrics: [
              stat("waiting", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Sum", [
                ["QueueName", "one-queue"],
              ]),
              stat("tasks", "ECS/ContainerInsights", "RunningTaskCount", "Average", [
                ["ClusterName", "ai-platform-test"],
                ["ServiceName", "one"],
              ]),
              {
                id: "result",
                expression: "IF(FILL(tasks, 0) < 1, waiting, waiting / FILL(tasks, 1))",
                returnData: true,
              },
            ],
          },
          ...cooldowns,
        },
      },
    ],
    [
      "any metric, its dimensions in order",
      scaling({
        metric: {
          namespace: "Own",
          name: "Open",
          dimensions: { Part: "b", Environment: "dev" },
          statistic: "Maximum",
          target: 2.5,
        },
        scaleOutSeconds: 0,
        scaleInSeconds: 900,
      }),
      one,
      {
        metric: {
          targetValue: 2.5,
          customizedMetricSpecification: {
            namespace: "Own",
            metricName: "Open",
            statistic: "Maximum",
            dimensions: [
              { name: "Environment", value: "dev" },
              { name: "Part", value: "b" },
            ],
          },
          scaleOutCooldown: 0,
          scaleInCooldown: 900,
        },
      },
    ],
  ];
  for (const [what, config, targetGroups, expected] of cases)
    it(`follow ${what}`, () => {
      expect(targetTracking(config, { ...metrics, targetGroups })).to.deep.equal(expected);
    });

  it("are one of each kind, so that the one that wants most tasks is heard", () => {
    const all = scaling({ cpuPercent: 60, memoryPercent: 70, requestsInFlight: 5, queueDepthPerTask: 5 });
    expect(Object.keys(targetTracking(all, metrics))).to.deep.equal(["cpu", "memory", "requests", "queue"]);
  });
});

describe("the scaling of a module", () => {
  const target = "aws:appautoscaling/target:Target";
  const policy = "aws:appautoscaling/policy:Policy";
  const action = "aws:appautoscaling/scheduledAction:ScheduledAction";
  const built = async (change: ModuleArgs) => (await build(() => newModule("one", change))).graph;
  const night = { at: "cron(0 21 * * ? *)", timezone: "Asia/Seoul", min: 0, max: 0 };
  const morning = { at: "cron(0 7 * * ? *)", timezone: "Asia/Seoul", min: 2, max: 2 };
  const id = {
    resourceId: "service/ai-platform-test/one",
    scalableDimension: "ecs:service:DesiredCount",
    serviceNamespace: "ecs",
  };

  it("has bounds, and one target for all that changes the number", async () => {
    const graph = await built({ scaling: { min: 2, max: 9 } });
    expect(only(graph, target).inputs).to.deep.equal({ minCapacity: 2, maxCapacity: 9, ...id });
    for (const { inputs } of graph.ofType(policy)) expect(inputs).to.deep.include(id);
  });

  it("leaves the number of tasks to whoever scales, and to Pulumi where nobody does", async () => {
    const ignored = async (change: ModuleArgs["scaling"]) =>
      only(await built({ scaling: change }), "aws:ecs/service:Service").options.ignoreChanges;
    expect(await ignored({ min: 1, max: 2 })).to.deep.equal(["desiredCount"]);
    expect(await ignored({ min: 2, max: 2, schedules: { night, morning } })).to.deep.equal(["desiredCount"]);
    expect(await ignored({ min: 2, max: 2 })).to.deep.equal([]);
  });

  it("is nothing where the number is fixed", async () => {
    const graph = await built({ scaling: { min: 2, max: 2 } });
    for (const type of [target, policy, action]) expect(graph.ofType(type)).to.deep.equal([]);
  });

  it("goes by the clock, each time with its zone and its bounds", async () => {
    const graph = await built({ scaling: { min: 2, max: 2, schedules: { night, morning } } });
    expect(graph.ofType(policy)).to.deep.equal([]);
    expect(graph.ofType(action).map(({ inputs }) => inputs)).to.have.deep.members(
      [night, morning].map(({ at, timezone, min, max }) => ({
        ...id,
        schedule: at,
        timezone,
        scalableTargetAction: { minCapacity: min, maxCapacity: max },
      })),
    );
  });

  it("foresees CPU use, and only shows it unless it is told to act", async () => {
    for (const [predictive, mode] of [
      ["forecast", "ForecastOnly"],
      ["scale", "ForecastAndScale"],
    ] as const) {
      const graph = await built({ scaling: { predictive, cpuPercent: 55 } });
      expect(only(graph, policy, "one-forecast").inputs).to.deep.equal({
        policyType: "PredictiveScaling",
        ...id,
        predictiveScalingPolicyConfiguration: {
          mode,
          maxCapacityBreachBehavior: "HonorMaxCapacity",
          metricSpecifications: [
            {
              targetValue: "55",
              predefinedMetricPairSpecification: { predefinedMetricType: "ECSServiceCPUUtilization" },
            },
          ],
        },
      });
    }
  });

  it("counts requests at all target groups of its load balancer", async () => {
    const graph = await built({
      scaling: { requestsInFlight: 4 },
      release: { strategy: "canary" },
    });
    const groups = graph.ofType("aws:lb/targetGroup:TargetGroup").map(({ outputs }) => outputs.arnSuffix);
    expect(groups).to.have.length(2);
    const text = JSON.stringify(only(graph, policy, "one-requests").inputs);
    for (const group of groups) expect(text).to.contain(String(group));
    expect(text).to.contain('"name":"LoadBalancer","value":"app/alb/1"');
  });

  it("counts the messages of its own queue", async () => {
    const graph = await built({ kind: "worker", routes: [], scaling: { queueDepthPerTask: 4 } });
    const { name } = only(graph, "aws:sqs/queue:Queue", "one-queue").outputs;
    const text = JSON.stringify(only(graph, policy, "one-queue").inputs);
    expect(text).to.contain(`"name":"QueueName","value":${JSON.stringify(name)}`);
    expect(text).to.contain('"name":"ServiceName","value":"one"');
  });
});
