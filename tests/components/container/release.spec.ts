import { expect } from "chai";
import { deploymentSettings } from "../../../components/container/release";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { alternateName, deploymentMinutes } from "../../../infra/trafficShift";
import type { Graph } from "../../../simulator/graph";
import { account, build, moduleConfig, statementsOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { newModule } from "./newModule";

type Release = ModuleConfig["release"];

const service = "aws:ecs/service:Service";
const rule = "aws:lb/listenerRule:ListenerRule";
const targetGroup = "aws:lb/targetGroup:TargetGroup";
const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const smokeTest = { path: "/health", status: 200 };

const released = async (release: Partial<Release>, more: object = {}) =>
  (await build(() => newModule("planning", { release, ...more }))).graph;
const settings = (release: Partial<Release>, alarmNames: readonly string[] = []) =>
  deploymentSettings(moduleConfig({ release }).release, { hook: undefined, alarmNames });

describe("the deployment settings", () => {
  for (const [release, configuration] of [
    [{ strategy: "rolling" }, { strategy: "ROLLING" }],
    [
      { strategy: "blue-green", bakeMinutes: 7 },
      { strategy: "BLUE_GREEN", bakeTimeInMinutes: "7" },
    ],
    [
      { strategy: "canary", stepPercent: 5, stepMinutes: 15 },
      {
        strategy: "CANARY",
        bakeTimeInMinutes: "10",
        canaryConfiguration: { canaryPercent: 5, canaryBakeTimeInMinutes: "15" },
      },
    ],
    [
      { strategy: "linear", stepPercent: 25, stepMinutes: 6 },
      {
        strategy: "LINEAR",
        bakeTimeInMinutes: "10",
        linearConfiguration: { stepPercent: 25, stepBakeTimeInMinutes: "6" },
      },
    ],
  ] as const)
    it(`say ${configuration.strategy}, and use the breaker for rolling updates only`, () => {
      const breaker = release.strategy === "rolling";
      expect(settings(release)).to.deep.equal({
        deploymentCircuitBreaker: { enable: breaker, rollback: breaker },
        deploymentMinimumHealthyPercent: 100,
        deploymentMaximumPercent: 200,
        deploymentConfiguration: configuration,
        waitForSteadyState: true,
      });
    });

  it("go back for alarms, where there are any", () => {
    expect(settings({ strategy: "rolling" }, ["a", "b"]).alarms).to.deep.equal({
      alarmNames: ["a", "b"],
      enable: true,
      rollback: true,
    });
    expect(settings({ strategy: "rolling" })).not.to.have.property("alarms");
  });

  it("wait for an approval before there is traffic, and the engine does not wait with them", () => {
    const { deploymentConfiguration, waitForSteadyState } = settings({
      strategy: "blue-green",
      approvalMinutes: 90,
    });
    expect(deploymentConfiguration).to.deep.include({
      lifecycleHooks: [
        {
          targetType: "PAUSE",
          lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
          timeoutConfiguration: { action: "ROLLBACK", timeoutInMinutes: "90" },
        },
      ],
    });
    expect(waitForSteadyState).to.equal(false);
  });

  for (const [release, minutes] of [
    [{ strategy: "rolling" }, 34],
    [{ strategy: "blue-green", bakeMinutes: 60 }, 94],
    [{ strategy: "canary", stepMinutes: 30, bakeMinutes: 10 }, 74],
    [{ strategy: "linear", stepPercent: 10, stepMinutes: 5, bakeMinutes: 10 }, 89],
    [{ strategy: "linear", stepPercent: 40, stepMinutes: 5, bakeMinutes: 0 }, 44],
  ] as const)
    it(`give the engine ${minutes} minutes for ${JSON.stringify(release)}`, () => {
      expect(deploymentMinutes(moduleConfig({ release }))).to.equal(minutes);
    });
});

describe("the second target group", () => {
  const name = (module: string, change: { port?: number; loadBalancer?: number } = {}, environment = "dev") =>
    alternateName(environment, module, moduleConfig(change));

  it("has a name that AWS takes, of the longest module too", () => {
    expect(name("a".repeat(24))).to.match(/^a{23}-[0-9a-f]{8}$/);
    expect(name("planning")).to.match(/^planning-[0-9a-f]{8}$/);
  });

  it("has another name wherever AWS makes a new one, and wherever another one is", () => {
    const names = [
      name("planning"),
      name("planning", { port: 9000 }),
      name("planning", { loadBalancer: 2 }),
      name("planning", {}, "prod"),
      name("a".repeat(24)),
      name(`${"a".repeat(23)}b`),
    ];
    expect(new Set(names).size).to.equal(names.length);
  });
});

describe("a release that shifts traffic", () => {
  const arns = (graph: Graph) =>
    ["planning", "planning-alternate"].map((name) => only(graph, targetGroup, name).outputs.arn);

  for (const strategy of ["blue-green", "canary", "linear"] as const)
    it(`by ${strategy} has two target groups, a rule that ECS owns, and a role for no more`, async () => {
      const graph = await released({ strategy });
      const [primary, alternate] = arns(graph);
      const { name: _, ...own } = only(graph, targetGroup, "planning-alternate").inputs;
      expect(own).to.deep.equal(only(graph, targetGroup, "planning").inputs);
      const production = only(graph, rule);
      expect(production.options.ignoreChanges).to.deep.equal(["actions"]);
      expect(production.inputs.actions).to.deep.equal([
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: primary, weight: 100 },
              { arn: alternate, weight: 0 },
            ],
          },
        },
      ]);
      const role = only(graph, "aws:iam/role:Role", "planning-traffic");
      expect(only(graph, service).inputs.loadBalancers).to.deep.equal([
        {
          targetGroupArn: primary,
          containerName: "app",
          containerPort: 8080,
          advancedConfiguration: {
            alternateTargetGroupArn: alternate,
            productionListenerRule: production.outputs.arn,
            roleArn: role.outputs.arn,
          },
        },
      ]);
      const policy = only(graph, "aws:iam/rolePolicy:RolePolicy", "planning-traffic");
      expect(statementsOf(policy.inputs.policy).slice(1)).to.deep.equal([
        {
          Sid: "MoveTasks",
          Effect: "Allow",
          Action: ["elasticloadbalancing:DeregisterTargets", "elasticloadbalancing:RegisterTargets"],
          Resource: [primary, alternate],
        },
        {
          Sid: "MoveTraffic",
          Effect: "Allow",
          Action: ["elasticloadbalancing:ModifyRule"],
          Resource: [production.outputs.arn],
        },
      ]);
    });

  it("can be asked first, at the test listener and by its name alone", async () => {
    const graph = await released({ strategy: "canary", smokeTest });
    const test = only(graph, rule, "planning-test");
    const listener = `arn:aws:elasticloadbalancing:${region}:${account}:listener/app/alb/1/3`;
    expect(test.inputs).to.deep.include({
      listenerArn: listener,
      conditions: [{ httpHeader: { httpHeaderName: "X-Edge-Module", values: ["planning"] } }],
    });
    expect(test.options.ignoreChanges).to.deep.equal(["actions"]);
    const { loadBalancers, deploymentConfiguration } = only(graph, service).inputs as {
      loadBalancers: [{ advancedConfiguration: { testListenerRule: string } }];
      deploymentConfiguration: { lifecycleHooks: [Record<string, unknown>] };
    };
    expect(loadBalancers[0].advancedConfiguration.testListenerRule).to.equal(test.outputs.arn);
    const [{ hookDetails, ...hook }] = deploymentConfiguration.lifecycleHooks;
    expect(hook).to.deep.equal({
      targetType: "AWS_LAMBDA",
      hookTargetArn: `arn:aws:lambda:${region}:${account}:function:smoke-test`,
      roleArn: only(graph, "aws:iam/role:Role", "planning-smoke-test").outputs.arn,
      lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"],
    });
    expect(JSON.parse(hookDetails as string)).to.deep.equal({
      url: "http://alb-1.example.com:8443/live/health",
      headers: { "X-Edge-Module": "planning" },
      status: 200,
      timeoutSeconds: 5,
      attempts: 5,
      intervalSeconds: 3,
    });
  });
});

