import { fargateCpuUnits, fargateMemoryMiB } from "../../../infra/aws/fargateSizes";
import type { CostsConfig } from "../../../infra/config/schema/costs";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { leastRoom, roomLeft } from "../../../infra/taskContainers";
import type { PriceBook } from "../../cost/prices/book";
import type { Advice } from "./advice";
import { type Size, tasksHourUsd } from "./price";

/** What the tasks used in each five minutes: percent of their size, of the task that used most. */
export interface Use {
  readonly cpu: readonly number[];
  readonly memory: readonly number[];
}

/** Of a new size, so much is used at most: CPU at its 99th percentile, memory ever. */
export const headroom = { cpuPercent: 70, memoryPercent: 80 } as const;
/** From here on a task is too small: it is throttled, or about to be killed. */
export const tooMuchPercent = 90;
/** Three days of five minutes: less says nothing of a week. */
export const leastPoints = (3 * 24 * 60) / 5;
/** Less a month is not worth a deployment. */
const leastUsd = 1;

export interface SizedModule {
  readonly module: string;
  readonly config: ModuleConfig;
  readonly use: Use;
  readonly prices: PriceBook;
  readonly costs: CostsConfig;
}

/** The cheapest size of Fargate that holds what was used; none where the size is right, or too little is known. */
export function sizeAdvice({ module, config, use, prices, costs }: SizedModule): Advice | undefined {
  if (Math.min(use.cpu.length, use.memory.length) < leastPoints) return undefined;
  const { size, scaling, capacity } = config;
  const used = { cpu: percentile(use.cpu, 99), memory: Math.max(...use.memory) };
  const monthUsd = (one: Size) => {
    const hour = tasksHourUsd(prices, costs, one, scaling.min, capacity);
    return hour === undefined ? undefined : hour * costs.hoursPerMonth;
  };
  const now = monthUsd(size);
  const right = cheapest(config, used, monthUsd);
  if (now === undefined || right === undefined) return undefined;
  const savesUsd = now - right.usd;
  if (savesUsd < leastUsd && !(isTooSmall(config, used) && savesUsd < 0)) return undefined;
  const { cpu, memoryMiB } = right.size;
  return {
    kind: "size",
    module,
    why: `of ${size.cpu} CPU units and ${size.memoryMiB} MiB it used ${percentText(used.cpu)} (99 % of the time less) and ${percentText(used.memory)} at most`,
    key: `modules.${module}.size`,
    yaml: [`size: { cpu: ${cpu}, memoryMiB: ${memoryMiB} }`],
    savesUsd,
  };
}

const percentText = (percent: number): string => `${Math.round(percent)} %`;

interface Used {
  readonly cpu: number;
  readonly memory: number;
}

/** A module that scales by CPU takes more tasks instead. */
function isTooSmall({ scaling }: ModuleConfig, { cpu, memory }: Used): boolean {
  const scales = scaling.max > scaling.min && scaling.cpuPercent !== false;
  return memory >= tooMuchPercent || (cpu >= tooMuchPercent && !scales);
}

function cheapest(
  config: ModuleConfig,
  used: Used,
  monthUsd: (size: Size) => number | undefined,
): { readonly size: Size; readonly usd: number } | undefined {
  const { size, scaling } = config;
  // A size above what scaling aims at would only make it run more tasks.
  const aim =
    scaling.max > scaling.min && scaling.cpuPercent !== false
      ? Math.min(headroom.cpuPercent, scaling.cpuPercent)
      : headroom.cpuPercent;
  const cpuNeeded = (size.cpu * used.cpu) / aim;
  const memoryNeeded = (size.memoryMiB * used.memory) / headroom.memoryPercent;
  return fargateCpuUnits
    .filter((cpu) => cpu >= cpuNeeded)
    .flatMap((cpu) => fargateMemoryMiB(cpu).map((memoryMiB) => ({ ...size, cpu, memoryMiB })))
    .filter((one) => one.memoryMiB >= memoryNeeded && hasRoom({ ...config, size: one }))
    .flatMap((one) => {
      const usd = monthUsd(one);
      return usd === undefined ? [] : [{ size: one, usd }];
    })
    .sort((a, b) => a.usd - b.usd)[0];
}

/** As the rules of the stack file want it, beside sidecars and agents. */
function hasRoom(config: ModuleConfig): boolean {
  const left = roomLeft(config);
  return left.cpu >= leastRoom.cpu && left.memoryMiB >= leastRoom.memoryMiB;
}

/** The smallest value that so many percent of the values do not go beyond. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
}
