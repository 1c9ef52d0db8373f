import {
  type CloudWatchClient,
  type MetricDataQuery,
  paginateGetMetricData,
  paginateListMetrics,
} from "@aws-sdk/client-cloudwatch";
import type { Service } from "@aws-sdk/client-ecs";
import type { Use } from "./advice/size";
import type { Period, RequestsByHour } from "./advice/schedule";
import { ask } from "./ask";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const queriesInCall = 500;

type Points = ReadonlyMap<number, number>;
type Asked = Omit<MetricDataQuery, "Id">;

/** What the tasks of a module used. */
export async function useOf(
  client: CloudWatchClient,
  cluster: string,
  modules: readonly string[],
  period: Period,
): Promise<ReadonlyMap<string, Use>> {
  const kinds = ["CPUUtilization", "MemoryUtilization"];
  const queries = modules.flatMap((module) =>
    kinds.map((name) =>
      query("AWS/ECS", name, "Maximum", 300, { ClusterName: cluster, ServiceName: module }),
    ),
  );
  const points = await pointsOf(client, queries, period);
  return new Map(
    modules.map((module, at) => [
      module,
      { cpu: [...points[2 * at]!.values()], memory: [...points[2 * at + 1]!.values()] },
    ]),
  );
}

/**
 * Requests of modules behind a load balancer. A module is left out when CloudWatch knows none of its target groups:
 * then nothing is known, which is not the same as no request.
 */
export async function requestsOf(
  client: CloudWatchClient,
  services: ReadonlyMap<string, Service>,
  period: Period,
): Promise<ReadonlyMap<string, RequestsByHour>> {
  const balancers = await loadBalancersByGroup(client);
  const asked = [...services].flatMap(([module, service]) =>
    targetGroupsOf(service).flatMap((group) => {
      const balancer = balancers.get(group);
      return balancer === undefined ? [] : [{ module, group, balancer }];
    }),
  );
  const queries = asked.map(({ group, balancer }) =>
    query("AWS/ApplicationELB", "RequestCount", "Sum", 3600, { LoadBalancer: balancer, TargetGroup: group }),
  );
  const points = await pointsOf(client, queries, period);
  const requests = new Map<string, Map<number, number>>();
  for (const [at, { module }] of asked.entries()) {
    const hours = requests.get(module) ?? new Map<number, number>();
    for (const [hour, count] of points[at]!) hours.set(hour, (hours.get(hour) ?? 0) + count);
    requests.set(module, hours);
  }
  return requests;
}

/** `targetgroup/name/id`, also of the group that a release moves the traffic to. */
export function targetGroupsOf({ loadBalancers = [] }: Service): string[] {
  return loadBalancers
    .flatMap(({ targetGroupArn, advancedConfiguration }) => [
      targetGroupArn,
      advancedConfiguration?.alternateTargetGroupArn,
    ])
    .flatMap((arn) => (arn === undefined ? [] : [arn.slice(arn.lastIndexOf(":") + 1)]));
}

/**
 * Load balancers of all target groups of the account, as metrics call them. A load balancer counts its healthy
 * targets whether requests come or not.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
async function loadBalancersByGroup(client: CloudWatchClient): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const list = async () => {
    const input = { Namespace: "AWS/ApplicationELB", MetricName: "HealthyHostCount" };
    for await (const { Metrics = [] } of paginateListMetrics({ client }, input))
      for (const { Dimensions = [] } of Metrics) {
        const valueOf = (name: string) => Dimensions.find(({ Name }) => Name === name)?.Value;
        const [group, balancer] = [valueOf("TargetGroup"), valueOf("LoadBalancer")];
        if (group !== undefined && balancer !== undefined) found.set(group, balancer);
      }
  };
  await ask("cloudwatch:ListMetrics", list());
  return found;
}

function query(
  Namespace: string,
  MetricName: string,
  Stat: string,
  seconds: number,
  dimensions: Readonly<Record<string, string>>,
): Asked {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Stat, Period: seconds } };
}

/** The points of each query, by epoch milliseconds. */
async function pointsOf(
  client: CloudWatchClient,
  queries: readonly Asked[],
  { from, to }: Period,
): Promise<readonly Points[]> {
  const points = queries.map(() => new Map<number, number>());
  for (let start = 0; start < queries.length; start += queriesInCall) {
    const input = {
      StartTime: new Date(from),
      EndTime: new Date(to),
      MetricDataQueries: queries
        .slice(start, start + queriesInCall)
        .map((one, at) => ({ Id: `q${start + at}`, ...one })),
    };
    const read = async () => {
      for await (const { MetricDataResults = [] } of paginateGetMetricData({ client }, input))
        for (const { Id = "", Timestamps = [], Values = [] } of MetricDataResults)
          for (const [at, time] of Timestamps.entries())
            points[Number(Id.slice(1))]!.set(time.getTime(), Values[at]!);
    };
    await ask("cloudwatch:GetMetricData", read());
  }
  return points;
}
