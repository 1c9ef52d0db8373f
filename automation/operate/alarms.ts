import {
  type CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { severities, type Severity } from "../../infra/alarms/alarm";
import { alarmName } from "../../infra/naming";
import { ask } from "./ask";

/** An alarm that is in the state ALARM. */
export interface RingingAlarm {
  /** Its name behind that of the environment. */
  readonly what: string;
  /** Undefined for an alarm of the platform. */
  readonly module?: string;
  /** Undefined where its description does not begin as the platform's do. */
  readonly severity?: Severity;
  /** ISO time. */
  readonly since?: string;
  readonly description: string;
}

/** The environment's alarms that ring now, by name. */
export async function ringingAlarms(
  client: CloudWatchClient,
  environment: string,
  modules: readonly string[],
): Promise<readonly RingingAlarm[]> {
  const AlarmNamePrefix = alarmName(environment, "");
  const list = async () => {
    const found: RingingAlarm[] = [];
    // Without AlarmTypes, AWS leaves composite alarms out.
    const pages = paginateDescribeAlarms(
      { client },
      { AlarmNamePrefix, AlarmTypes: ["MetricAlarm", "CompositeAlarm"], StateValue: "ALARM" },
    );
    for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages)
      for (const alarm of [...MetricAlarms, ...CompositeAlarms])
        found.push(ringing(alarm, AlarmNamePrefix.length, modules));
    return found;
  };
  const all = await ask("cloudwatch:DescribeAlarms", list());
  return all.sort((a, b) => (a.what < b.what ? -1 : 1));
}

function ringing(
  {
    AlarmName = "",
    AlarmDescription: description = "",
    StateUpdatedTimestamp: since,
  }: MetricAlarm | CompositeAlarm,
  prefix: number,
  modules: readonly string[],
): RingingAlarm {
  const what = AlarmName.slice(prefix);
  const module = moduleOfAlarm(what, modules);
  const severity = severityIn(description);
  return {
    what,
    ...(module === undefined ? {} : { module }),
    ...(severity === undefined ? {} : { severity }),
    ...(since === undefined ? {} : { since: since.toISOString() }),
    description,
  };
}

/** Alarms of a module are called after it; of `shop` and `shop-web` the longer name that fits is meant. */
export function moduleOfAlarm(what: string, modules: readonly string[]): string | undefined {
  return modules.filter((module) => what.startsWith(`${module}-`)).sort((a, b) => b.length - a.length)[0];
}

/** As `alarmDescription` writes it, behind the owner. */
export function severityIn(description: string): Severity | undefined {
  const [, word] = /^\[[^\]]*\] (\w+): /.exec(description) ?? [];
  return severities.find((severity) => severity === word);
}
