import type { ModuleConfig } from "../../infra/config/schema/module";

export interface CapacityShare {
  readonly capacityProvider: "FARGATE" | "FARGATE_SPOT";
  readonly base?: number;
  readonly weight: number;
}

/** Which share of the tasks runs where: a floor on demand, and the rest by percent. */
export function capacityShares({ spotPercent, onDemandBase }: ModuleConfig["capacity"]): CapacityShare[] {
  const onDemand = { capacityProvider: "FARGATE", base: onDemandBase, weight: 100 - spotPercent } as const;
  const spot = { capacityProvider: "FARGATE_SPOT", weight: spotPercent } as const;
  // A provider without weight and base takes no task; ECS wants at least one weight.
  return [...(spotPercent < 100 || onDemandBase > 0 ? [onDemand] : []), ...(spotPercent > 0 ? [spot] : [])];
}
