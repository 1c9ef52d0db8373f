import type { Estimator, EstimatorTable } from "./estimator";

/** Budgets of an account whose actions are free. What its other environments have is not known here. */
const freeBudgets = 2;

/** A budget is free, and so is one with an action as long as there are few; then each is billed by the day. */
const budgetAction: Estimator = (node, { graph, assumptions }) => {
  const free = graph.ofType(node.type).indexOf(node) < freeBudgets;
  return [
    {
      item: "budget with an action",
      quantity: free ? 0 : assumptions.hoursPerMonth / 24,
      price: "budget.action",
      field: "budget.stopAiCalls",
    },
  ];
};

export const budgetEstimators: EstimatorTable = { "aws:budgets/budgetAction:BudgetAction": budgetAction };
