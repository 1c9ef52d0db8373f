import type { KeyAge } from "./age";

/** The key of a module for a provider, and how old it is. */
export interface WatchedKey {
  readonly module: string;
  readonly provider: string;
  readonly age: KeyAge;
}

/**
 * A line of the embedded metric format, out of which CloudWatch takes two metrics: of each key, and, for the alarm,
 * of all keys of the environment together.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine(
  { module, provider, age }: WatchedKey,
  environment: string,
  namespace: string,
  now: Date,
): string {
  return JSON.stringify({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [["Environment"], ["Environment", "Module", "Provider"]],
          Metrics: [{ Name: "SecretAgeDays" }, { Name: "SecretPending" }],
        },
      ],
    },
    Environment: environment,
    Module: module,
    Provider: provider,
    SecretAgeDays: age.days,
    SecretPending: age.pending ? 1 : 0,
  });
}
