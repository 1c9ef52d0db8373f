import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { failedDeployments, restartedTasks } from "../../../components/container/alarmEvents";
import { serviceAlarms } from "../../../components/container/alarms";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { build, moduleConfig, platform, topicArn, valueOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { type ModuleArgs, newModule } from "./newModule";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const rule = "aws:cloudwatch/eventRule:EventRule";
const service = "aws:ecs/service:Service";

const graphOf = async (change: ModuleArgs = {}) => (await build(() => newModule("planning", change))).graph;

/** The last parts of the names of the alarms that are not the release's or the queue's. */
async function ringing(change: ModuleArgs): Promise<string[]> {
  const names = (await graphOf(change)).ofType(alarm).map(({ name }) => name.replace("planning-", ""));
  return names.filter((name) => !/^(release|dead-letters|failures)/.test(name)).sort();
}

const always = ["cpu", "deployments", "memory", "restarts"];
const atTargets = ["healthy", "unhealthy"];
const asleep = { night: { at: "cron(0 15 * * ? *)", timezone: "UTC", min: 0, max: 0 } };
const scaling: ModuleConfig["scaling"] = { ...moduleConfig().scaling, schedules: asleep };

describe("the alarms of a service", () => {
  const cases: [string, ModuleArgs, string[]][] = [
    ["behind the load balancer", {}, [...always, ...atTargets, "logs"]],
    ["nobody comes to from outside", { routes: [] }, always],
    ["that is a worker", { kind: "worker", routes: [] }, always],
    [
      "with a load balancer of its own, which counts no calls",
      { protocol: "tcp", routes: [], allowedCidrs: ["10.0.0.0/8"] },
      [...always, ...atTargets],
    ],
    ["that sleeps at night, when nothing is healthy", { scaling }, [...always, "logs", "unhealthy"]],
    ["that there is not: a job", { kind: "job", routes: [] }, []],
  ];
  for (const [title, change, expected] of cases)
    it(`are those of one ${title}`, async () => {
      expect(await ringing(change)).to.deep.equal(expected.sort());
    });

  const routing = (...groups: string[]) => ({
    loadBalancerSuffix: pulumi.output("app/alb/1"),
    targetGroups: groups.map((name) => ({ arnSuffix: pulumi.output(name) })) as never[],
  });
  const listed = (groups: string[], protocol: ModuleConfig["protocol"] = "http") =>
    serviceAlarms(
      "planning",
      { ...moduleConfig(), protocol },
      {
        cluster: "cluster",
        logGroup: "/logs",
        routing: routing(...groups),
        targets: {
          loadBalancer: pulumi.output("app/alb/1"),
          groups: groups.map((one) => pulumi.output(one)),
        },
      },
    );

  it("need nothing but what ECS counts for every service", () => {
    for (const [what, metricName] of [
      ["cpu", "CPUUtilization"],
      ["memory", "MemoryUtilization"],
    ] as const)
      expect(listed(["one"])[what]).to.deep.include({
        namespace: "AWS/ECS",
        metricName,
        dimensions: { ClusterName: "cluster", ServiceName: "planning" },
        ...{ threshold: 90, period: 300, evaluationPeriods: 3 },
      });
  });

  it("call a module unhealthy in whichever group its tasks stand", () => {
    const { healthy } = listed(["one", "two"]);
    const queries = healthy!.metricQueries as { expression?: string; metric?: { namespace: string } }[];
    expect(queries.at(-1)!.expression).to.equal("MAX([FILL(tasks0, 0), FILL(tasks1, 0)])");
    expect(healthy).to.include({ severity: "critical", treatMissingData: "breaching", threshold: 1 });
  });

  it("look where a load balancer of the module's own counts", () => {
    const { unhealthy } = listed(["one"], "tcp");
    const [first] = unhealthy!.metricQueries as { metric: { namespace: string } }[];
    expect(first!.metric.namespace).to.equal("AWS/NetworkELB");
  });

  it("ring for a silence only while many call", () => {
    const queries = listed(["one"]).logs!.metricQueries as { id: string; expression?: string }[];
    expect(queries.at(-1)!.expression).to.equal("IF(requests >= 100 AND FILL(logged, 0) == 0, 1, 0)");
  });

  it("keep quiet in a deployment where one would ring", () => {
    const quiet = Object.entries(listed(["one"])).filter(([, { duringDeploys }]) => duringDeploys);
    expect(quiet.map(([what]) => what)).to.have.members(["healthy", "unhealthy"]);
  });

  it("count what ECS tells, and keep it", async () => {
    const graph = await graphOf();
    const cluster = await valueOf(platform().cluster.arn);
    const patterns = {
      restarts: restartedTasks(cluster, "planning"),
      deployments: failedDeployments(String(only(graph, service).outputs.id)),
    };
    for (const [what, pattern] of Object.entries(patterns)) {
      const made = only(graph, rule, `planning-${what}`);
      expect(JSON.parse(String(made.inputs.eventPattern))).to.deep.equal(pattern);
      expect(only(graph, "aws:cloudwatch/eventTarget:EventTarget", `planning-${what}`).inputs.arn).to.match(
        new RegExp(`^arn:aws:logs:${region}:.*:/ai-platform/test/platform/events$`),
      );
      expect(only(graph, alarm, `planning-${what}`).inputs).to.deep.include({
        namespace: "AWS/Events",
        metricName: "Invocations",
        dimensions: { RuleName: made.outputs.name },
        statistic: "Sum",
        alarmActions: [topicArn("test", "warning")],
        tags: { Module: "planning", Owner: "team@example.com", Severity: "warning" },
      });
    }
  });
});
