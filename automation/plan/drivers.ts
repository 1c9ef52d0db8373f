import type { Report } from "./report";

/** An amount of the estimate, summed over all resources that it is paid for. */
export interface Driver {
  readonly item: string;
  /** The field of the stack file that changes it; empty where none does. */
  readonly field: string;
  readonly monthlyUsd: number;
}

/** What is paid for, the largest amount first. */
export function driversOf({ cost }: Pick<Report, "cost">): Driver[] {
  const amounts = new Map<string, Driver>();
  for (const { item, field = "", monthlyUsd, module } of cost.lines) {
    const named = module === undefined ? field : field.replace("modules.<name>", `modules.${module}`);
    const key = `${item} ${named}`;
    const sum = (amounts.get(key)?.monthlyUsd ?? 0) + monthlyUsd;
    amounts.set(key, { item, field: named, monthlyUsd: sum });
  }
  return [...amounts.values()].sort((a, b) => b.monthlyUsd - a.monthlyUsd || (a.item < b.item ? -1 : 1));
}
