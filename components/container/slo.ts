import type { MetricAlarm } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { Runbook } from "../../infra/alarms/runbooks";
import { createAlarm } from "../../infra/alarms/createAlarm";
import { createCompositeAlarm } from "../../infra/alarms/createCompositeAlarm";
import type { SloConfig } from "../../infra/config/schema/slo";
import { burnThreshold, burnWindows, sloDays } from "../../infra/slo";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { SeenModuleRef } from "./refs";
import { errorShare, slowShare, type WatchedTargets } from "./targetMetrics";

interface Objective {
  /** In the names of its alarms. */
  readonly name: string;
  readonly percent: number;
  /** What a call is that does not meet it. */
  readonly bad: string;
  readonly runbook: Runbook;
  /** Percent of the calls that do not meet it. */
  readonly share: (targets: WatchedTargets) => ReturnType<typeof errorShare>;
}

export function objectivesOf({ availabilityPercent, latency }: SloConfig): Objective[] {
  return [
    {
      name: "availability",
      percent: availabilityPercent,
      bad: "failed",
      runbook: "module-errors",
      share: errorShare,
    },
    ...(latency
      ? [
          {
            name: "latency",
            percent: latency.percent,
            bad: `took longer than ${latency.seconds} s`,
            runbook: "module-latency" as const,
            share: (targets: WatchedTargets) => slowShare(targets, latency.seconds),
          },
        ]
      : []),
  ];
}

/** Rings when what an objective allows in a month would be used up long before the month is over. */
export function watchObjectives(
  name: string,
  args: ContainerModuleArgs,
  targets: SeenModuleRef["targets"],
  tags: Record<string, string>,
  parent: pulumi.Resource,
): void {
  if (args.slo === false || targets === undefined) return;
  const module = { owner: args.owner, tags };
  for (const { name: objective, percent, bad, runbook, share } of objectivesOf(args.slo))
    for (const window of burnWindows) {
      const own = `${name}-${objective}-${window.name}`;
      const threshold = burnThreshold(percent, window);
      const description =
        `Calls of ${name} that ${bad} use up what ${percent} % over ${sloDays} days allows, ` +
        `${window.burnRate} times too fast.`;
      const words = { module, severity: window.severity, description, runbook };
      const lasting = (part: "long" | "short"): MetricAlarm =>
        createAlarm(
          `${own}-${part}`,
          {
            ...words,
            what: `${own}-${part}`,
            silent: true,
            comparisonOperator: "GreaterThanThreshold",
            threshold,
            evaluationPeriods: 1,
            treatMissingData: "notBreaching",
            metricQueries: share({ ...targets, period: window[part] }),
          },
          args.alarms,
          parent,
        );
      const all = [lasting("long"), lasting("short")];
      createCompositeAlarm(own, { ...words, what: own, all }, args.alarms, parent);
    }
}
