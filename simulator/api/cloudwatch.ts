import { z } from "zod";
import { mutedTogether } from "../../infra/alarms/mute";
import { ApiFault, notSimulated, operation, type Operations, pageOf } from "./protocol";
import type { ApiMetric, ApiWorld } from "./world";

/** Names of the alarms that each rule mutes, by the name of the rule. */
const rulesIn = new WeakMap<ApiWorld, Map<string, readonly string[]>>();

export function muteRules(world: ApiWorld): Map<string, readonly string[]> {
  const rules = rulesIn.get(world) ?? new Map<string, readonly string[]>();
  rulesIn.set(world, rules);
  return rules;
}

const ruleName = z.string().min(1).max(255);

/** Small, so that whoever reads only the first page is found out. */
const pageSize = 4;

const describeAlarms = operation(
  {
    AlarmNamePrefix: z.string(),
    AlarmTypes: z.array(z.enum(["CompositeAlarm", "MetricAlarm"])).default(["MetricAlarm"]),
    StateValue: z.enum(["ALARM", "INSUFFICIENT_DATA", "OK"]).optional(),
    NextToken: z.string().optional(),
  },
  (world, { AlarmNamePrefix, AlarmTypes, StateValue, NextToken }) => {
    const found = world.observed.alarms.filter(
      ({ name, state, composite }) =>
        name.startsWith(AlarmNamePrefix) &&
        (StateValue === undefined || state === StateValue) &&
        AlarmTypes.includes(composite ? "CompositeAlarm" : "MetricAlarm"),
    );
    const { items, next } = pageOf(found, pageSize, NextToken);
    const described = (composites: boolean) =>
      items
        .filter(({ composite = false }) => composite === composites)
        .map(({ name, description, state, since }) => ({
          AlarmName: name,
          AlarmDescription: description,
          StateValue: state,
          StateUpdatedTimestamp: since,
        }));
    return { MetricAlarms: described(false), CompositeAlarms: described(true), NextToken: next };
  },
);

const dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).max(30);

const metricQuery = z.strictObject({
  Id: z.string().regex(/^[a-z]\w*$/),
  MetricStat: z.strictObject({
    Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
    Stat: z.string(),
    Period: z.int().multipleOf(60),
  }),
});

const getMetricData = operation(
  {
    StartTime: z.number(),
    EndTime: z.number(),
    MetricDataQueries: z.array(metricQuery).min(1).max(500),
    NextToken: z.string().optional(),
  },
  (world, { StartTime, EndTime, MetricDataQueries, NextToken }) => {
    const { metrics } = world.observed;
    const { items, next } = pageOf(MetricDataQueries, pageSize, NextToken);
    const MetricDataResults = items.map(({ Id, MetricStat: { Metric, Stat, Period } }) => {
      const metric = metrics.find((one) => isMetric(one, Metric));
      if (metric !== undefined && (metric.statistic !== Stat || metric.period !== Period))
        throw notSimulated(`${Stat} of ${Metric.MetricName} every ${Period} seconds`);
      const points = [...(metric?.points ?? [])].filter(([time]) => time >= StartTime && time < EndTime);
      return {
        Id,
        Label: Metric.MetricName,
        StatusCode: "Complete",
        Timestamps: points.map(([time]) => time),
        Values: points.map(([, value]) => value),
      };
    });
    return { MetricDataResults, Messages: [], NextToken: next };
  },
);

/** As at AWS, other dimensions are another metric. */
function isMetric(
  { namespace, name, dimensions: own }: ApiMetric,
  asked: { Namespace: string; MetricName: string; Dimensions: { Name: string; Value: string }[] },
): boolean {
  return (
    namespace === asked.Namespace &&
    name === asked.MetricName &&
    Object.keys(own).length === asked.Dimensions.length &&
    asked.Dimensions.every(({ Name, Value }) => own[Name] === Value)
  );
}

const listMetrics = operation(
  { Namespace: z.string(), MetricName: z.string(), NextToken: z.string().optional() },
  (world, { Namespace, MetricName, NextToken }) => {
    const found = world.observed.metrics.filter(
      ({ namespace, name }) => namespace === Namespace && name === MetricName,
    );
    const { items, next } = pageOf(found, pageSize, NextToken);
    const Metrics = items.map((metric) => ({
      Namespace,
      MetricName,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    }));
    return { Metrics, NextToken: next };
  },
);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
export const cloudwatchOperations: Operations = {
  DescribeAlarms: describeAlarms,
  GetMetricData: getMetricData,
  ListMetrics: listMetrics,
  PutAlarmMuteRule: operation(
    {
      Name: ruleName,
      Description: z.string().max(1024),
      Rule: z.strictObject({
        Schedule: z.strictObject({
          Expression: z.string().regex(/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d\)$/),
          Duration: z.string().regex(/^PT\d+M$/),
        }),
      }),
      MuteTargets: z.strictObject({ AlarmNames: z.array(z.string()).min(1).max(mutedTogether) }),
    },
    (world, { Name, MuteTargets }) => {
      muteRules(world).set(Name, MuteTargets.AlarmNames);
      return {};
    },
  ),
  DeleteAlarmMuteRule: operation({ AlarmMuteRuleName: ruleName }, (world, { AlarmMuteRuleName: name }) => {
    if (!muteRules(world).delete(name)) throw new ApiFault("ResourceNotFoundException", name);
    return {};
  }),
};
