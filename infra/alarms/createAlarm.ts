import { MetricAlarm, type MetricAlarmArgs } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import { alarmName } from "../naming";
import { alarmDescription, type AlarmWords, type Severity } from "./alarm";

/** Whom alarms tell, and what they say of the platform that everybody shares. */
export interface AlarmDestinations {
  readonly environment: string;
  /** ARN of the topic, by severity. */
  readonly topics: Readonly<Record<Severity, pulumi.Output<string>>>;
  /** Who answers for what belongs to no module. */
  readonly owner: string | undefined;
  readonly runbooks: string | undefined;
  /** Takes note of every alarm that tells somebody, so that it can be kept quiet at times. */
  note(alarm: NotedAlarm): void;
}

export interface NotedAlarm {
  readonly severity: Severity;
  /** Known only when AWS has the alarm. */
  readonly name: pulumi.Output<string>;
}

/** Words, and what CloudWatch is to watch. What an alarm is called and whom it tells is decided here. */
export type AlarmArgs = AlarmWords &
  Omit<
    MetricAlarmArgs,
    "name" | "alarmDescription" | "alarmActions" | "okActions" | "insufficientDataActions" | "tags"
  > & {
    /** Its name behind that of the environment. */
    readonly what: string;
    /** The module that it is about, whose owner answers for it. */
    readonly module?: { readonly owner: string; readonly tags: Record<string, string> };
    /** Tells nobody: it is only a part of a composite alarm. */
    readonly silent?: true;
    /** Rings in an orderly deployment as well, so that a deployment keeps it quiet until its end. */
    readonly duringDeploys?: "muted";
  };

/** Tag of the alarms that a deployment mutes. */
export const duringDeploysTag = "DuringDeploys";

/** An alarm that tells the topic of its severity when it begins, and when it is over. */
export function createAlarm(
  name: string,
  { what, module, silent, duringDeploys, severity, description, runbook, ...watched }: AlarmArgs,
  destinations: AlarmDestinations,
  parent: pulumi.Resource,
): MetricAlarm {
  const { environment, topics, owner, runbooks } = destinations;
  const actions = silent ? [] : [topics[severity]];
  const alarm = new MetricAlarm(
    name,
    {
      name: alarmName(environment, what),
      alarmDescription: alarmDescription(
        { severity, description, runbook },
        { owner: module ? module.owner : owner, runbooks },
      ),
      ...watched,
      alarmActions: actions,
      okActions: actions,
      tags: {
        ...module?.tags,
        Severity: severity,
        ...(duringDeploys === undefined ? {} : { [duringDeploysTag]: duringDeploys }),
      },
    },
    { parent },
  );
  if (!silent) destinations.note({ severity, name: alarm.name });
  return alarm;
}