describe("the alarms of a release", () => {
  const names = (graph: Graph) =>
    graph.ofType(alarm).flatMap(({ name, inputs }) => (name.includes("-release-") ? [inputs.name] : []));

  it("are known by name before the service, and look at every target group", async () => {
    const alarms = { errorPercent: 2, responseSeconds: 4 };
    const graph = await released({ strategy: "blue-green", alarms });
    const [errors, latency] = ["errors", "latency"].map(
      (what) => `ai-platform-test_planning-release-${what}`,
    );
    expect(names(graph)).to.have.members([errors, latency]);
    expect(only(graph, service).inputs.alarms).to.deep.equal({
      alarmNames: [errors, latency],
      enable: true,
      rollback: true,
    });
    const { metricQueries, ...own } = only(graph, alarm, "planning-release-errors").inputs as {
      metricQueries: readonly { expression?: string; metric?: { dimensions: object } }[];
    };
    expect(own).to.deep.include({
      comparisonOperator: "GreaterThanThreshold",
      threshold: 2,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
    });
    const metrics = metricQueries.flatMap(({ metric }) => (metric ? [metric.dimensions] : []));
    const groups = ["planning", "planning-alternate"].map(
      (name) => only(graph, targetGroup, name).outputs.arnSuffix,
    );
    expect(metrics).to.deep.equal(
      groups.flatMap((TargetGroup) => Array<object>(3).fill({ LoadBalancer: "app/alb/1", TargetGroup })),
    );
    const { metricQueries: slow } = only(graph, alarm, "planning-release-latency").inputs as {
      metricQueries: readonly { expression?: string }[];
    };
    expect(slow.at(-1)!.expression).to.equal("MAX([FILL(seconds0, 0), FILL(seconds1, 0)])");
  });

  it("are there for rolling updates too, and not where nobody comes in", async () => {
    expect(names(await released({ strategy: "rolling" }))).to.deep.equal([
      "ai-platform-test_planning-release-errors",
    ]);
    const graph = await released({}, { routes: [] });
    expect(names(graph)).to.deep.equal([]);
    expect(only(graph, service).inputs).not.to.have.property("alarms");
  });

  it("are switched off by a word, because ECS keeps what it is not told", async () => {
    const graph = await released({ alarms: false });
    expect(only(graph, service).inputs.alarms).to.deep.equal({
      alarmNames: names(graph),
      enable: false,
      rollback: false,
    });
  });
});
