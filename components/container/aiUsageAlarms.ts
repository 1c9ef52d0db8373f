import type { types } from "@pulumi/aws";
import { type AiMetricName, refusedMetric } from "../../infra/aiUsage/metrics";
import type { AlarmArgs } from "../../infra/alarms/createAlarm";
import type { AiUsageConfig } from "../../infra/config/schema/aiUsage";

type Query = types.input.cloudwatch.MetricAlarmMetricQuery;

export type Watched = Pick<
  AlarmArgs,
  | "what"
  | "description"
  | "comparisonOperator"
  | "evaluationPeriods"
  | "dimensions"
  | "metricName"
  | "metricQueries"
  | "namespace"
  | "period"
  | "statistic"
  | "threshold"
  | "thresholdMetricId"
>;

/** Which alarms there are. None of them stops a call: they tell somebody who can. */
export function aiUsageAlarms(
  module: string,
  { tokensPerHour, usdPerDay, anomalies }: AiUsageConfig,
  namespace: string,
): Watched[] {
  const sum = (metrics: readonly AiMetricName[], period: number) => sumOf(metrics, namespace, module, period);
  const unusual = (what: string, metrics: readonly AiMetricName[], more: string): Watched => ({
    what,
    description: `Calls of ${module} to AI services ${more} than they used to at this time.`,
    comparisonOperator: "GreaterThanUpperThreshold",
    thresholdMetricId: band.id,
    // One busy hour is nobody's alarm.
    evaluationPeriods: 2,
    metricQueries: [...sum(metrics, hour), band],
  });
  const above = { comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 } as const;
  return [
    ...(tokensPerHour === undefined
      ? []
      : [
          {
            what: "ai-tokens",
            description: `Calls of ${module} to AI services took more than ${tokensPerHour} tokens in an hour.`,
            ...above,
            threshold: tokensPerHour,
            metricQueries: sum(tokens, hour),
          },
        ]),
    ...(usdPerDay === undefined
      ? []
      : [
          {
            what: "ai-cost",
            description: `Calls of ${module} to AI services cost more than ${usdPerDay} USD in 24 hours.`,
            ...above,
            threshold: usdPerDay,
            metricQueries: sum(cost, 24 * hour),
          },
        ]),
    ...(anomalies
      ? [
          unusual("ai-tokens-anomaly", tokens, "take more tokens"),
          unusual("ai-cost-anomaly", cost, "cost more"),
        ]
      : []),
  ];
}

/** A quota that is met for a quarter of an hour; one busy minute is what quotas are for. */
export function refusedAlarm(module: string, namespace: string): Watched {
  return {
    what: "ai-refused",
    description: `The AI gateway refuses calls of ${module}, which are more than its quota.`,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    evaluationPeriods: 3,
    namespace,
    metricName: refusedMetric,
    dimensions: { Module: module },
    period: 300,
    statistic: "Sum",
  };
}

/** Standard deviations that CloudWatch's guess may be wrong by. Two would ring now and then without a reason. */
const band = { id: "band", expression: "ANOMALY_DETECTION_BAND(total, 3)", returnData: true };
const hour = 3600;
const tokens: readonly AiMetricName[] = ["InputTokens", "OutputTokens"];
const cost: readonly AiMetricName[] = ["CostUsd"];

/** Over all providers of the module. */
function sumOf(metrics: readonly AiMetricName[], namespace: string, module: string, period: number): Query[] {
  return [
    ...metrics.map((metricName, index) => ({
      id: `m${index}`,
      metric: { namespace, metricName, dimensions: { Module: module }, period, stat: "Sum" },
      returnData: false,
    })),
    {
      id: "total",
      expression: metrics.map((_, index) => `FILL(m${index}, 0)`).join(" + "),
      label: "All providers",
      returnData: true,
    },
  ];
}
