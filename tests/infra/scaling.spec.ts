import { expect } from "chai";
import { isScaled } from "../../infra/scaling";

const night = { at: "cron(0 21 * * ? *)", timezone: "UTC", min: 0, max: 0 };

describe("whether something else than Pulumi decides how many tasks run", () => {
  const cases: readonly (readonly [what: string, Parameters<typeof isScaled>[0], boolean])[] = [
    ["room between min and max", { min: 1, max: 2, schedules: {} }, true],
    ["a fixed number", { min: 2, max: 2, schedules: {} }, false],
    ["one task", { min: 1, max: 1, schedules: {} }, false],
    ["a fixed number that a schedule changes", { min: 2, max: 2, schedules: { night } }, true],
    ["both", { min: 1, max: 2, schedules: { night } }, true],
  ];
  for (const [what, scaling, is] of cases)
    it(`${what}: ${is}`, () => {
      expect(isScaled(scaling)).to.equal(is);
    });
});
