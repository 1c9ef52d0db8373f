import type { ModuleConfig } from "./config/schema/module";

/** Variable in which a module finds one that it calls. */
export function callVariable(callee: string, kind: ModuleConfig["kind"]): string {
  return `${callee.toUpperCase().replaceAll("-", "_")}_${kind === "worker" ? "QUEUE_URL" : "URL"}`;
}
