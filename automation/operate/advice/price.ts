import type { CostsConfig } from "../../../infra/config/schema/costs";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import type { PriceBook } from "../../cost/prices/book";

export type Size = ModuleConfig["size"];

/**
 * USD an hour of so many tasks of that size on Fargate, as the plan prices them; undefined for a region without
 * prices. Disks above the free 20 GB cost the same whatever the size.
 */
export function tasksHourUsd(
  prices: PriceBook,
  costs: Pick<CostsConfig, "savingsPlanPercent" | "spotDiscountPercent">,
  { cpu, memoryMiB, architecture }: Size,
  tasks: number,
  { onDemandBase, spotPercent }: Pick<ModuleConfig["capacity"], "onDemandBase" | "spotPercent">,
): number | undefined {
  const of = architecture === "arm64" ? "arm" : "x86";
  const vcpu = prices.get(`fargate.${of}.vcpu`);
  const memory = prices.get(`fargate.${of}.memory`);
  if (vcpu === undefined || memory === undefined) return undefined;
  const base = Math.min(tasks, onDemandBase);
  const spot = ((tasks - base) * spotPercent) / 100;
  const paid =
    (tasks - spot) * (1 - costs.savingsPlanPercent / 100) + spot * (1 - costs.spotDiscountPercent / 100);
  return ((cpu / 1024) * vcpu.usd + (memoryMiB / 1024) * memory.usd) * paid;
}
