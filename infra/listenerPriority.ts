import { createHash } from "node:crypto";
import { quotas } from "./aws/quotas";
import type { ModuleConfig } from "./config/schema/module";
import { answersEverything } from "./routes";

/**
 * Priority of a module's rule on its load balancer's listener. It hangs on the module alone, so that no module
 * moves another. The order means something only for a front end at `/`, which comes after everybody else.
 */
export function listenerPriority(
  name: string,
  module: Pick<ModuleConfig, "listenerPriority" | "routes">,
): number {
  if (answersEverything(module)) return quotas.listenerRulePriorities;
  if (module.listenerPriority !== undefined) return module.listenerPriority;
  return (createHash("sha256").update(name).digest().readUInt32BE(0) % quotas.listenerRulePriorities) + 1;
}
