import { expect } from "chai";
import { parseStackFile } from "../../../infra/config/stackFile";

const told = (text: string) => parseStackFile(text).faults.map(({ path, rule }) => `${path} ${rule}`);

/** Pulumi's engine reads a stack file as well, and ends plain text between brackets at a question mark. */
describe("a question mark in a stack file", () => {
  const wrong = ["line 2 must be in quotes, because of the question mark"];
  const cases: readonly (readonly [text: string, faults: readonly string[]])[] = [
    ["config:\n  a:b: { at: cron(0 3 * * ? *) }\n", wrong],
    ["config:\n  a:b: [cron(0 3 * * ? *)]\n", wrong],
    ['config:\n  a:b: { at: "cron(0 3 * * ? *)" }\n', []],
    ["config:\n  a:b:\n    at: cron(0 3 * * ? *)\n", []],
  ];
  for (const [text, faults] of cases)
    it(`is ${faults.length > 0 ? "refused" : "sound"} in ${JSON.stringify(text.slice(10))}`, () => {
      expect(told(text)).to.deep.equal(faults);
    });
});
