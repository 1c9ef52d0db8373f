import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { fault, type Fault } from "../../infra/faults";
import { alarm, money, type Section } from "../render/section";

/** What may be spent, and what is estimated, in USD a month. */
export interface BudgetUse {
  /** Absent for the environment as a whole. */
  readonly module?: string;
  readonly budgetUsd: number;
  readonly monthlyUsd: number;
}

export interface Estimated {
  readonly total: number;
  /** By module; one without resources of its own has nothing here. */
  readonly modules: ReadonlyMap<string, number>;
}

/** Each budget beside its estimate: first that of the environment, then those of modules by name. */
export function budgetUse(
  { budget, modules }: Pick<EnvironmentConfig, "budget" | "modules">,
  estimated: Estimated,
): BudgetUse[] {
  const ofModules = Object.entries(modules)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([module, { budgetUsd }]) => ({ module, budgetUsd, usd: estimated.modules.get(module) ?? 0 }));
  return [{ budgetUsd: budget.monthlyUsd, usd: estimated.total }, ...ofModules].flatMap(
    ({ usd, budgetUsd, ...of }) =>
      // In whole cents, as people read it.
      budgetUsd === false ? [] : [{ ...of, budgetUsd, monthlyUsd: Math.round(usd * 100) / 100 }],
  );
}

/** Faults of the stack file: who plans more than he may spend learns it before the bill. */
export function overBudget(stack: string, uses: readonly BudgetUse[]): Fault[] {
  return uses
    .filter(isOver)
    .map(({ module, budgetUsd, monthlyUsd }) =>
      fault(
        module === undefined ? "budget.monthlyUsd" : `modules.${module}.budgetUsd`,
        `must be at least the estimate of the plan, ${money(monthlyUsd)} USD a month`,
        budgetUsd,
        `Raise it, or plan less: npx ai-platform plan ${stack} --costs shows what costs.`,
      ),
    );
}

function isOver({ budgetUsd, monthlyUsd }: BudgetUse): boolean {
  return monthlyUsd > budgetUsd;
}

/** None where nobody set a budget. */
export function budgetSections(uses: readonly BudgetUse[]): Section[] {
  if (uses.length === 0) return [];
  const over = uses.filter(isOver).length;
  const right = "right" as const;
  return [
    {
      title: "Budgets",
      columns: [
        { heading: "of" },
        { heading: "USD/month", align: right },
        { heading: "budget", align: right },
        { heading: "used", align: right },
      ],
      rows: uses.map((use) => {
        const used = `${Math.round((use.monthlyUsd / use.budgetUsd) * 100)}%`;
        return [
          use.module ?? "the environment",
          money(use.monthlyUsd),
          money(use.budgetUsd),
          isOver(use) ? alarm(used) : used,
        ];
      }),
      note:
        over === 0
          ? "The estimate, by list prices. Calls to AI services are not in it."
          : `${over} above the budget: raise it, or plan less. Nothing is deployed until then.`,
    },
  ];
}
