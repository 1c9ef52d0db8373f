import { expect } from "chai";
import type { Section } from "../../../automation/render/section";
import { alarm } from "../../../automation/render/section";
import { textOf } from "../../../automation/render/text";

const palette = {
  bold: (text: string) => text,
  dim: (text: string) => text,
  red: (text: string) => `!${text}!`,
};
const section: Section = {
  title: "Data",
  columns: [{ heading: "kept in" }, { heading: "USD", align: "right" }, { heading: "how it runs" }],
  rows: [
    ["MariaDB", "418.87", "db.r7g.large, standby in another zone"],
    ["Qdrant", "90.00", alarm("one node, one copy of a vector")],
  ],
  note: "What leaves the stack file stays in AWS.",
};

describe("sections as text", () => {
  it("have one line a row where nothing ends the line", () => {
    expect(textOf([section], palette).split("\n")).to.deep.equal([
      "Data",
      "  kept in     USD  how it runs",
      "  MariaDB  418.87  db.r7g.large, standby in another zone",
      "  Qdrant    90.00  !one node, one copy of a vector!",
      "  What leaves the stack file stays in AWS.",
    ]);
  });

  it("break words of the widest column where the terminal ends, each line with its colour", () => {
    expect(textOf([section], palette, 40).split("\n")).to.deep.equal([
      "Data",
      "  kept in     USD  how it runs",
      "  MariaDB  418.87  db.r7g.large, standby",
      "                   in another zone",
      "  Qdrant    90.00  !one node, one copy of!",
      "                   !a vector!",
      "  What leaves the stack file stays in",
      "  AWS.",
    ]);
  });

  it("never break numbers or narrow columns, however narrow the terminal", () => {
    const lines = textOf([section], palette, 10).split("\n");
    expect(lines).to.include("  MariaDB  418.87  db.r7g.large,");
  });
});
