import type { ScalingConfig } from "./config/schema/scaling";

/** Most tasks that run at once, by itself or by the clock; a deployment doubles them. */
export function mostTasks({ max, schedules }: Pick<ScalingConfig, "max" | "schedules">): number {
  return Math.max(max, ...Object.values(schedules).map((schedule) => schedule.max));
}

/** Whether something other than Pulumi decides how many tasks run. */
export function isScaled({ min, max, schedules }: Pick<ScalingConfig, "min" | "max" | "schedules">): boolean {
  return max > min || Object.keys(schedules).length > 0;
}
