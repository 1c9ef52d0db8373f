import { fault, type Fault } from "../../../faults";
import { timezoneFault } from "../../../schedules";
import type { EnvironmentConfig } from "../../schema/environment";
import type { SubscriberConfig } from "../../schema/observability";

/** What must hold of those who are told, and of the times at which nobody is. */
export function observabilityRules({ observability }: EnvironmentConfig): Fault[] {
  const { subscribers, quietTimes } = observability;
  return [
    ...Object.entries(subscribers).flatMap(([name, subscriber]) => subscriberFaults(name, subscriber)),
    ...Object.entries(quietTimes).flatMap(([name, { timezone }]) => {
      const wrong = timezoneFault(timezone);
      return wrong === undefined
        ? []
        : [fault(`observability.quietTimes.${name}.timezone`, wrong.rule, timezone, wrong.fix)];
    }),
  ];
}

const ways = ["email", "slack", "teams"] as const;

function subscriberFaults(name: string, subscriber: SubscriberConfig): Fault[] {
  const path = `observability.subscribers.${name}`;
  const given = ways.filter((way) => subscriber[way] !== undefined);
  return [
    ...(given.length === 1
      ? []
      : [
          fault(
            path,
            "must have one of email, slack and teams",
            given,
            "Write one; who wants to be told in two ways is two subscribers.",
          ),
        ]),
    // A chat subscribes to whole topics by itself; what goes to it cannot be chosen.
    ...(subscriber.owner === undefined || subscriber.email !== undefined
      ? []
      : [
          fault(
            `${path}.owner`,
            "needs email",
            subscriber.owner,
            "A channel gets all alarms of its severities; remove owner, or tell them by mail.",
          ),
        ]),
  ];
}
