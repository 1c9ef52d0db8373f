import {
  type CloudWatchClient,
  DeleteAlarmMuteRuleCommand,
  PutAlarmMuteRuleCommand,
} from "@aws-sdk/client-cloudwatch";
import { duringDeploysTag } from "../../infra/alarms/createAlarm";
import { mutedTogether, slices } from "../../infra/alarms/mute";
import { alarmName } from "../../infra/naming";
import type { Graph } from "../../simulator/graph";

/**
 * Alarms of a state that ring in an orderly deployment as well, by their names. Of one module, where a release changes
 * nothing else.
 */
export function mutedAlarms(graph: Graph, module?: string): string[] {
  return graph.ofType("aws:cloudwatch/metricAlarm:MetricAlarm").flatMap(({ inputs, outputs }) => {
    const tags = (inputs.tags ?? {}) as Readonly<Record<string, string>>;
    const asked = module === undefined || tags.Module === module;
    return asked && tags[duringDeploysTag] === "muted" ? [String(outputs.name)] : [];
  });
}

export interface Mute {
  readonly environment: string;
  /** The module that is released; without it, all that there is may change. */
  readonly module?: string | undefined;
  readonly alarms: readonly string[];
  readonly now: Date;
  /** Milliseconds until the deployment has ended, whatever becomes of it. */
  readonly left: number;
  /** Takes one line for whoever watches. */
  readonly line: (text: string) => void;
}

const minuteMs = 60_000;

/**
 * Does something while these alarms tell nobody. They ring all the same: what goes by their state, as the way back of a
 * release does, is not touched. A deployment that is killed leaves the rule behind, and that ends by itself. Nor is a
 * deployment given up because alarms cannot be muted: it is only louder.
 */
export async function quietly<T>(
  client: Pick<CloudWatchClient, "send">,
  mute: Mute,
  action: () => Promise<T>,
): Promise<T> {
  const rules = await begin(client, mute);
  try {
    return await action();
  } finally {
    for (const AlarmMuteRuleName of rules)
      await attempt(mute, `${AlarmMuteRuleName} stays until its end`, () =>
        client.send(new DeleteAlarmMuteRuleCommand({ AlarmMuteRuleName })),
      );
  }
}

/** Names of the rules that there are now. */
async function begin(client: Pick<CloudWatchClient, "send">, mute: Mute): Promise<string[]> {
  const { environment, module, alarms, now, left } = mute;
  // A rule knows minutes, and begins with the next one.
  const from = new Date(Math.ceil((now.getTime() + 1) / minuteMs) * minuteMs);
  const minutes = Math.max(1, Math.ceil(left / minuteMs));
  const rules: string[] = [];
  for (const [index, AlarmNames] of slices(alarms, mutedTogether).entries()) {
    const Name = alarmName(environment, `deploy-${module ?? "all"}-${index + 1}`);
    const command = new PutAlarmMuteRuleCommand({
      Name,
      Description: "A deployment; it takes this away when it ends",
      Rule: {
        Schedule: { Expression: `at(${from.toISOString().slice(0, 16)})`, Duration: `PT${minutes}M` },
      },
      MuteTargets: { AlarmNames },
    });
    if (await attempt(mute, "alarms ring during this deployment", () => client.send(command)))
      rules.push(Name);
  }
  return rules;
}

async function attempt({ line }: Mute, otherwise: string, what: () => Promise<unknown>): Promise<boolean> {
  try {
    await what();
    return true;
  } catch (error) {
    line(`${otherwise}: ${(error as Error).message}`);
    return false;
  }
}
