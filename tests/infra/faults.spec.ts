import { expect } from "chai";
import fc from "fast-check";
import { ConfigFaults, fault, faultText, pathText } from "../../infra/faults";

const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe("the path of a fault", () => {
  const cases: readonly (readonly [path: readonly PropertyKey[], text: string])[] = [
    [[], ""],
    [["network"], "network"],
    [["modules", "a-b", "routes", 0], "modules.a-b.routes[0]"],
    [["modules", "a b", 0, "x"], 'modules["a b"][0].x'],
    [["a.b"], '["a.b"]'],
    [[""], '[""]'],
    [['"'], '["\\""]'],
    [[0], "[0]"],
    [["a", "0"], "a.0"],
    [["\n"], '["\\n"]'],
  ];
  for (const [path, text] of cases)
    it(`of ${JSON.stringify(path)} is ${JSON.stringify(text)}`, () => expect(pathText(path)).to.equal(text));

  it("cuts a long name short", () => {
    expect(pathText(["a", "b".repeat(81), "c"])).to.equal(`a["${"b".repeat(80)}…"].c`);
    expect(pathText(["b".repeat(80)])).to.equal("b".repeat(80));
  });
});

describe("the text of a fault", () => {
  it("is path, rule, value and fix in one line", () => {
    expect(faultText(fault(["a", "b"], "must be 1", 2, "Write 1."))).to.equal(
      "a.b must be 1; got 2. Write 1.",
    );
  });

  it("leaves out a value that there is none of", () => {
    expect(faultText(fault("a", "is required", undefined, "Add it."))).to.equal("a is required. Add it.");
    expect(fault("a", "is required", undefined, "Add it.")).not.to.have.property("got");
  });

  it("names the file where there is no path", () => {
    expect(faultText(fault("", "is empty", null, "Fill it."))).to.equal(
      "the file is empty; got null. Fill it.",
    );
  });

  const shown: readonly (readonly [value: unknown, got: string])[] = [
    ["x", '"x"'],
    [false, "false"],
    [null, "null"],
    [{ a: [1] }, '{"a":[1]}'],
    [10n, '"10"'],
    [Infinity, '"Infinity"'],
    [[NaN], '["NaN"]'],
    [Symbol.for("x"), "Symbol(x)"],
    ["\u001b[31m", '"\\u001b[31m"'],
    ["\u009b31m\u202e", '"\ufffd31m\ufffd"'],
    ["a".repeat(78), `"${"a".repeat(78)}"`],
    ["a".repeat(79), `"${"a".repeat(79)}…`],
    ["a".repeat(78) + "😀", `"${"a".repeat(78)}…`],
  ];
  for (const [value, got] of shown)
    it(`shows ${String(value).slice(0, 20)} as ${got.slice(0, 20)}`, () =>
      expect(fault("", "", value, "").got).to.equal(got));

  it("never holds a character that a terminal obeys, nor half of a character", () => {
    const text = fc.string({ unit: "binary", maxLength: 120 });
    fc.assert(
      fc.property(fc.array(text), text, fc.jsonValue(), text, (path, rule, value, fix) => {
        const line = faultText(fault(path, rule, value, fix));
        expect(unprintable.test(line)).to.equal(false);
        expect(Buffer.from(line).toString()).to.equal(line);
      }),
    );
  });

  it("stands in the message of an error with all others", () => {
    const error = new ConfigFaults([fault("a", "is bad", 1, "Mend it."), fault("b", "is worse", 2, "Stop.")]);
    expect(error.message).to.equal(
      "the stack configuration has 2 fault(s):\n  a is bad; got 1. Mend it.\n  b is worse; got 2. Stop.",
    );
    expect(error.name).to.equal("ConfigFaults");
  });
});
