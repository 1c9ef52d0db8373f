import type { SidecarConfig } from "../../../infra/config/schema/containers";
import type { ModuleConfig } from "../../../infra/config/schema/module";
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
    retries: 3,
    startPeriod: Math.min(300, health.graceSeconds),
  };
}

/** Often, because the application may wait for the first success; failures of the first minute do not count. */
export function sidecarCheck({ health }: SidecarConfig): Container["healthCheck"] {
  return health && { command: ["CMD", ...health], interval: 10, timeout: 5, retries: 3, startPeriod: 60 };
}
