import type { types } from "@pulumi/aws";
import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { project } from "../../infra/naming";
import { alarmMinutes, isBalanced } from "../../infra/trafficShift";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { Routing } from "./routing";

/** Seconds of one number; the load balancer has none for less. */
const period = 60;

type Query = types.input.cloudwatch.MetricAlarmMetricQuery;
type Text = pulumi.Output<string>;

/** What rolls a release back. Their names are known beforehand, so that the service can have them without a circle. */
export function createReleaseAlarms(
  name: string,
  args: ContainerModuleArgs,
  routing: Routing | undefined,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): MetricAlarm[] {
  if (routing === undefined || !isBalanced(args)) return [];
  const groups = routing.targetGroups.map(({ arnSuffix }) => arnSuffix);
  const alarm = (
    what: string,
    own: Pick<MetricAlarmArgs, "alarmDescription" | "threshold" | "metricQueries">,
  ) =>
    new MetricAlarm(
      `${name}-release-${what}`,
      {
        name: `${project}-${args.scope.environment}-${name}-release-${what}`,
        comparisonOperator: "GreaterThanThreshold",
        evaluationPeriods: alarmMinutes,
        datapointsToAlarm: alarmMinutes - 1,
        // Nobody calls: then there is nothing to say against the release.
        treatMissingData: "notBreaching",
        ...own,
        tags,
      },
      { parent },
    );
  // Switched off, one stays: ECS keeps what it is not told, and no switch goes without the name of an alarm.
  const { errorPercent, responseSeconds } = args.release.alarms || { errorPercent: 100 };
  return [
    alarm("errors", {
      alarmDescription: `More than ${errorPercent} % of the answers of ${name} are errors`,
      threshold: errorPercent,
      metricQueries: errorShare(routing.loadBalancerSuffix, groups),
    }),
    ...(responseSeconds === undefined
      ? []
      : [
          alarm("latency", {
            alarmDescription: `${name} takes more than ${responseSeconds} s to answer`,
            threshold: responseSeconds,
            metricQueries: slowest(routing.loadBalancerSuffix, groups),
          }),
        ]),
  ];
}

/** A connection that the module does not take is an error as well, and the load balancer counts it by itself. */
function errorShare(loadBalancer: Text, groups: readonly Text[]): Query[] {
  const sum = (id: string) => groups.map((_, index) => `FILL(${id}${index}, 0)`).join(" + ");
  return [
    ...groups.flatMap((group, index) => [
      metric(`requests${index}`, "RequestCount", "Sum", loadBalancer, group),
      metric(`failures${index}`, "HTTPCode_Target_5XX_Count", "Sum", loadBalancer, group),
      metric(`refusals${index}`, "TargetConnectionErrorCount", "Sum", loadBalancer, group),
    ]),
    { id: "requests", expression: sum("requests"), returnData: false },
    { id: "errors", expression: `${sum("failures")} + ${sum("refusals")}`, returnData: false },
    {
      id: "share",
      expression: "IF(requests > 0, 100 * errors / requests, 0)",
      label: "Errors in percent",
      returnData: true,
    },
  ];
}

/** Of the two revisions, the slower one. */
function slowest(loadBalancer: Text, groups: readonly Text[]): Query[] {
  const filled = groups.map((_, index) => `FILL(seconds${index}, 0)`);
  return [
    ...groups.map((group, index) =>
      metric(`seconds${index}`, "TargetResponseTime", "p95", loadBalancer, group),
    ),
    {
      id: "slowest",
      expression: `MAX([${filled.join(", ")}])`,
      label: "Seconds to the first byte",
      returnData: true,
    },
  ];
}

function metric(id: string, metricName: string, stat: string, loadBalancer: Text, group: Text): Query {
  return {
    id,
    metric: {
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: group },
      period,
      stat,
    },
    returnData: false,
  };
}
