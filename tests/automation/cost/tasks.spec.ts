import { expect } from "chai";
import fc from "fast-check";
import { splitTasks } from "../../../automation/cost/tasks";

const of = (provider: string, base: number, weight: number) => ({ provider, base, weight });

describe("tasks by capacity provider", () => {
  const cases: [string, number, Parameters<typeof splitTasks>[1], Record<string, number>][] = [
    ["all on the only provider", 3, [of("FARGATE", 0, 1)], { FARGATE: 3 }],
    [
      "the base first, the rest by weight",
      5,
      [of("FARGATE", 1, 1), of("FARGATE_SPOT", 0, 3)],
      { FARGATE: 2, FARGATE_SPOT: 3 },
    ],
    [
      "averages that are not whole",
      3,
      [of("FARGATE", 0, 1), of("FARGATE_SPOT", 0, 3)],
      { FARGATE: 0.75, FARGATE_SPOT: 2.25 },
    ],
    [
      "no more than there are on a large base",
      1,
      [of("FARGATE", 4, 1), of("FARGATE_SPOT", 0, 1)],
      { FARGATE: 1, FARGATE_SPOT: 0 },
    ],
    [
      "on the first provider without weights",
      2,
      [of("FARGATE_SPOT", 0, 0), of("FARGATE", 0, 0)],
      { FARGATE_SPOT: 2, FARGATE: 0 },
    ],
    ["nowhere without providers", 2, [], {}],
  ];
  for (const [title, tasks, strategies, expected] of cases)
    it(`puts ${title}`, () =>
      expect(Object.fromEntries(splitTasks(tasks, strategies))).to.deep.equal(expected));

  it("places every task, whatever the strategy", () => {
    const provider = fc.constantFrom("FARGATE", "FARGATE_SPOT", "qdrant");
    const strategy = fc.record({ provider, base: fc.nat(10), weight: fc.nat(10) });
    fc.assert(
      fc.property(fc.nat(50), fc.array(strategy, { minLength: 1, maxLength: 5 }), (tasks, strategies) => {
        const placed = [...splitTasks(tasks, strategies).values()].reduce((sum, count) => sum + count, 0);
        expect(placed).to.be.closeTo(tasks, 1e-9);
      }),
    );
  });
});
