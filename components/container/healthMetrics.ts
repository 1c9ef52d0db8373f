import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ModuleConfig } from "../../infra/config/schema/module";
import type { Routing } from "./routing";
import type { WatchedTargets } from "./targetMetrics";

type Query = types.input.cloudwatch.MetricAlarmMetricQuery;

/** Of the load balancer that speaks a protocol. */
const namespaces: Readonly<Record<ModuleConfig["protocol"], string>> = {
  http: "AWS/ApplicationELB",
  tcp: "AWS/NetworkELB",
};

export type Targets = Pick<Routing, "loadBalancerSuffix" | "targetGroups"> & Pick<ModuleConfig, "protocol">;

/**
 * Minute by minute, how many tasks are so, in the zone that has most of them: of a zone without a task, a load balancer
 * says 0.
 */
export function tasksThatAre(
  health: "HealthyHostCount" | "UnHealthyHostCount",
  { loadBalancerSuffix, targetGroups, protocol }: Targets,
): Query[] {
  return [
    ...targetGroups.map(({ arnSuffix }, index): Query => ({
      id: `tasks${index}`,
      metric: {
        namespace: namespaces[protocol],
        metricName: health,
        dimensions: { LoadBalancer: loadBalancerSuffix, TargetGroup: arnSuffix },
        period: 60,
        stat: "Maximum",
      },
      returnData: false,
    })),
    {
      id: "most",
      expression: `MAX([${targetGroups.map((_, index) => `FILL(tasks${index}, 0)`).join(", ")}])`,
      label: health,
      returnData: true,
    },
  ];
}

/** Calls in a period from which on a module should have said something of them. */
const manyCalls = 100;

/**
 * 1 where a module answered many calls and its log group got nothing. A silence alone says nothing: at night nobody
 * calls. CloudWatch Logs counts only what there is, so that a silence is no number at all.
 */
export function callsWithoutLogs(
  { loadBalancer, groups, period }: WatchedTargets,
  LogGroupName: string,
): Query[] {
  const sum = (
    id: string,
    namespace: string,
    metricName: string,
    dimensions: Record<string, pulumi.Input<string>>,
  ): Query => ({ id, metric: { namespace, metricName, dimensions, period, stat: "Sum" }, returnData: false });
  return [
    ...groups.map((TargetGroup, index) =>
      sum(`requests${index}`, "AWS/ApplicationELB", "RequestCount", {
        LoadBalancer: loadBalancer,
        TargetGroup,
      }),
    ),
    sum("logged", "AWS/Logs", "IncomingLogEvents", { LogGroupName }),
    {
      id: "requests",
      expression: groups.map((_, index) => `FILL(requests${index}, 0)`).join(" + "),
      returnData: false,
    },
    {
      id: "silent",
      expression: `IF(requests >= ${manyCalls} AND FILL(logged, 0) == 0, 1, 0)`,
      label: "Calls without a line of log",
      returnData: true,
    },
  ];
}
