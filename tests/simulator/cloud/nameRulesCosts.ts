import type { NameTest } from "./nameRules";

/** Of budgets and of what watches costs. */
export const costNames: readonly NameTest[] = [
  {
    type: "aws:budgets/budget:Budget",
    ...{ max: 100, good: ["a-B_9 c/d"], bad: ["", "a:b", "a\\b", "a/action/b"] },
    taken: "DuplicateRecordException",
  },
  {
    type: "aws:costexplorer/anomalyMonitor:AnomalyMonitor",
    ...{ max: 1024, good: ["a b/c:d", "비용"], bad: [""] },
  },
  {
    type: "aws:costexplorer/anomalySubscription:AnomalySubscription",
    ...{ max: 1024, good: ["a b/c:d", "비용"], bad: [""] },
  },
];
