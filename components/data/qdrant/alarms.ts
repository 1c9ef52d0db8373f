import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, type AlarmDestinations, createAlarm } from "../../../infra/alarms/createAlarm";
import { anyError } from "../../../infra/alarms/functionAlarm";
import { diskDimensions, metricNamespace, nodeDimensions } from "./metrics";
import { nodeLabel } from "./names";
import { probeMinutes } from "./tend";
import { dataDirectory } from "./userData";

export interface AlarmsArgs {
  readonly environment: string;
  readonly nodes: number;
  /** Name of the function that looks after the nodes. */
  readonly tend: pulumi.Output<string>;
  readonly alarms: AlarmDestinations;
}

type Watched = Pick<
  AlarmArgs,
  "description" | "comparisonOperator" | "dimensions" | "metricName" | "statistic" | "threshold"
>;

/** What an alarm of one node watches, by the last part of its name. */
export function nodeAlarms(
  environment: string,
  node: number,
  nodes: number,
): Readonly<Record<string, Watched>> {
  const who = nodeLabel(node);
  const dimensions = nodeDimensions(environment, node);
  const above = (metricName: string, threshold: number, description: string): Watched => ({
    description,
    metricName,
    dimensions,
    statistic: "Maximum",
    comparisonOperator: "GreaterThanThreshold",
    threshold,
  });
  const below = (metricName: string, threshold: number, description: string): Watched => ({
    description,
    metricName,
    dimensions,
    statistic: "Minimum",
    comparisonOperator: "LessThanThreshold",
    threshold,
  });
  return {
    disk: {
      ...above("DiskUsedPercent", 80, `The volume of ${who} is more than 80 % full, or nobody measures it.`),
      dimensions: diskDimensions(environment, node, dataDirectory),
    },
    memory: above(
      "MemoryUsedPercent",
      90,
      `${who} uses more than 90 % of its memory, or nobody measures it.`,
    ),
    ready: below("Ready", 1, `${who} is not ready, or nobody asks it.`),
    peers: below("Peers", nodes, `${who} knows of fewer than ${nodes} node(s), itself included.`),
    consensus: below("Consensus", 1, `${who} follows no leader; collections cannot be changed there.`),
  };
}

/** Long enough for a node that is replaced in order. */
const periods = 4;

/** A silence is an alarm as well: what does not tell how it is may be worse than what does. */
export function createAlarms(name: string, args: AlarmsArgs, parent: pulumi.Resource): void {
  const { environment, nodes } = args;
  const alarm = (what: string, watched: Omit<AlarmArgs, "what">) =>
    createAlarm(`${name}-${what}`, { what: `qdrant-${what}`, ...watched }, args.alarms, parent);
  for (let node = 0; node < nodes; node++)
    for (const [what, watched] of Object.entries(nodeAlarms(environment, node, nodes)))
      alarm(`${node}-${what}`, {
        severity: "critical",
        runbook: "qdrant-nodes",
        namespace: metricNamespace,
        ...watched,
        period: probeMinutes * 60,
        evaluationPeriods: periods,
        treatMissingData: "breaching",
        // An orderly update gives the nodes new tasks, and at times new instances, one after the other.
        duringDeploys: "muted",
      });
  alarm("tend", {
    severity: "warning",
    description: "Looking after Qdrant failed; at 17:00 UTC, that is the daily snapshot. Its log says why.",
    runbook: "qdrant-tend",
    ...anyError({ name: args.tend }, probeMinutes * 60),
  });
}
