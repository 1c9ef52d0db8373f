import { type LogGroup, LogMetricFilter } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { providersOf } from "../../infra/aiProviders";
import {
  aiDimensions,
  aiMetricNames,
  aiMetrics,
  aiNamespace,
  type AiMetricName,
  aiPattern,
  aiTotals,
  countsAiCalls,
  gatewayMetrics,
  gatewayPattern,
  ownProviders,
  refusedMetric,
  refusedPattern,
} from "../../infra/aiUsage/metrics";
import { createAlarm } from "../../infra/alarms/createAlarm";
import { aiUsageAlarms, refusedAlarm, type Watched } from "./aiUsageAlarms";
import type { ContainerModuleArgs } from "./ContainerModule";

/** What counts lines: metric, pattern and dimensions. */
type Counter = (
  filter: string,
  metric: AiMetricName,
  pattern: string,
  dimensions: Record<string, string>,
) => void;

/** Counts the calls to AI services of which the module's log tells, and watches what they take. */
export function watchAiUsage(
  name: string,
  args: ContainerModuleArgs,
  logGroup: LogGroup,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): void {
  if (!countsAiCalls(args)) return;
  const namespace = aiNamespace(args.scope.environment);
  const count: Counter = (filter, metric, pattern, dimensions) =>
    new LogMetricFilter(
      `${name}-ai-${filter}`,
      {
        name: filter,
        logGroupName: logGroup.name,
        pattern,
        metricTransformation: {
          namespace,
          name: metric,
          value: aiMetrics[metric].value,
          unit: aiMetrics[metric].unit,
          dimensions,
        },
      },
      { parent },
    );
  if (args.kept) {
    countGatewayCalls(name, args, { count, namespace, logGroup }, parent);
    return;
  }
  const own = ownProviders(args);
  if (own.length > 0) {
    const { Module, Provider } = aiDimensions;
    for (const metric of aiMetricNames)
      count(metric, metric, aiPattern(name, own, metric), { Module, Provider });
    for (const metric of aiTotals(args.aiUsage))
      count(`${metric}Total`, metric, aiPattern(name, own, metric), { Module });
  }

  const ring = ({ what, ...watched }: Watched, runbook: "ai-gateway" | "ai-usage") =>
    createAlarm(
      `${name}-${what}`,
      {
        what: `${name}-${what}`,
        module: { owner: args.owner, tags },
        severity: "warning",
        runbook,
        // Nobody calls: then nothing is spent.
        treatMissingData: "notBreaching",
        ...watched,
      },
      args.alarms,
      parent,
    );
  for (const alarm of aiUsageAlarms(name, args.aiUsage, namespace))
    // The gateway knows no prices.
    if (own.length > 0 || alarm.what !== "ai-cost-anomaly") ring(alarm, "ai-usage");
  if (args.aiQuota !== undefined) ring(refusedAlarm(name, namespace), "ai-gateway");
}

/** The gateway tells of the calls of all modules, by the same metrics as those that tell of their own. */
function countGatewayCalls(
  name: string,
  args: ContainerModuleArgs,
  { count, namespace, logGroup }: { count: Counter; namespace: string; logGroup: LogGroup },
  parent: pulumi.Resource,
): void {
  const providers = providersOf(args);
  const { Module, Provider } = aiDimensions;
  for (const metric of gatewayMetrics)
    count(metric, metric, gatewayPattern(providers, metric), { Module, Provider });
  for (const metric of ["InputTokens", "OutputTokens"] as const)
    count(`${metric}Total`, metric, gatewayPattern(providers, metric), { Module });
  new LogMetricFilter(
    `${name}-ai-${refusedMetric}`,
    {
      name: refusedMetric,
      logGroupName: logGroup.name,
      pattern: refusedPattern,
      metricTransformation: {
        namespace,
        name: refusedMetric,
        value: "1",
        unit: "Count",
        dimensions: { Module },
      },
    },
    { parent },
  );
}
