import { expect } from "chai";
import { scheduleFault, timezoneFault } from "../../infra/schedules";

describe("a schedule", () => {
  const right = [
    "rate(1 minute)",
    "rate(5 minutes)",
    "rate(1 hour)",
    "rate(12 hours)",
    "rate(1 day)",
    "cron(0 2 * * ? *)",
    "cron(59 23 31 12 ? 2199)",
    "cron(0/15 8-18 ? * MON-FRI *)",
    "cron(*/5 * * JAN,jul ? 2026-2030)",
    "cron(0 9,17 1,15 * ? *)",
    "cron(0 10 ? * 6L *)",
    "cron(0 10 ? * TUE#1 *)",
    "cron(0 10 ? * 2#5 *)",
    "cron(0 0 L * ? *)",
    "cron(0 0 L-3 * ? *)",
    "cron(0 0 LW * ? *)",
    "cron(0 0 15W * ? *)",
  ];
  for (const text of right) it(`can be ${text}`, () => expect(scheduleFault(text)).to.equal(undefined));

  const wrong: readonly (readonly [text: string, field: string])[] = [
    ["cron(60 2 * * ? *)", "minutes"],
    ["cron(-1 2 * * ? *)", "minutes"],
    ["cron(0 24 * * ? *)", "hours"],
    ["cron(0 18-8 * * ? *)", "hours"],
    ["cron(0 */24 * * ? *)", "hours"],
    ["cron(0 */0 * * ? *)", "hours"],
    ["cron(0 2/3/4 * * ? *)", "hours"],
    ["cron(0 2, * * ? *)", "hours"],
    ["cron(0 2h * * ? *)", "hours"],
    ["cron(0 2 0 * ? *)", "day-of-month"],
    ["cron(0 2 32 * ? *)", "day-of-month"],
    ["cron(0 2 32W * ? *)", "day-of-month"],
    ["cron(0 2 L-31 * ? *)", "day-of-month"],
    ["cron(0 2 * 13 ? *)", "month"],
    ["cron(0 2 * 0 ? *)", "month"],
    ["cron(0 2 * MON ? *)", "month"],
    ["cron(0 2 ? * 0 *)", "day-of-week"],
    ["cron(0 2 ? * 8 *)", "day-of-week"],
    ["cron(0 2 ? * MO-FR *)", "day-of-week"],
    ["cron(0 2 ? * 2#6 *)", "day-of-week"],
    ["cron(0 2 * * ? 1969)", "year"],
    ["cron(0 2 * * ? 2200)", "year"],
    ["cron(0 2 * * ? ?)", "year"],
  ];
  for (const [text, field] of wrong)
    it(`cannot be ${text}`, () =>
      expect(scheduleFault(text)?.rule).to.match(new RegExp(`^must have ${field} of `)));

  it("says which field is wrong, and what it may be", () => {
    expect(scheduleFault("cron(0 2 ? * 8 *)")).to.deep.equal({
      rule: "must have day-of-week of 1 to 7 or SUN to SAT in its cron",
      fix: "The fifth field cannot be 8.",
    });
  });

  it("has a unit that goes with its number", () => {
    for (const [text, better] of [
      ["rate(1 hours)", "rate(1 hour)"],
      ["rate(5 hour)", "rate(5 hours)"],
      ["rate(2 day)", "rate(2 days)"],
      ["rate(1 minutes)", "rate(1 minute)"],
    ] as const)
      expect(scheduleFault(text)).to.deep.equal({
        rule: "must have a unit that goes with its number",
        fix: `Write ${better}.`,
      });
  });
});

describe("a time zone", () => {
  for (const zone of ["Asia/Seoul", "UTC", "America/Argentina/Buenos_Aires", "Europe/Berlin"])
    it(`can be ${zone}`, () => expect(timezoneFault(zone)).to.equal(undefined));
  for (const zone of ["Asia/Soul", "Seoul", "KSTT"])
    it(`cannot be ${zone}`, () => expect(timezoneFault(zone)?.fix).to.contain("Asia/Seoul"));
});
