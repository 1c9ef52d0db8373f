import { type AiProvider, providersOf } from "../aiProviders";
import type { AiUsageConfig } from "../config/schema/aiUsage";
import type { ModuleConfig } from "../config/schema/module";
import { project } from "../naming";

/** One for each environment: an account may have several, with modules of the same names. */
export function aiNamespace(environment: string): string {
  return `${project}/${environment}/AI`;
}

/** What `message` says in a line about a call to an AI service; schema/ai-usage.json has the whole line. */
export const aiMessage = "AI call";

/**
 * What is counted of each call. The line nests what OpenTelemetry writes with dots, so that a filter reads it by its
 * name there: a pattern takes letters, digits, hyphens and underscores of a key.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/matching-terms-json-log-events.html
 */
export const aiMetrics = {
  InputTokens: { value: "$.gen_ai.usage.input_tokens", unit: "Count" },
  OutputTokens: { value: "$.gen_ai.usage.output_tokens", unit: "Count" },
  CostUsd: { value: "$.cost_usd", unit: "None" },
  /** As many values as calls, so that its SampleCount is their number. */
  LatencyMs: { value: "$.duration_ms", unit: "Milliseconds" },
  Failures: { value: "1", unit: "Count", only: '$.status = "error"' },
} as const satisfies Record<string, AiMetric>;

interface AiMetric {
  /** Where the number stands in the line, or the number itself. */
  readonly value: string;
  readonly unit: string;
  /** Further condition of a line that counts. */
  readonly only?: string;
}

export type AiMetricName = keyof typeof aiMetrics;
export const aiMetricNames = Object.keys(aiMetrics) as AiMetricName[];

const providerSelector = "$.gen_ai.provider.name";

/**
 * Never what a line could make up: it counts only for the module in whose log it stands, and for providers that the
 * module's entry names. So there are never more metrics, each of which is billed.
 */
export const aiDimensions = { Module: "$.module", Provider: providerSelector } as const;

/** Metrics that alarms go by, which can add up only a few: these are there for the module as a whole as well. */
export function aiTotals({ tokensPerHour, usdPerDay, anomalies }: AiUsageConfig): AiMetricName[] {
  return [
    ...(anomalies || tokensPerHour !== undefined ? (["InputTokens", "OutputTokens"] as const) : []),
    ...(anomalies || usdPerDay !== undefined ? (["CostUsd"] as const) : []),
  ];
}

/** Which lines of a module's log a metric counts. */
export function aiPattern(module: string, providers: readonly AiProvider[], metric: AiMetricName): string {
  const { value, only }: AiMetric = aiMetrics[metric];
  // A filter takes a number only out of what its pattern names.
  return pattern([`$.module = "${module}"`, anyOf(providers), only ?? `${value} >= 0`]);
}

function anyOf(providers: readonly AiProvider[]): string {
  const named = providers.map(({ telemetryName }) => `${providerSelector} = "${telemetryName}"`);
  return named.length === 1 ? named[0]! : `(${named.join(" || ")})`;
}

function pattern(conditions: readonly string[]): string {
  return `{ ${[`$.message = "${aiMessage}"`, ...conditions].join(" && ")} }`;
}

/** Providers whose calls the module tells of itself; what passes the gateway stands in the gateway's log. */
export function ownProviders(module: Pick<ModuleConfig, "aiProviders">): AiProvider[] {
  return providersOf(module).filter(({ gateway }) => gateway === undefined);
}

/** What the gateway counts: it knows no prices. */
export const gatewayMetrics = ["InputTokens", "OutputTokens", "LatencyMs", "Failures"] as const;

/** Calls that the gateway refused by a module's quota, in place of a metric of what the provider answered. */
export const refusedMetric = "Refused";

/**
 * Which lines of the gateway's log a metric counts. The gateway names a module by the token that came with the call, so
 * here the line may say it.
 */
export function gatewayPattern(providers: readonly AiProvider[], metric: AiMetricName): string {
  const { value, only }: AiMetric = aiMetrics[metric];
  return pattern([`$.module = "*"`, anyOf(providers), only ?? `${value} >= 0`]);
}

/** https://github.com/agentgateway/agentgateway/blob/v1.4.1/crates/agentgateway/src/proxy/mod.rs */
export const refusedPattern = pattern([`$.module = "*"`, `$.reason = "RateLimit"`]);

/** Whether CloudWatch has the log that the metrics are read from. */
export function countsAiCalls(module: Pick<ModuleConfig, "aiProviders" | "logRouter">): boolean {
  return providersOf(module).some(({ gateway }) => gateway !== undefined || module.logRouter === false);
}

/** Values of the dimension `Provider` that the metrics of a module have. */
export function aiProviderValues(module: Pick<ModuleConfig, "aiProviders">): string[] {
  return providersOf(module).map(({ telemetryName }) => telemetryName);
}
