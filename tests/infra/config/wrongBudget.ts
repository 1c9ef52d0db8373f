import { amount, choice, flag, list, optionalSection, section, text, whole, type Wrong } from "./wrongKinds";

const percents = (min: number) =>
  list({
    items: whole(1, 1000).filter(([what]) => what !== "a list"),
    sound: ["80", "90"],
    min,
    max: 4,
  });

/** What cannot stand at the paths that say what may be spent. */
export const wrongBudget: Readonly<Record<string, readonly Wrong[]>> = {
  budget: section,
  "budget.monthlyUsd": amount(100_000_000),
  "budget.covers": choice(["account"], "accounts"),
  "budget.actualPercents": percents(1),
  "budget.forecastPercents": percents(0),
  "budget.stopAiCalls": optionalSection,
  "budget.stopAiCalls.atPercent": whole(1, 1000),
  "budget.stopAiCalls.approval": choice(["manual"], "automatical"),
  "modules.*.budgetUsd": amount(100_000_000),
  "account.costAnomalies": optionalSection,
  "account.costAnomalies.minimumUsd": amount(1_000_000),
  "account.costAnomalies.monitorArn": text("monitor", "arn:aws:ce::12345:anomalymonitor/a"),
  "account.costTags": flag,
};
