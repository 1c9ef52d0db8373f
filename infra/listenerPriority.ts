import { createHash } from "node:crypto";
import { quotas } from "./aws/quotas";

/**
 * Priority of a module's rule on the load balancer's listener. It hangs on the name alone, so that no module
 * moves another; since no two modules share a path, the order itself means nothing.
 */
export function listenerPriority(name: string, chosen: number | undefined): number {
  if (chosen !== undefined) return chosen;
  return (createHash("sha256").update(name).digest().readUInt32BE(0) % quotas.listenerRulePriorities) + 1;
}
