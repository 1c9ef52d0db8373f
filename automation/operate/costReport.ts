import { money, type Section } from "../render/section";
import type { Shown } from "./show";

/** The months that are asked for; a day is `2026-11-22`, of UTC as bills are. */
export interface Months {
  /** First day of the last month. */
  readonly last: string;
  /** First day of this month. */
  readonly current: string;
  /** The day behind the last one that is asked for. */
  readonly end: string;
  /** Share of this month's days that are over. */
  readonly over: number;
}

export function monthsAt(now: Date): Months {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const dayText = (date: Date) => date.toISOString().slice(0, 10);
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return {
    last: dayText(new Date(Date.UTC(year, month - 1, 1))),
    current: dayText(new Date(Date.UTC(year, month, 1))),
    end: dayText(new Date(Date.UTC(year, month, day + 1))),
    over: (day - 1) / days,
  };
}

/** USD by module; what belongs to none is under the empty name. */
export type UsdByModule = ReadonlyMap<string, number>;

export interface ActualCosts {
  readonly last: UsdByModule;
  readonly current: UsdByModule;
  /** Requests to Cost Explorer that were made. */
  readonly calls: number;
}

export interface CostRow {
  /** Empty for what belongs to no module. */
  readonly module: string;
  readonly lastUsd: number;
  readonly currentUsd: number;
  /** USD a month, as the plan has it. */
  readonly estimatedUsd: number;
  /** Last month against the estimate; absent where one of them is nothing. */
  readonly lastPercent?: number;
  /** This month so far against the same share of the estimate; absent on the first day. */
  readonly currentPercent?: number;
}

/** What `--json` prints. */
export interface CostReport {
  readonly version: 1;
  readonly stack: string;
  readonly months: Months;
  readonly rows: readonly CostRow[];
  readonly total: Omit<CostRow, "module">;
  /** Of this command itself. */
  readonly askedUsd: number;
}

/** https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/ */
export const usdPerCall = 0.01;

export function costReport(
  stack: string,
  months: Months,
  { last, current, calls }: ActualCosts,
  estimate: UsdByModule,
): CostReport {
  const names = [...new Set([...estimate.keys(), ...last.keys(), ...current.keys()])].sort();
  const rowOf = (usd: (of: UsdByModule) => number): Omit<CostRow, "module"> => {
    const row = {
      lastUsd: cents(usd(last)),
      currentUsd: cents(usd(current)),
      estimatedUsd: cents(usd(estimate)),
    };
    const lastPercent = percentOver(row.lastUsd, row.estimatedUsd);
    const currentPercent = percentOver(row.currentUsd, row.estimatedUsd * months.over);
    return {
      ...row,
      ...(lastPercent === undefined ? {} : { lastPercent }),
      ...(currentPercent === undefined ? {} : { currentPercent }),
    };
  };
  return {
    version: 1,
    stack,
    months,
    rows: names.map((module) => ({ module, ...rowOf((of) => of.get(module) ?? 0) })),
    total: rowOf((of) => [...of.values()].reduce((sum, usd) => sum + usd, 0)),
    askedUsd: cents(calls * usdPerCall),
  };
}

const cents = (usd: number): number => Math.round(usd * 100) / 100;

/** Undefined where there is nothing to compare. */
function percentOver(actual: number, estimate: number): number | undefined {
  return actual === 0 || estimate === 0 ? undefined : Math.round((actual / estimate - 1) * 100);
}

export function costShown(report: CostReport): Shown {
  const { stack, rows, total, months, askedUsd } = report;
  const nothing = total.lastUsd === 0 && total.currentUsd === 0;
  const asked = `Cost Explorer took ${money(askedUsd)} USD for this answer (${money(usdPerCall)} a request).`;
  const table: Section = {
    title: "Cost by module, USD",
    columns: [
      { heading: "module" },
      { heading: months.last.slice(0, 7), align: "right" },
      { heading: "vs plan", align: "right" },
      { heading: `${months.current.slice(0, 7)} so far`, align: "right" },
      { heading: "vs plan", align: "right" },
      { heading: "plan/month", align: "right" },
    ],
    rows: [
      ...rows.map((row) => cells(row.module === "" ? "(no module)" : row.module, row)),
      cells("total", total),
    ],
    note: [
      "Bills are up to a day old; the plan has list prices, no tax and no calls to AI services.",
      asked,
    ].join("\n"),
  };
  const hint: Section = {
    title: "Nothing is billed under these tags",
    columns: [{ heading: "" }],
    rows: [
      [
        "Cost Explorer knows the tags Project, Environment and Module only once they are activated, and from then on.",
      ],
      [
        "Set account.costTags: true where this account pays, or activate them in the account that does: docs/costs.md.",
      ],
    ],
  };
  return {
    headline: `${stack}: ${money(total.currentUsd)} USD this month so far, ${money(total.lastUsd)} last month, ${money(total.estimatedUsd)} a month by the plan`,
    sections: nothing ? [table, hint] : [table],
  };
}

function cells(name: string, row: Omit<CostRow, "module">): string[] {
  const signed = (percent: number | undefined) =>
    percent === undefined ? "-" : `${percent > 0 ? "+" : ""}${percent}%`;
  return [
    name,
    money(row.lastUsd),
    signed(row.lastPercent),
    money(row.currentUsd),
    signed(row.currentPercent),
    money(row.estimatedUsd),
  ];
}
