import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, createAlarm } from "../../infra/alarms/createAlarm";
import type { PlatformTierArgs } from "./PlatformTier";
import type { PlatformRef } from "./refs";

type Watched = Omit<AlarmArgs, "module" | "what">;

/** What an alarm of one load balancer watches, by the last part of its name. */
export function loadBalancerAlarms(
  number: number,
  arnSuffix: pulumi.Input<string>,
): Readonly<Record<string, Watched>> {
  const common = {
    severity: "warning",
    runbook: "load-balancers",
    namespace: "AWS/ApplicationELB",
    dimensions: { LoadBalancer: arnSuffix },
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    treatMissingData: "notBreaching",
  } as const;
  return {
    rejections: {
      ...common,
      metricName: "RejectedConnectionCount",
      threshold: 1,
      description: `Load balancer ${number} has more connections than it can have, and refused some.`,
    },
    errors: {
      ...common,
      metricName: "HTTPCode_ELB_5XX_Count",
      threshold: 10,
      description: `Load balancer ${number} answered ten calls in five minutes itself, because no module did.`,
    },
  };
}

/**
 * Rings while ECS wants more instances than there are: the pool is at its largest, or AWS has none to give. ECS aims
 * at `targetPercent`, and goes above 100 only by tasks that wait.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-auto-scaling.html
 */
export function poolAlarm(
  pool: string,
  cluster: pulumi.Input<string>,
  capacityProvider: pulumi.Input<string>,
): Watched {
  return {
    severity: "warning",
    description: `Tasks have waited half an hour for an instance of the pool ${pool}.`,
    runbook: "full-pools",
    namespace: "AWS/ECS/ManagedScaling",
    metricName: "CapacityProviderReservation",
    dimensions: { ClusterName: cluster, CapacityProviderName: capacityProvider },
    statistic: "Minimum",
    period: 300,
    evaluationPeriods: 6,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 100,
    treatMissingData: "notBreaching",
  };
}

export function createAlarms(
  name: string,
  { alarms }: PlatformTierArgs,
  { cluster, loadBalancers, pools }: Pick<PlatformRef, "cluster" | "loadBalancers" | "pools">,
  parent: pulumi.Resource,
): void {
  for (const [number, { arnSuffix }] of Object.entries(loadBalancers))
    for (const [what, watched] of Object.entries(loadBalancerAlarms(Number(number), arnSuffix)))
      createAlarm(
        `${name}-alb-${number}-${what}`,
        { what: `alb-${number}-${what}`, ...watched },
        alarms,
        parent,
      );
  for (const [pool, { capacityProvider }] of Object.entries(pools))
    createAlarm(
      `${name}-pool-${pool}-full`,
      { what: `pool-${pool}-full`, ...poolAlarm(pool, cluster.name, capacityProvider) },
      alarms,
      parent,
    );
}
