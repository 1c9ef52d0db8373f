import { createHash } from "node:crypto";
import type { ModuleConfig } from "./config/schema/module";
import { isRouted } from "./moduleKinds";
import { timeoutChain } from "./timeouts";

type Release = ModuleConfig["release"];
type Released = Pick<ModuleConfig, "release" | "routes" | "protocol">;

/** Whether a new revision stands beside the old one, and ECS moves the traffic between the two. */
export function shiftsTraffic({ strategy }: Pick<Release, "strategy">): boolean {
  return strategy !== "rolling";
}

/** Whether the module stands behind one of the environment's load balancers. */
export function isBalanced({ routes, protocol }: Omit<Released, "release">): boolean {
  return protocol === "http" && isRouted({ routes });
}

/** Whether the new revision is asked at the test listener before it gets traffic. */
export function isSmokeTested({ release, ...module }: Released): boolean {
  return isBalanced(module) && shiftsTraffic(release) && release.smokeTest !== false;
}

/** Whether something or somebody is asked while a new revision takes over. */
export function hasHooks(module: Released): boolean {
  return isSmokeTested(module) || (shiftsTraffic(module.release) && module.release.approvalMinutes !== false);
}

/** Target groups of its load balancer that the module takes: one for each revision. A smoke test takes a second rule. */
export function targetGroupCount({ release, ...module }: Released): number {
  return isBalanced(module) ? (shiftsTraffic(release) ? 2 : 1) : 0;
}

/** Waits between the steps of `linear`; there is none after the last one. */
export function stepWaits({ stepPercent }: Pick<Release, "stepPercent">): number {
  return Math.ceil(100 / stepPercent) - 1;
}

/** Minutes from the first traffic of a new revision to the end of the old one. */
export function shiftMinutes({ strategy, bakeMinutes, stepMinutes, stepPercent }: Release): number {
  switch (strategy) {
    case "rolling":
      return 0;
    case "blue-green":
      return bakeMinutes;
    case "canary":
      return stepMinutes + bakeMinutes;
    case "linear":
      return stepWaits({ stepPercent }) * stepMinutes + bakeMinutes;
  }
}

/** Minutes of numbers that an alarm of a release looks at. */
export const alarmMinutes = 3;

/**
 * Minutes until a deployment has failed if it is not done: twice a start and a drain, because a rolling update goes
 * in two halves, and what the shift takes by itself.
 */
export function deploymentMinutes({
  release,
  health,
  longestResponseSeconds,
}: Pick<ModuleConfig, "release" | "health" | "longestResponseSeconds">): number {
  const half = health.graceSeconds + timeoutChain(longestResponseSeconds).drain;
  return 20 + Math.ceil((2 * half) / 60) + shiftMinutes(release);
}

/**
 * Name of the second target group: Pulumi's own, of a name that says what it is, would be too long. It changes with
 * all that AWS makes a new one for, so that the old one can stay until the new one is in use.
 */
export function alternateName(
  environment: string,
  module: string,
  { port, loadBalancer }: Pick<ModuleConfig, "port" | "loadBalancer">,
): string {
  const whole = [environment, module, port, loadBalancer].join("/");
  return `${module.slice(0, 23)}-${createHash("sha256").update(whole).digest("hex").slice(0, 8)}`;
}
