import type { SidecarConfig } from "../../../infra/config/schema/containers";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { longestStartPeriod } from "../../../infra/timeouts";
import type { RunningImage } from "../bootstrapImage";
import type { Container } from "./definition";

/** Only of a released image: the one before may lack the command. */
export function applicationCheck(
  { command, ...health }: ModuleConfig["health"],
  running: RunningImage,
): Container["healthCheck"] {
  if (!command || running.command) return undefined;
  return {
    command: ["CMD", ...command],
    interval: health.intervalSeconds,
    timeout: Math.min(60, health.timeoutSeconds),
    ...patience(health),
  };
}

/** ECS waits 300 seconds at most; what a start takes beyond is borne as failed checks. */
function patience({ graceSeconds, intervalSeconds }: ModuleConfig["health"]) {
  const beyond = Math.ceil(Math.max(0, graceSeconds - longestStartPeriod) / intervalSeconds);
  return { retries: Math.max(3, beyond), startPeriod: Math.min(longestStartPeriod, graceSeconds) };
}

/** Often, because the application may wait for the first success; failures of the first minute do not count. */
export function sidecarCheck({ health }: SidecarConfig): Container["healthCheck"] {
  return health && { command: ["CMD", ...health], interval: 10, timeout: 5, retries: 3, startPeriod: 60 };
}
