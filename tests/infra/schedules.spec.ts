import { expect } from "chai";
import fc from "fast-check";
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

  /** A value, a range or a list within the bounds, with a step or without. */
  const field = (from: number, to: number) => {
    const value = fc.integer({ min: from, max: to });
    const range = fc.tuple(value, value).map((ends) => ends.sort((a, b) => a - b).join("-"));
    const item = fc.oneof(value.map(String), range, fc.constant("*"));
    const step = fc.oneof(
      fc.constant(""),
      fc.integer({ min: 1, max: to - from }).map((by) => `/${by}`),
    );
    return fc.array(
      fc.tuple(item, step).map((parts) => parts.join("")),
      { minLength: 1, maxLength: 3 },
    );
  };
  const bounds = [
    [0, 59],
    [0, 23],
    [1, 31],
    [1, 12],
    [1, 7],
    [1970, 2199],
  ] as const;
  const crons = fc
    .tuple(...bounds.map(([from, to]) => field(from, to)))
    .map((fields) => fields.map((items) => items.join(",")));

  it("can be anything within the bounds of its fields", () => {
    fc.assert(fc.property(crons, (fields) => scheduleFault(`cron(${fields.join(" ")})`) === undefined));
  });

  it("cannot be anything with one value outside of them, and says which", () => {
    fc.assert(
      fc.property(crons, fc.nat({ max: 5 }), fc.boolean(), (fields, index, below) => {
        const [from, to] = bounds[index]!;
        const wrong = `${fields[index]},${below && from > 0 ? from - 1 : to + 1}`;
        const text = `cron(${fields.with(index, wrong).join(" ")})`;
        return scheduleFault(text)?.fix.endsWith(`field cannot be ${wrong}.`) ?? false;
      }),
    );
  });

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
  for (const zone of ["Asia/Seoul", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT-9", "US/Pacific"])
    it(`can be ${zone}`, () => expect(timezoneFault(zone)).to.equal(undefined));
  for (const zone of ["Asia/Soul", "Seoul", "KSTT"])
    it(`cannot be ${zone}`, () => expect(timezoneFault(zone)?.fix).to.contain("Asia/Seoul"));
  for (const [zone, right] of [
    ["asia/seoul", "Asia/Seoul"],
    ["utc", "UTC"],
  ] as const)
    it(`cannot be ${zone}`, () =>
      expect(timezoneFault(zone)).to.deep.equal({ rule: "must have its capitals", fix: `Write ${right}.` }));
});
