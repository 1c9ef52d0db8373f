import { expect } from "chai";
import { exitCodeOf } from "../../../automation/plan/command";
import { budgetSections, budgetUse, overBudget } from "../../../automation/plan/budget";
import { planOf } from "../../../automation/plan/makePlan";
import { refusalsOf } from "../../../automation/plan/refusals";
import { reportOf } from "../../../automation/plan/report";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { faultText } from "../../../infra/faults";
import { moduleConfig } from "../../support/fixtures";
import { configOf } from "../../support/harness";

type Config = Pick<EnvironmentConfig, "budget" | "modules">;

const config = (
  monthlyUsd: number | false,
  modules: Readonly<Record<string, number | false>> = {},
): Config => ({
  budget: {
    ...{ monthlyUsd, covers: "environment", stopAiCalls: false },
    ...{ actualPercents: [100], forecastPercents: [] },
  },
  modules: Object.fromEntries(
    Object.entries(modules).map(([name, budgetUsd]) => [name, moduleConfig({ budgetUsd })]),
  ),
});
const estimated = {
  total: 100.004,
  modules: new Map([
    ["a", 60],
    ["b", 20],
  ]),
};

describe("budgets of a plan", () => {
  it("stand beside what is estimated, in whole cents, that of the environment first", () => {
    expect(budgetUse(config(100, { b: 10, a: 60 }), estimated)).to.deep.equal([
      { budgetUsd: 100, monthlyUsd: 100 },
      { module: "a", budgetUsd: 60, monthlyUsd: 60 },
      { module: "b", budgetUsd: 10, monthlyUsd: 20 },
    ]);
  });

  it("are none where nobody set one, and then nothing is said", () => {
    const uses = budgetUse(config(false, { a: false, b: false }), estimated);
    expect(uses).to.deep.equal([]);
    expect(budgetSections(uses)).to.deep.equal([]);
  });

  it("count nothing for a module that costs nothing of its own", () => {
    expect(budgetUse(config(false, { c: 5 }), estimated)).to.deep.equal([
      { module: "c", budgetUsd: 5, monthlyUsd: 0 },
    ]);
  });

  it("are faults where the estimate is above, and not where it is as much", () => {
    const uses = budgetUse(config(99.5, { a: 60, b: 19.99 }), estimated);
    expect(overBudget("dev", uses).map(faultText)).to.deep.equal([
      "budget.monthlyUsd must be at least the estimate of the plan, 100.00 USD a month; got 99.5. Raise it, or plan less: npx ai-platform plan dev --costs shows what costs.",
      "modules.b.budgetUsd must be at least the estimate of the plan, 20.00 USD a month; got 19.99. Raise it, or plan less: npx ai-platform plan dev --costs shows what costs.",
    ]);
    const [section] = budgetSections(uses);
    expect(section!.rows.map((row) => row.at(-1))).to.deep.equal([
      { alarm: "101%" },
      "100%",
      { alarm: "100%" },
    ]);
    expect(section!.note).to.contain("2 above the budget");
  });
});

describe("a plan and its budget", () => {
  const planned = (monthlyUsd: number) => {
    const dev = configOf("dev");
    return planOf("dev", { ...dev, budget: { ...dev.budget, monthlyUsd } });
  };

  it("is sound below", async () => {
    const plan = await planned(100_000);
    expect(plan.overBudget).to.deep.equal([]);
    expect(exitCodeOf(plan)).to.equal(0);
    expect(reportOf(plan).cost.budgets).to.deep.equal([
      { budgetUsd: 100_000, monthlyUsd: Math.round(plan.cost.total * 100) / 100 },
    ]);
  });

  it("is refused above, as for a mandatory rule, and says why", async () => {
    const plan = await planned(1);
    expect(exitCodeOf(plan)).to.equal(2);
    expect(refusalsOf(plan)).to.have.length(2);
    expect(refusalsOf(plan)[0]).to.equal("dev would cost more than 1 budget(s):");
    expect(reportOf(plan).cost.overBudget).to.deep.equal(plan.overBudget);
    expect(plan.overBudget[0]).to.deep.include({ path: "budget.monthlyUsd", got: "1" });
  });
});
