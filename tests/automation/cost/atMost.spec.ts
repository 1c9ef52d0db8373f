import { expect } from "chai";
import { totalAtMost } from "../../../automation/cost";
import { planOf } from "../../../automation/plan/makePlan";
import { mostTasks } from "../../../infra/scaling";
import { configOf } from "../../support/harness";

describe("the cost at the most tasks", () => {
  for (const stack of ["dev", "prod"] as const)
    it(`of ${stack} is that of as many tasks at the least`, async () => {
      const config = configOf(stack);
      const { graph, cost } = await planOf(stack, config);
      const full = Object.entries(config.modules).map(([name, { scaling, ...module }]) => [
        name,
        { ...module, scaling: { ...scaling, min: mostTasks(scaling) } },
      ]);
      const most = await planOf(stack, {
        ...config,
        modules: Object.fromEntries(full) as typeof config.modules,
      });
      const total = totalAtMost(graph, config.aws.region, config.costs);
      // What never scales has no alarms to scale by, some tenths of a dollar each.
      expect(total)
        .to.be.closeTo(most.cost.total, 2)
        .and.above(cost.total + 10);
    });
});
