import type { ScalingConfig } from "./config/schema/scaling";

/** Whether something other than Pulumi decides how many tasks run. */
export function isScaled({ min, max, schedules }: Pick<ScalingConfig, "min" | "max" | "schedules">): boolean {
  return max > min || Object.keys(schedules).length > 0;
}
