import type { types } from "@pulumi/aws";
import { type LogGroup, LogMetricFilter } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { type AlarmArgs, type AlarmDestinations, createAlarm } from "../../infra/alarms/createAlarm";
import type { ApiAlarmsConfig } from "../../infra/config/schema/observability";
import type { EdgeConfig } from "../../infra/config/schema/edge";
import { logGroupName, project, stageName } from "../../infra/naming";

type Query = types.input.cloudwatch.MetricAlarmMetricQuery;
type Watched = Omit<AlarmArgs, "module" | "what">;

export interface WatchedApi {
  readonly environment: string;
  readonly region: string;
  readonly waf: Pick<EdgeConfig["waf"], "requestsPerFiveMinutes">;
  readonly watch: ApiAlarmsConfig;
}

/** Metrics that this project makes out of the edge's logs; filters cannot name the environment otherwise. */
export function metricNamespace(environment: string): string {
  return `${project}/Edge/${environment}`;
}

/** Calls in a quarter of an hour from which on a share of them says something. */
const enoughCalls = 50;
const quarter = 900;

/** What an alarm of the API watches, by the last part of its name. */
export function apiAlarms(api: WatchedApi): Readonly<Record<string, Watched>> {
  const { errorPercent, refusedPercent, anomalyBand } = api.watch;
  return {
    errors: {
      severity: "critical",
      description: `More than ${errorPercent} % of the API's answers are errors: of modules, of the authorizer, or its own.`,
      runbook: "api-errors",
      ...share(api.environment, "5XXError", errorPercent),
    },
    refusals: {
      severity: "warning",
      description: `The API refuses more than ${refusedPercent} % of the calls: callers are wrong, or take each other's room.`,
      runbook: "api-refusals",
      ...share(api.environment, "4XXError", refusedPercent),
    },
    throttles: {
      severity: "warning",
      description: "The API told callers a hundred times in 15 minutes that they call too often.",
      runbook: "api-refusals",
      namespace: metricNamespace(api.environment),
      metricName: "Throttled",
      ...counted(100, quarter),
    },
    blocks: {
      severity: "warning",
      description: "The firewall blocked more calls in five minutes than one address may make at all.",
      runbook: "firewall-blocks",
      namespace: "AWS/WAFV2",
      metricName: "BlockedRequests",
      dimensions: { WebACL: `${project}-${api.environment}`, Region: api.region, Rule: "ALL" },
      ...counted(api.waf.requestsPerFiveMinutes, 300),
    },
    unlogged: {
      severity: "warning",
      description: "The API has answered calls for an hour and recorded none of them.",
      runbook: "silent-logs",
      metricQueries: callsWithoutRecords(api.environment),
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluationPeriods: 1,
      treatMissingData: "notBreaching",
    },
    ...(anomalyBand === false ? {} : anomalies(api.environment, anomalyBand)),
  };
}

const apiDimensions = (environment: string) => ({
  ApiName: `${project}-${environment}`,
  Stage: stageName,
});

const query = (id: string, environment: string, metricName: string, stat: string, period: number): Query => ({
  id,
  metric: { namespace: "AWS/ApiGateway", metricName, dimensions: apiDimensions(environment), period, stat },
  returnData: false,
});

/** Rings for so many within so many seconds. */
export const counted = (threshold: number, period: number) =>
  ({
    statistic: "Sum",
    period,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold,
    treatMissingData: "notBreaching",
  }) satisfies Partial<AlarmArgs>;

function share(environment: string, metricName: string, threshold: number) {
  return {
    metricQueries: [
      query("calls", environment, "Count", "Sum", quarter),
      query("bad", environment, metricName, "Sum", quarter),
      {
        id: "share",
        expression: `IF(FILL(calls, 0) >= ${enoughCalls}, 100 * FILL(bad, 0) / calls, 0)`,
        label: "Percent of the calls",
        returnData: true,
      },
    ],
    comparisonOperator: "GreaterThanThreshold",
    threshold,
    evaluationPeriods: 1,
    treatMissingData: "notBreaching",
  } satisfies Partial<AlarmArgs>;
}

/** Every call makes a record, so that one is enough to know that none are kept. */
function callsWithoutRecords(environment: string): Query[] {
  const group = logGroupName(environment, "edge", "access");
  return [
    query("calls", environment, "Count", "Sum", 3600),
    {
      id: "records",
      metric: {
        namespace: "AWS/Logs",
        metricName: "IncomingLogEvents",
        dimensions: { LogGroupName: group },
        period: 3600,
        stat: "Sum",
      },
      returnData: false,
    },
    {
      id: "silent",
      expression: "IF(FILL(calls, 0) > 0 AND FILL(records, 0) == 0, 1, 0)",
      label: "Calls without a record",
      returnData: true,
    },
  ];
}

/**
 * What is unlike the weeks before, at this hour of this day. How long an answer of a model may take nobody can say
 * beforehand.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 */
function anomalies(environment: string, band: number): Readonly<Record<string, Watched>> {
  const unlike = (metricName: string, stat: string) => ({
    severity: "warning" as const,
    runbook: "api-anomalies" as const,
    metricQueries: [
      { ...query("seen", environment, metricName, stat, quarter), returnData: true },
      {
        id: "expected",
        expression: `ANOMALY_DETECTION_BAND(seen, ${band})`,
        label: "Expected",
        returnData: true,
      },
    ],
    thresholdMetricId: "expected",
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: "notBreaching",
  });
  return {
    calls: {
      ...unlike("Count", "Sum"),
      description: "The API has far more or far fewer calls than usual.",
      comparisonOperator: "LessThanLowerOrGreaterThanUpperThreshold",
    },
    slowness: {
      ...unlike("Latency", "p90"),
      description: "The API answers far more slowly than usual.",
      comparisonOperator: "GreaterThanUpperThreshold",
    },
  };
}

export function watchApi(
  name: string,
  api: WatchedApi & { readonly alarms: AlarmDestinations },
  accessLog: Pick<LogGroup, "name">,
  parent: pulumi.Resource,
): void {
  countLines(`${name}-throttled`, api.environment, "Throttled", accessLog, '{ $.status = "429" }', parent);
  for (const [what, watched] of Object.entries(apiAlarms(api)))
    createAlarm(`${name}-${what}`, { what: `api-${what}`, ...watched }, api.alarms, parent);
}

/** Makes a metric of the lines of a log. */
export function countLines(
  name: string,
  environment: string,
  metricName: string,
  logGroup: Pick<LogGroup, "name">,
  pattern: string,
  parent: pulumi.Resource,
): void {
  new LogMetricFilter(
    name,
    {
      logGroupName: logGroup.name,
      pattern,
      metricTransformation: {
        namespace: metricNamespace(environment),
        name: metricName,
        value: "1",
        defaultValue: "0",
      },
    },
    { parent },
  );
}
