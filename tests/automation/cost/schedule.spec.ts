import { expect } from "chai";
import { runsPerMonth } from "../../../automation/cost/schedule";

describe("runs of a schedule", () => {
  const month = 365 / 12;
  const cases: [string, number | undefined][] = [
    ["rate(5 minutes)", month * 288],
    ["rate(1 hour)", month * 24],
    ["rate(2 days)", month / 2],
    ["at(2026-12-01T03:00:00)", 0],
    ["cron(0 3 * * ? *)", month],
    ["cron(0 3 ? * * *)", month],
    ["cron(*/15 * * * ? *)", month * 96],
    ["cron(0/20 8-17 ? * MON-FRI *)", (month * 30 * 5) / 7],
    ["cron(0 9,18 ? * 2 2026)", (month * 2) / 7],
    ["cron(30 1 1 * ? *)", 1],
    ["cron(30 1 1,15 * ? *)", 2],
    ["cron(0 0 L * ? *)", 1],
    ["cron(0 0 ? * 6#3 *)", 1],
    ["cron(0 0 1 JAN,jul ? *)", 1 / 6],
    ["cron(0 0 1 1/3 ? *)", 1 / 3],
    ["cron(0 0 1 13 ? *)", undefined],
    ["cron(50-10 0 * * ? *)", undefined],
    ["cron(0/0 0 * * ? *)", undefined],
    ["cron(0 3 * * *)", undefined],
    ["cron(a b c d e f)", undefined],
    ["rate(0 minutes)", undefined],
    ["rate(1 week)", undefined],
    ["", undefined],
  ];
  for (const [expression, runs] of cases)
    it(`${expression || "without an expression"}: ${runs?.toFixed(2) ?? "unknown"} a month`, () => {
      const read = runsPerMonth(expression, 730);
      if (runs === undefined) expect(read).to.equal(undefined);
      else expect(read).to.be.closeTo(runs, 1e-9);
    });

  it("are fewer in a month of fewer hours", () => expect(runsPerMonth("rate(1 hour)", 100)).to.equal(100));
});
