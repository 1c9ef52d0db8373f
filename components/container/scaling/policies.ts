import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ScalingConfig } from "../../../infra/config/schema/scaling";

type Text = pulumi.Input<string>;
type PolicyArgs = types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfiguration;
type Specification =
  types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecification;
type Query =
  types.input.appautoscaling.PolicyTargetTrackingScalingPolicyConfigurationCustomizedMetricSpecificationMetric;

/** What the metrics of one module are about. */
export interface ScalingMetrics {
  readonly cluster: Text;
  readonly service: Text;
  /** Of a worker. */
  readonly queue?: Text;
  /** Of a module behind the load balancer: its `LoadBalancer` and `TargetGroup` dimensions. */
  readonly loadBalancer?: Text;
  readonly targetGroups: readonly Text[];
}

/**
 * The target tracking policies, by what they follow. With several, ECS runs as many tasks as the one that wants
 * most, and takes tasks away when all agree.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-autoscaling-targettracking.html
 */
export function targetTracking(
  scaling: ScalingConfig,
  metrics: ScalingMetrics,
): Readonly<Record<string, PolicyArgs>> {
  const { cpuPercent, memoryPercent, requestsInFlight, queueDepthPerTask, metric } = scaling;
  const cooldowns = { scaleOutCooldown: scaling.scaleOutSeconds, scaleInCooldown: scaling.scaleInSeconds };
  const follow = (targetValue: number, rest: Omit<PolicyArgs, "targetValue">): PolicyArgs => ({
    targetValue,
    ...rest,
    ...cooldowns,
  });
  const predefined = (predefinedMetricType: string) => ({
    predefinedMetricSpecification: { predefinedMetricType },
  });
  const custom = (specification: Specification) => ({ customizedMetricSpecification: specification });
  return {
    ...(cpuPercent !== false && { cpu: follow(cpuPercent, predefined("ECSServiceAverageCPUUtilization")) }),
    ...(memoryPercent !== false && {
      memory: follow(memoryPercent, predefined("ECSServiceAverageMemoryUtilization")),
    }),
    ...(requestsInFlight !== undefined && {
      requests: follow(requestsInFlight, custom({ metrics: requestsInFlightOf(metrics) })),
    }),
    ...(queueDepthPerTask !== undefined && {
      queue: follow(queueDepthPerTask, custom({ metrics: queueDepthOf(metrics) })),
    }),
    ...(metric !== undefined && {
      metric: follow(
        metric.target,
        custom({
          namespace: metric.namespace,
          metricName: metric.name,
          statistic: metric.statistic,
          dimensions: dimensionsOf(metric.dimensions),
        }),
      ),
    }),
  };
}

/**
 * Requests that a task works on at the same time: those that come in a second, times the seconds that each stays
 * (Little's law). AWS's own metric for load balancers names one target group, and a release may leave that one
 * empty; so all of the module's groups are added. TargetResponseTime ends with the first byte of an answer.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
function requestsInFlightOf({ loadBalancer, targetGroups }: ScalingMetrics): Query[] {
  const stat = (targetGroup: Text, id: string, metricName: string, of: string): Query =>
    query(id, "AWS/ApplicationELB", metricName, of, {
      LoadBalancer: loadBalancer!,
      TargetGroup: targetGroup,
    });
  return [
    ...targetGroups.flatMap((group, index) => [
      stat(group, `requests${index}`, "RequestCountPerTarget", "Sum"),
      stat(group, `seconds${index}`, "TargetResponseTime", "Average"),
    ]),
    result(
      targetGroups.map((_, index) => `FILL(requests${index}, 0) * FILL(seconds${index}, 0) / 60`).join(" + "),
    ),
  ];
}

/**
 * As AWS's own example has it. Without a task there is no such number, or it is 0; one is taken then, so that waiting
 * messages are seen.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 */
function queueDepthOf({ cluster, service, queue }: ScalingMetrics): Query[] {
  return [
    query("waiting", "AWS/SQS", "ApproximateNumberOfMessagesVisible", "Sum", { QueueName: queue! }),
    query("tasks", "ECS/ContainerInsights", "RunningTaskCount", "Average", {
      ClusterName: cluster,
      ServiceName: service,
    }),
    result("IF(FILL(tasks, 0) < 1, waiting, waiting / FILL(tasks, 1))"),
  ];
}

function query(
  id: string,
  namespace: string,
  metricName: string,
  stat: string,
  dimensions: Readonly<Record<string, Text>>,
): Query {
  const metric = { namespace, metricName, dimensions: dimensionsOf(dimensions) };
  return { id, metricStat: { metric, stat }, returnData: false };
}

function result(expression: string): Query {
  return { id: "result", expression, returnData: true };
}

function dimensionsOf(dimensions: Readonly<Record<string, Text>>): { name: string; value: Text }[] {
  return Object.entries(dimensions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, value }));
}
