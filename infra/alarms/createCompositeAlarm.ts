import { CompositeAlarm, type MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { alarmName } from "../naming";
import { alarmDescription, type AlarmWords } from "./alarm";
import type { AlarmArgs, AlarmDestinations } from "./createAlarm";

export type CompositeAlarmArgs = AlarmWords &
  Pick<AlarmArgs, "module" | "what"> & {
    /** Alarms that tell nobody by themselves. It rings while all of them do. */
    readonly all: readonly MetricAlarm[];
  };

/** Rings while several alarms do, and tells the topic of its severity. */
export function createCompositeAlarm(
  name: string,
  { what, module, all, ...words }: CompositeAlarmArgs,
  destinations: AlarmDestinations,
  parent: pulumi.Resource,
): CompositeAlarm {
  const { environment, topics, owner, runbooks } = destinations;
  const actions = [topics[words.severity]];
  const alarm = new CompositeAlarm(
    name,
    {
      alarmName: alarmName(environment, what),
      alarmDescription: alarmDescription(words, { owner: module ? module.owner : owner, runbooks }),
      alarmRule: pulumi
        .all(all.map((alarm) => alarm.name))
        .apply((names) => names.map((one) => `ALARM("${one}")`).join(" AND ")),
      alarmActions: actions,
      okActions: actions,
      tags: { ...module?.tags, Severity: words.severity },
    },
    { parent },
  );
  destinations.note({ severity: words.severity, name: alarm.alarmName });
  return alarm;
}
