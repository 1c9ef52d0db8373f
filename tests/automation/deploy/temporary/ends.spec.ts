import { expect } from "chai";
import { InvalidArgumentError } from "commander";
import {
  type Asked,
  beginning,
  parseEnding,
  type Standing,
  standingOf,
} from "../../../../automation/deploy/temporary/ends";
import { parseTtl } from "../../../../automation/deploy/temporary/ttl";
import { OperatorError } from "../../../../automation/operatorError";

const now = Date.parse("2026-01-02T00:00:00Z");
const ending = (until: string) => ({ from: "dev", until });

describe("the end of an environment", () => {
  const standings: readonly (readonly [until: string | undefined, standing: Standing])[] = [
    ["2026-01-01T23:59:59Z", "is due"],
    ["2026-01-02T00:00:00Z", "is due"],
    ["2026-01-02T00:00:00.001Z", "ends"],
    ["2030-01-01T00:00:00Z", "ends"],
    [undefined, "is unreadable"],
  ];
  for (const [until, standing] of standings)
    it(`at ${until} ${standing}`, () => {
      const environment = { stack: "pr-1", ...(until === undefined ? {} : { ending: ending(until) }) };
      expect(standingOf(environment, now)).to.equal(standing);
    });

  it("is read as it was written", () => {
    const written = ending(new Date(now).toISOString());
    expect(parseEnding(JSON.stringify(written))).to.deep.equal(written);
  });

  for (const value of [
    "",
    "soon",
    "null",
    '"2026-01-01T00:00:00Z"',
    '{"from":"dev"}',
    '{"from":"dev","until":"2026-01-01"}',
    '{"from":"dev","until":"2026-01-01T00:00:00"}',
    '{"from":"","until":"2026-01-01T00:00:00Z"}',
    '{"until":"2026-01-01T00:00:00Z"}',
  ])
    it(`cannot be read from ${value}`, () => {
      expect(parseEnding(value)).to.equal(undefined);
    });
});

describe("how long an environment lives", () => {
  for (const [text, hours] of [
    ["90m", 1.5],
    ["48h", 48],
    ["7d", 168],
    ["30d", 720],
  ] as const)
    it(`is ${hours} hours for ${text}`, () => {
      expect(parseTtl(text)).to.equal(hours * 3_600_000);
    });

  for (const text of ["", "0h", "-1h", "1.5h", "48", "h", "1w", "31d", "721h", "1e3h", " 1h", "48 h"])
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(() => parseTtl(text)).to.throw(InvalidArgumentError, "Say how long it lives");
    });
});

describe("an environment from another", () => {
  const asked: Asked = { stack: "pr-1", from: "dev", ending: undefined, file: false };
  const mine = ending("2026-01-01T00:00:00Z");

  it("is made where nothing is", () => {
    expect(beginning(asked)).to.equal("make");
  });

  it("goes on where it was made so before, also when it is due, with its file or without", () => {
    for (const file of [true, false]) expect(beginning({ ...asked, ending: mine, file })).to.equal("goOn");
  });

  const refused: readonly (readonly [what: string, asked: Asked, why: RegExp])[] = [
    ["itself", { ...asked, stack: "dev", file: true }, /dev cannot be made from itself/],
    ["itself, even with an end", { ...asked, stack: "dev", ending: mine }, /from itself/],
    ["a stack with a file of its own", { ...asked, stack: "prod", file: true }, /was not made by --from/],
    ["one from elsewhere", { ...asked, ending: mine, from: "qa" }, /was made from dev, not from qa/],
  ];
  for (const [what, given, why] of refused)
    it(`is never ${what}`, () => {
      expect(() => beginning(given)).to.throw(OperatorError, why);
    });
});
