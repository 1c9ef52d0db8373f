import { maximumRoles, stoppedRoles } from "../../budget";
import { fault, type Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";

/** Budgets that add up, and that somebody hears of before anything is stopped. */
export function budgetRules(config: EnvironmentConfig): Fault[] {
  const { budget, modules, profile } = config;
  const { monthlyUsd, actualPercents, stopAiCalls } = budget;
  const given = Object.values(modules).flatMap(({ budgetUsd }) => (budgetUsd === false ? [] : [budgetUsd]));
  const sum = given.reduce((total, usd) => total + usd, 0);
  const roles = stoppedRoles(modules).length;
  return [
    ...(monthlyUsd === false || sum <= monthlyUsd
      ? []
      : [
          fault(
            "budget.monthlyUsd",
            `must be at least the sum of the modules' budgets, ${sum} USD`,
            monthlyUsd,
            "Raise it, or lower budgetUsd of a module.",
          ),
        ]),
    ...repeated("budget.actualPercents", actualPercents),
    ...repeated("budget.forecastPercents", budget.forecastPercents),
    ...(stopAiCalls === false ? [] : stopFaults(stopAiCalls.atPercent, budget, given.length, roles)),
    ...(profile !== "prod" || monthlyUsd !== false
      ? []
      : [
          fault(
            "budget.monthlyUsd",
            "is required in prod",
            false,
            "Nobody would hear of a cost that runs away; write what the environment may cost in a month, above the estimate of the plan.",
          ),
        ]),
  ];
}

function repeated(path: string, percents: readonly number[]): Fault[] {
  return new Set(percents).size === percents.length
    ? []
    : [fault(path, "must name no percent twice", percents, "Remove one; AWS refuses the second.")];
}

function stopFaults(
  atPercent: number,
  { monthlyUsd, actualPercents }: EnvironmentConfig["budget"],
  moduleBudgets: number,
  roles: number,
): Fault[] {
  return [
    ...(monthlyUsd !== false || moduleBudgets > 0
      ? []
      : [
          fault(
            "budget.stopAiCalls",
            "needs a budget",
            { atPercent },
            "Write budget.monthlyUsd, or budgetUsd of a module.",
          ),
        ]),
    ...(actualPercents.some((percent) => percent < atPercent)
      ? []
      : [
          fault(
            "budget.stopAiCalls.atPercent",
            "must be above one of budget.actualPercents",
            atPercent,
            "Otherwise calls stop before anybody was told; raise it.",
          ),
        ]),
    ...(monthlyUsd === false || roles <= maximumRoles
      ? []
      : [
          fault(
            "budget.stopAiCalls",
            `must be false with more than ${maximumRoles} roles to stop`,
            roles,
            "An action of AWS takes no more; give modules budgets of their own without budget.monthlyUsd.",
          ),
        ]),
  ];
}
