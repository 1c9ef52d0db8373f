import type { ModuleConfig } from "./config/schema/module";

/** Whether tasks of the module run all the time; a job's run when it is time. */
export function hasService({ kind }: Pick<ModuleConfig, "kind">): boolean {
  return kind !== "job";
}

/** Whether the module stands behind the load balancer that the API calls. */
export function isRouted({ routes }: Pick<ModuleConfig, "routes">): boolean {
  return routes.length > 0;
}

/** Whether the module answers on its port, so that others can call it by name. */
export function answers({ kind, capacity }: Pick<ModuleConfig, "kind" | "capacity">): boolean {
  return (kind === "service" || kind === "web") && capacity.kind !== "external";
}

/** Whether callers from outside the environment come through a load balancer of the module's own. */
export function hasNetworkLoadBalancer({
  protocol,
  allowedCidrs,
}: Pick<ModuleConfig, "protocol" | "allowedCidrs">): boolean {
  return protocol === "tcp" && allowedCidrs.length > 0;
}
