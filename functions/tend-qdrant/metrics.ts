import type { Schemas } from "@qdrant/js-client-rest";

export type ClusterStatus = Schemas["ClusterStatus"];

/** What one node told of itself; nothing where it did not answer. */
export interface Health {
  readonly ready: boolean;
  readonly cluster: ClusterStatus | undefined;
  /** Why it is not ready, or told nothing. */
  readonly reason?: string;
}

const metrics = ["Ready", "Peers", "Consensus"] as const;

/**
 * One line of the log, of which CloudWatch makes metrics
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 * A node that says nothing counts as zero, so that an alarm needs no rule for missing data.
 */
export function metricsLine(environment: string, node: string, health: Health, now: Date): string {
  const { ready, cluster, reason } = health;
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: "ai-platform/Qdrant",
          Dimensions: [["Environment", "Node"]],
          Metrics: metrics.map((Name) => ({ Name, Unit: "Count" })),
        },
      ],
    },
    Environment: environment,
    Node: node,
    Ready: ready ? 1 : 0,
    Peers: peersOf(cluster),
    Consensus: hasConsensus(cluster) ? 1 : 0,
    ...(reason !== undefined && { reason }),
  } satisfies Record<(typeof metrics)[number], number> & Record<string, unknown>);
}

/** The first part of the host: `qdrant-0` of https://qdrant-0.dev.internal:6333. */
export function nodeOf(url: string): string {
  return new URL(url).hostname.split(".")[0]!;
}

/** A node alone is its own and only peer. */
function peersOf(cluster: ClusterStatus | undefined): number {
  if (cluster === undefined) return 0;
  return cluster.status === "disabled" ? 1 : Object.keys(cluster.peers ?? {}).length;
}

/** Whether the node takes part in what the peers agree on: it works at it, and there is a leader to follow. */
function hasConsensus(cluster: ClusterStatus | undefined): boolean {
  if (cluster === undefined || cluster.status === "disabled") return cluster !== undefined;
  return (
    cluster.consensus_thread_status?.consensus_thread_status === "working" &&
    typeof cluster.raft_info?.leader === "number"
  );
}
