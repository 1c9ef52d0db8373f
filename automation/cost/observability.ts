import { aiDimensions } from "../../infra/aiUsage/metrics";
import { project } from "../../infra/naming";
import type { GraphNode } from "../../simulator/graph";
import { unpriced, type EstimateContext, type Estimator, type EstimatorTable } from "./estimator";
import { numberOf, recordsOf, textOf } from "./read";

/** Alarms that Application Auto Scaling makes for one target tracking policy: one to grow, one to shrink. */
const alarmsPerPolicy = 2;

/** Months of logs counted for a group that never expires: what it holds after its first year. */
const monthsWithoutRetention = 12;

/** CloudWatch gives a log group's ARN with or without the suffix for all its streams. */
const groupArn = (arn: unknown): string => (textOf(arn) ?? "").replace(/:\*$/, "");

function takesFlowLogs(node: GraphNode, { graph }: EstimateContext): boolean {
  const arn = groupArn(node.outputs.arn);
  return (
    arn !== "" &&
    graph.ofType("aws:ec2/flowLog:FlowLog").some(({ inputs }) => groupArn(inputs.logDestination) === arn)
  );
}

/**
 * Ingest, and what the group holds once its retention is full. Stored GB are counted as written; AWS bills
 * them compressed, so storage is an upper bound.
 */
const logGroup: Estimator = (node, context) => {
  const { assumptions } = context;
  const kind = textOf(node.inputs.logGroupClass) ?? "STANDARD";
  if (kind !== "STANDARD" && kind !== "INFREQUENT_ACCESS")
    return [unpriced(`no price for log groups of the class ${kind}`)];
  const flowLogs = takesFlowLogs(node, context);
  const gb = flowLogs ? assumptions.flowLogGbPerMonth : assumptions.logGbPerModulePerMonth;
  const days = numberOf(node.inputs.retentionInDays) ?? 0;
  const months = days > 0 ? days / (assumptions.hoursPerMonth / 24) : monthsWithoutRetention;
  const field = flowLogs ? "costs.flowLogGbPerMonth" : "costs.logGbPerModulePerMonth";
  const infrequent = kind === "INFREQUENT_ACCESS";
  return [
    {
      item: `${flowLogs ? "flow log" : "log"} GB written${infrequent ? ", infrequent access" : ""} (assumed)`,
      quantity: gb,
      price: infrequent ? "logs.ingest.infrequent" : "logs.ingest",
      field,
    },
    {
      item: `${flowLogs ? "flow log" : "log"} GB kept (assumed)`,
      quantity: gb * months,
      price: "logs.storage",
      field,
    },
  ];
};

const scalingPolicy: Estimator = (node) => [
  {
    item: "alarms of the scaling policy",
    quantity: node.inputs.policyType === "TargetTrackingScaling" ? alarmsPerPolicy : 0,
    price: "alarm.metric",
    field: "modules.<name>.scaling",
  },
];

/**
 * Billed per metric that it watches; an anomaly alarm counts three, the metric and both edges of its band. A metric of
 * the project's own is billed too, and has one alarm at which it is counted.
 */
const metricAlarm: Estimator = (node) => {
  const queries = recordsOf(node.inputs.metricQueries).filter(({ metric }) => metric !== undefined);
  const fast = [node.inputs.period, ...queries.map(({ metric }) => (metric as { period?: unknown }).period)];
  if (fast.some((period) => (numberOf(period) ?? 60) < 60))
    return [unpriced("no price for high-resolution alarms")];
  const anomaly = node.inputs.thresholdMetricId !== undefined;
  return [
    { item: "alarm metrics", quantity: anomaly ? 3 : Math.max(1, queries.length), price: "alarm.metric" },
    {
      item: "metrics of the project's own",
      quantity: textOf(node.inputs.namespace)?.startsWith(`${project}/`) === true ? 1 : 0,
      price: "metric.custom",
    },
  ];
};

/**
 * Each AI provider that its pattern names is a value of a dimension, and so a metric, billed while calls come. A metric
 * without dimensions is counted at the alarm on it.
 */
const metricFilter: Estimator = (node) => {
  const { dimensions = {} } = (node.inputs.metricTransformation ?? {}) as { dimensions?: object };
  const providers = (textOf(node.inputs.pattern) ?? "").split(`${aiDimensions.Provider} = `).length - 1;
  return [
    {
      item: "metrics of AI usage",
      quantity: "Provider" in dimensions ? providers : "Module" in dimensions ? 1 : 0,
      price: "metric.custom",
      field: "modules.<name>.aiProviders",
    },
  ];
};

const compositeAlarm: Estimator = () => [{ item: "composite alarm", quantity: 1, price: "alarm.composite" }];

/** An account has three for nothing, which other environments may have taken. */
const dashboard: Estimator = () => [
  { item: "dashboard", quantity: 1, price: "dashboard", field: "observability.dashboards" },
];

export const observabilityEstimators: EstimatorTable = {
  "aws:cloudwatch/logGroup:LogGroup": logGroup,
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": metricFilter,
  "aws:cloudwatch/metricAlarm:MetricAlarm": metricAlarm,
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": compositeAlarm,
  "aws:appautoscaling/policy:Policy": scalingPolicy,
  "aws:cloudwatch/dashboard:Dashboard": dashboard,
};
