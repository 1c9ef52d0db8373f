import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { isBalanced } from "../../infra/trafficShift";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { SeenModuleRef } from "./refs";
import type { Routing } from "./routing";

type Query = types.input.cloudwatch.MetricAlarmMetricQuery;
type Text = pulumi.Output<string>;

type Targets = NonNullable<SeenModuleRef["targets"]>;

/** Where calls go, and the seconds of one number. */
export interface WatchedTargets extends Targets {
  readonly period: number;
}

/** Of a module behind one of the environment's load balancers: no other kind counts answers. */
export function targetsOf(args: ContainerModuleArgs, routing: Routing | undefined): SeenModuleRef["targets"] {
  if (routing === undefined || !isBalanced(args)) return undefined;
  return {
    loadBalancer: routing.loadBalancerSuffix,
    groups: routing.targetGroups.map(({ arnSuffix }) => arnSuffix),
  };
}

/** A connection that the module does not take is an error as well, and the load balancer counts it by itself. */
export function errorShare(targets: WatchedTargets): Query[] {
  const { groups } = targets;
  const sum = (id: string) => groups.map((_, index) => `FILL(${id}${index}, 0)`).join(" + ");
  return [
    ...groups.flatMap((group, index) => [
      metric(`requests${index}`, "RequestCount", "Sum", targets, group),
      metric(`failures${index}`, "HTTPCode_Target_5XX_Count", "Sum", targets, group),
      metric(`refusals${index}`, "TargetConnectionErrorCount", "Sum", targets, group),
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
export function slowest(targets: WatchedTargets): Query[] {
  const { groups } = targets;
  const filled = groups.map((_, index) => `FILL(seconds${index}, 0)`);
  return [
    ...groups.map((group, index) => metric(`seconds${index}`, "TargetResponseTime", "p95", targets, group)),
    {
      id: "slowest",
      expression: `MAX([${filled.join(", ")}])`,
      label: "Seconds to the first byte",
      returnData: true,
    },
  ];
}

/**
 * Percent of the answers that begin later than after so many seconds. `PR` is the percentile rank: the share of the
 * values up to the bound. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export function slowShare(targets: WatchedTargets, seconds: number): Query[] {
  const { groups } = targets;
  const ids = groups.map((_, index) => index);
  return [
    ...groups.flatMap((group, index) => [
      metric(`requests${index}`, "RequestCount", "Sum", targets, group),
      metric(`quick${index}`, "TargetResponseTime", `PR(0:${seconds})`, targets, group),
    ]),
    {
      id: "requests",
      expression: ids.map((index) => `FILL(requests${index}, 0)`).join(" + "),
      returnData: false,
    },
    {
      id: "slow",
      expression: ids
        .map((index) => `FILL(requests${index}, 0) * (100 - FILL(quick${index}, 100))`)
        .join(" + "),
      returnData: false,
    },
    {
      id: "share",
      expression: "IF(requests > 0, slow / requests, 0)",
      label: "Slow answers in percent",
      returnData: true,
    },
  ];
}

function metric(
  id: string,
  metricName: string,
  stat: string,
  { loadBalancer, period }: WatchedTargets,
  group: Text,
): Query {
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
