import * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, type AlarmDestinations, createAlarm } from "../../../infra/alarms/createAlarm";
import type { CacheConfig } from "../../../infra/config/schema/data";

/** Five minutes are one number, unless it says otherwise. */
type Watched = Pick<
  AlarmArgs,
  "comparisonOperator" | "description" | "evaluationPeriods" | "metricName" | "statistic" | "threshold"
> & { readonly period?: number };

const gib = 2 ** 30;
/** ElastiCache takes 65,000 at a node. https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/TroubleshootingConnections.html */
const manyConnections = 50_000;

const above = (
  metricName: string,
  statistic: string,
  threshold: number,
  evaluationPeriods: number,
  description: string,
): Watched => ({
  description,
  metricName,
  statistic,
  threshold,
  evaluationPeriods,
  comparisonOperator: "GreaterThanThreshold",
});

/**
 * What an alarm of one node watches, by the last part of its name. The engine has one thread for commands, of which
 * the CPU of all cores says little. Few evictions are what a cache is for; many say that it is too small.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export function nodeAlarms(node: number, replicas: number): Readonly<Record<string, Watched>> {
  const who = `Node ${node + 1} of the cache`;
  return {
    processor: above(
      "EngineCPUUtilization",
      "Average",
      90,
      3,
      `${who} has used 90 % of its thread for 15 minutes.`,
    ),
    full: above("DatabaseMemoryUsagePercentage", "Maximum", 90, 3, `${who} is more than 90 % full.`),
    evictions: above("Evictions", "Sum", 1000, 3, `${who} throws out much that is still wanted.`),
    connections: above(
      "CurrConnections",
      "Maximum",
      manyConnections,
      1,
      `${who} has more than ${manyConnections} connections.`,
    ),
    ...(replicas > 0
      ? { lag: above("ReplicationLag", "Maximum", 30, 3, `${who} is half a minute behind the first one.`) }
      : {}),
  };
}

/** Of a serverless cache, against the limits of its bill: beyond them, it refuses or throws out. */
export function serverlessAlarms({
  maxGiB,
  maxEcpuPerSecond,
}: Pick<CacheConfig, "maxGiB" | "maxEcpuPerSecond">): Readonly<Record<string, Watched>> {
  return {
    full: above("BytesUsedForCache", "Maximum", maxGiB! * gib * 0.9, 3, "The cache is more than 90 % full."),
    units: {
      ...above(
        "ElastiCacheProcessingUnits",
        "Sum",
        maxEcpuPerSecond! * 60 * 0.9,
        5,
        "The cache has worked at 90 % of data.cache.maxEcpuPerSecond for five minutes.",
      ),
      period: 60,
    },
    throttles: above("ThrottledCmds", "Sum", 0, 1, "The cache refused commands: it was at its limits."),
    evictions: above("Evictions", "Sum", 1000, 3, "The cache throws out much that is still wanted."),
  };
}

/** What CloudWatch calls the cache, or each of its nodes. */
export type Watch = CacheConfig & { readonly id: pulumi.Output<string>; readonly alarms: AlarmDestinations };

export function createAlarms(name: string, watch: Watch, parent: pulumi.Resource): void {
  const alarm = (what: string, watched: Watched, dimensions: AlarmArgs["dimensions"]) =>
    createAlarm(
      `${name}-${what}`,
      {
        what: `cache-${what}`,
        severity: "warning",
        runbook: "cache",
        namespace: "AWS/ElastiCache",
        dimensions,
        period: 300,
        treatMissingData: "notBreaching",
        ...watched,
      },
      watch.alarms,
      parent,
    );
  if (watch.nodeType === "serverless") {
    for (const [what, watched] of Object.entries(serverlessAlarms(watch)))
      alarm(what, watched, { clusterId: watch.id });
    return;
  }
  const replicas = watch.replicas!;
  for (let node = 0; node <= replicas; node++)
    for (const [what, watched] of Object.entries(nodeAlarms(node, replicas)))
      // AWS names the nodes of a group of one shard so.
      alarm(`${node + 1}-${what}`, watched, {
        CacheClusterId: pulumi.interpolate`${watch.id}-${String(node + 1).padStart(3, "0")}`,
        CacheNodeId: "0001",
      });
}
