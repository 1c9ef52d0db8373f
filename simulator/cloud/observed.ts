import type { ApiAlarm, ApiScalableTarget, Observed } from "../api/world";
import type { Values } from "../aws/types";
import type { CloudRecord } from "./journal";

const alarmTypes = ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"];

/** What an account looks like in which everything is there and nothing has happened: no line, no figure, no bill. */
export function observedOf(records: readonly CloudRecord[]): Observed {
  const inputsOf = (...types: readonly string[]) =>
    records.filter(({ type }) => types.includes(type)).map(({ type, inputs }) => ({ type, ...inputs }));
  return {
    alarms: inputsOf(...alarmTypes).map(unmeasured),
    logs: new Map(inputsOf("aws:cloudwatch/logGroup:LogGroup").map(({ name }: Values) => [String(name), []])),
    metrics: [],
    scalableTargets: inputsOf("aws:appautoscaling/target:Target").map(boundsOf),
    costs: [],
  };
}

function unmeasured({ type, name, alarmName, alarmDescription }: Values): ApiAlarm {
  const about = {
    description: textOf(alarmDescription),
    state: "INSUFFICIENT_DATA",
    since: 0,
  } as const;
  return type === alarmTypes[1]
    ? { name: String(alarmName), ...about, composite: true }
    : { name: String(name), ...about };
}

function boundsOf({ resourceId, minCapacity, maxCapacity }: Values): ApiScalableTarget {
  return { resourceId: String(resourceId), min: Number(minCapacity), max: Number(maxCapacity) };
}

const textOf = (given: unknown) => (typeof given === "string" ? given : "");
