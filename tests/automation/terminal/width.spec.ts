import { expect } from "chai";
import { terminalWidth, wrappedLines } from "../../../automation/terminal/width";

describe("the width of a terminal", () => {
  it("has no end in a pipe, nor where nobody knows it", () => {
    expect([{}, { columns: 0 }, { columns: 80 }].map((stream) => terminalWidth(stream))).to.deep.equal([
      Infinity,
      Infinity,
      80,
    ]);
  });

  const fault = "  modules.planning.rutes is not a known key. Did you mean routes?";
  for (const [name, text, width, lines] of [
    ["leaves what fits", `faults:\n${fault}`, 80, ["faults:", fault]],
    [
      "goes on below the beginning of a line",
      `1 fault:\n${fault}`,
      40,
      ["1 fault:", "  modules.planning.rutes is not a", "    known key. Did you mean routes?"],
    ],
    ["breaks a word that no line can hold", "x".repeat(12), 8, ["xxxxxx", "  xxxxxx"]],
    ["leaves a pipe alone", fault.repeat(4), Infinity, [fault.repeat(4)]],
  ] as const)
    it(name, () => {
      expect(wrappedLines(text, width).split("\n")).to.deep.equal(lines);
    });
});
