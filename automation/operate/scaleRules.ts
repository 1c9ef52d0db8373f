import type { ScalableTarget } from "@aws-sdk/client-application-auto-scaling";
import { isScaled } from "../../infra/scaling";
import { OperatorError } from "../operatorError";
import type { ModuleTarget } from "./target";

/** Within which a number of tasks stays, and the key of the stack file that says so. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly minKey: string;
  readonly maxKey: string;
}

/**
 * Those of the stack file; or of AWS where schedules change them, since the clock has moved them on.
 */
export function boundsOf(
  { module, moduleConfig: { scaling } }: ModuleTarget,
  scalable: Pick<ScalableTarget, "MinCapacity" | "MaxCapacity"> | undefined,
): Bounds {
  const key = `modules.${module}.scaling`;
  const scheduled = Object.keys(scaling.schedules).length > 0;
  if (!scheduled || scalable === undefined)
    return { min: scaling.min, max: scaling.max, minKey: `${key}.min`, maxKey: `${key}.max` };
  const { MinCapacity: min = scaling.min, MaxCapacity: max = scaling.max } = scalable;
  return { min, max, minKey: `${key}.schedules`, maxKey: `${key}.schedules` };
}

/** @throws OperatorError that names the key to edit. */
export function refuseBeyond({ stack, module }: ModuleTarget, tasks: number, bounds: Bounds): void {
  const { min, max, minKey, maxKey } = bounds;
  if (tasks >= min && tasks <= max) return;
  const key = tasks < min ? minKey : maxKey;
  const range = min === max ? `exactly ${min}` : `${min} to ${max}`;
  throw new OperatorError(
    `${module} runs ${range} task(s) by ${key}; got ${tasks}. Edit ${key} in Pulumi.${stack}.yaml, and deploy.`,
  );
}

type Suspension = ScalableTarget["SuspendedState"];

/** What becomes of the number from here on, in sentences. */
export function whatFollows({ moduleConfig: { scaling } }: ModuleTarget, suspended: Suspension): string[] {
  if (!isScaled(scaling))
    return [
      "Nothing scales this module (scaling.min is scaling.max): the number stays until scaling.min changes.",
      "deploy drift tells of it where it is not scaling.min, and deploy refresh and the next up take it back.",
    ];
  const schedules = Object.keys(scaling.schedules).sort();
  const follows = scaling.max > scaling.min;
  return [
    ...(follows
      ? ["Autoscaling goes on from there: by its metrics it may change the number within minutes."]
      : []),
    ...(schedules.length === 0
      ? []
      : [`Schedules change the bounds at their times: ${schedules.join(", ")}.`]),
    ...pausedWords(suspended),
    "The next up leaves the number as it is: the count of a module that is scaled is not Pulumi's.",
  ];
}

function pausedWords(suspended: Suspension): string[] {
  const paused = [
    suspended?.DynamicScalingInSuspended === true ? "to fewer tasks" : "",
    suspended?.DynamicScalingOutSuspended === true ? "to more tasks" : "",
    suspended?.ScheduledScalingSuspended === true ? "by schedules" : "",
  ].filter((word) => word !== "");
  return paused.length === 0 ? [] : [`Somebody has suspended scaling ${paused.join(", ")}.`];
}
