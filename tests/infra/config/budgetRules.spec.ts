import { expect } from "chai";
import { budgetRules } from "../../../infra/config/rules/budget";
import { faultText } from "../../../infra/faults";
import { moduleConfig } from "../../support/fixtures";
import { configOf } from "../../support/harness";
import { ruleTable } from "./ruleTable";

const module = "modules.planning";
const stop = { atPercent: 120, approval: "manual" };

ruleTable("rules of budgets", [
  {
    says: "budget.monthlyUsd must be at least the sum of the modules' budgets, 700 USD; got 600. Raise it, or lower budgetUsd of a module.",
    wrong: { "budget.monthlyUsd": 600, [`${module}.budgetUsd`]: 400, "modules.support.budgetUsd": 300 },
    right: { "budget.monthlyUsd": 700, [`${module}.budgetUsd`]: 400, "modules.support.budgetUsd": 300 },
  },
  {
    says: "budget.actualPercents must name no percent twice; got [80,80]. Remove one; AWS refuses the second.",
    wrong: { "budget.actualPercents": [80, 80] },
    right: { "budget.actualPercents": [80], "budget.forecastPercents": [80] },
  },
  {
    says: "budget.forecastPercents must name no percent twice; got [100,90,100]. Remove one; AWS refuses the second.",
    wrong: { "budget.forecastPercents": [100, 90, 100] },
    right: { "budget.forecastPercents": [] },
  },
  {
    trap: "a brake without a pedal",
    says: 'budget.stopAiCalls needs a budget; got {"atPercent":120}. Write budget.monthlyUsd, or budgetUsd of a module.',
    wrong: { "budget.monthlyUsd": false, "budget.stopAiCalls": stop },
    right: { "budget.monthlyUsd": false, "budget.stopAiCalls": stop, [`${module}.budgetUsd`]: 100 },
  },
  {
    trap: "calls that stop before anybody was told",
    says: "budget.stopAiCalls.atPercent must be above one of budget.actualPercents; got 80. Otherwise calls stop before anybody was told; raise it.",
    wrong: { "budget.stopAiCalls": { ...stop, atPercent: 80 } },
    right: { "budget.stopAiCalls": { ...stop, atPercent: 81 } },
  },
  {
    says: "budget.monthlyUsd is required in prod; got false. Nobody would hear of a cost that runs away; write what the environment may cost in a month, above the estimate of the plan.",
    stack: "prod",
    wrong: {
      "budget.monthlyUsd": false,
      "budget.stopAiCalls": false,
      [`${module}.budgetUsd`]: false,
      "modules.support.budgetUsd": false,
    },
    right: { "budget.covers": "account" },
  },
]);

describe("rules of an action", () => {
  const faultsWith = (callers: number) => {
    const dev = configOf("dev");
    const modules = Object.fromEntries(
      Array.from({ length: callers }, (_, index) => [
        `m-${index}`,
        moduleConfig({ aiProviders: ["bedrock"] }),
      ]),
    );
    const budget = { ...dev.budget, stopAiCalls: { atPercent: 120, approval: "manual" as const } };
    return budgetRules({ ...dev, modules, budget }).map(faultText);
  };

  it("say how many roles AWS takes", () => {
    expect(faultsWith(100)).to.deep.equal([]);
    expect(faultsWith(101)).to.deep.equal([
      "budget.stopAiCalls must be false with more than 100 roles to stop; got 101. An action of AWS takes no more; give modules budgets of their own without budget.monthlyUsd.",
    ]);
  });
});
