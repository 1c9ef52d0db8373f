import { expect } from "chai";
import { listOf, numberOf, parsedOf, recordOf, recordsOf, textOf } from "../../../automation/cost/read";

describe("reads of resource inputs", () => {
  const numbers: [unknown, number | undefined][] = [
    [2, 2],
    [0, 0],
    ["512", 512],
    ["0.5", 0.5],
    ["1 GB", undefined],
    ["", undefined],
    [NaN, undefined],
    [Infinity, undefined],
    [true, undefined],
    [null, undefined],
    [undefined, undefined],
  ];
  for (const [value, expected] of numbers)
    it(`reads ${String(value)} (${typeof value}) as the number ${expected}`, () =>
      expect(numberOf(value)).to.equal(expected));

  it("reads JSON out of a text alone", () => {
    expect(['[{"a":1}]', "null", "{", "", 7, [1], undefined].map(parsedOf)).to.deep.equal([
      [{ a: 1 }],
      null,
      ...Array<undefined>(5),
    ]);
  });

  it("reads another shape as empty", () => {
    expect([textOf(1), listOf("a"), recordOf([1]), recordOf(null), recordsOf([1, { a: 1 }])]).to.deep.equal([
      undefined,
      [],
      {},
      {},
      [{ a: 1 }],
    ]);
  });
});
