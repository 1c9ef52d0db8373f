import { EventRule, EventTarget, type MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmWords } from "./alarm";
import { type AlarmArgs, type AlarmDestinations, createAlarm } from "./createAlarm";

export type EventAlarmArgs = AlarmWords &
  Pick<AlarmArgs, "duringDeploys" | "module" | "what"> & {
    /** Which events of AWS, as an event pattern. */
    readonly pattern: pulumi.Input<object>;
    /** Rings for so many events within so many seconds. */
    readonly events: number;
    readonly period: number;
  };

/** Log group that keeps events, which their services forget within the hour. */
export interface EventLog {
  readonly arn: pulumi.Output<string>;
}

/**
 * An alarm on events of AWS: a rule puts them in a log, and CloudWatch counts how often it did. So they have an owner,
 * a runbook and quiet times as every other alarm has, which events that go straight to a topic have not.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 */
export function createEventAlarm(
  name: string,
  { pattern, events, period, ...args }: EventAlarmArgs,
  eventLog: EventLog,
  destinations: AlarmDestinations,
  parent: pulumi.Resource,
): MetricAlarm {
  const tags = args.module ? { tags: args.module.tags } : {};
  const rule = new EventRule(
    name,
    { description: args.description, eventPattern: pulumi.jsonStringify(pattern), ...tags },
    { parent },
  );
  new EventTarget(name, { rule: rule.name, arn: eventLog.arn }, { parent });
  return createAlarm(
    name,
    {
      ...args,
      namespace: "AWS/Events",
      metricName: "Invocations",
      dimensions: { RuleName: rule.name },
      statistic: "Sum",
      period,
      evaluationPeriods: 1,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: events,
      // EventBridge counts only what there is.
      treatMissingData: "notBreaching",
    },
    destinations,
    parent,
  );
}
