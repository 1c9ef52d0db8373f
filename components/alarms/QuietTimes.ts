import { AlarmMuteRule } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { NotedAlarm } from "../../infra/alarms/createAlarm";
import { mutedTogether, slices } from "../../infra/alarms/mute";
import type { QuietTimeConfig } from "../../infra/config/schema/quietTimes";
import { alarmName } from "../../infra/naming";
import type { Scope } from "../../infra/scope";

export interface QuietTimesArgs {
  readonly scope: Scope;
  readonly quietTimes: Readonly<Record<string, QuietTimeConfig>>;
  /** All that there are; CloudWatch mutes none by anything but its name. */
  readonly alarms: readonly NotedAlarm[];
}

/** Times at which alarms tell nobody. They ring all the same, and tell at the end of the time if they still do. */
export class QuietTimes extends pulumi.ComponentResource {
  constructor(name: string, args: QuietTimesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:alarms:QuietTimes", name, {}, opts);
    const { scope, quietTimes, alarms } = args;
    for (const [when, { at, timezone, minutes, severities }] of Object.entries(quietTimes)) {
      const muted = alarms.filter(({ severity }) => severities.includes(severity));
      slices(muted, mutedTogether).forEach((some, index) => {
        const part = index === 0 ? when : `${when}-${index + 1}`;
        new AlarmMuteRule(
          `${name}-${part}`,
          {
            name: alarmName(scope.environment, `quiet-${part}`),
            description: `${severities.join(" and ")} alarms tell nobody: ${when}`,
            rule: { schedule: { expression: at, timezone, duration: `PT${minutes}M` } },
            muteTargets: { alarmNames: some.map((alarm) => alarm.name) },
          },
          { parent: this },
        );
      });
    }
    this.registerOutputs();
  }
}
