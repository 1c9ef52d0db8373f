import { z } from "zod";
import { mutedTogether } from "../../infra/alarms/mute";
import { ApiFault, operation, type Operations } from "./protocol";
import type { ApiWorld } from "./world";

/** Names of the alarms that each rule mutes, by the name of the rule. */
const rulesIn = new WeakMap<ApiWorld, Map<string, readonly string[]>>();

export function muteRules(world: ApiWorld): Map<string, readonly string[]> {
  const rules = rulesIn.get(world) ?? new Map<string, readonly string[]>();
  rulesIn.set(world, rules);
  return rules;
}

const ruleName = z.string().min(1).max(255);

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
export const cloudwatchOperations: Operations = {
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
