import { expect } from "chai";
import { estimate } from "../../../automation/cost";
import { Graph } from "../../../simulator/graph";
import { assumptions } from "./assumptions";
import { costs, node } from "./cases";

describe("cost of budgets", () => {
  const action = (name: string) => node("aws:budgets/budgetAction:BudgetAction", {}, {}, name);
  const usdOf = (count: number) => {
    const graph = new Graph(Array.from({ length: count }, (_, index) => action(`action-${index}`)));
    return Number(estimate(graph, "ap-northeast-2", assumptions).total.toFixed(6));
  };

  costs("a budget without an action", [node("aws:budgets/budget:Budget")], {});

  it("is nothing for the first two with an action, then each is billed by the day", () => {
    expect([1, 2, 3, 4].map(usdOf)).to.deep.equal(
      [0, 0, 1, 2].map((n) => Number(((n * 730 * 0.1) / 24).toFixed(6))),
    );
  });
});
