import { type Advice, lookedDays } from "./advice";
import type { RequestsByHour } from "./schedule";

/** A module that nobody has asked anything, and no other module may call. */
export function idleAdvice(module: string, requests: RequestsByHour, monthlyUsd: number): Advice | undefined {
  if ([...requests.values()].some((count) => count > 0)) return undefined;
  return {
    kind: "idle",
    module,
    why: `no request came through its load balancer in ${lookedDays} days, and no module calls it`,
    key: `modules.${module}`,
    yaml: [],
    savesUsd: monthlyUsd,
  };
}
