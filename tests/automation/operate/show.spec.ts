import { expect } from "chai";
import { minuteText, shownText } from "../../../automation/operate/show";
import { parseSince } from "../../../automation/operate/since";

const section = {
  title: "Modules",
  columns: [{ heading: "module" }, { heading: "state" }, { heading: "released" }],
  rows: [
    ["planning", "ok", "sha256:0123456789ab"],
    ["support", { alarm: "missing" }, ""],
  ],
  note: "A note.",
};

describe("what operators are shown", () => {
  it("is a headline and its tables, within the width of the terminal", () => {
    const pipe = shownText({ headline: "dev", sections: [section] }, Infinity);
    expect(pipe).to.contain("planning  ok       sha256:0123456789ab");
    const narrow = shownText({ headline: "dev", sections: [section] }, 40).split("\n");
    expect(narrow.filter((line) => line.length > 40)).to.deep.equal([]);
    expect(shownText({ headline: "dev", sections: [] })).to.match(/dev.*\n$/);
  });

  it("tells times in UTC", () => {
    expect(minuteText(new Date(1_700_000_000_000))).to.equal("2023-11-14 22:13Z");
  });
});

describe("how far back", () => {
  it("is a number with a unit", () => {
    expect(["90s", "15m", "2h", "7d"].map(parseSince)).to.deep.equal([
      90_000, 900_000, 7_200_000, 604_800_000,
    ]);
    for (const wrong of ["", "15", "m", "0m", "-1h", "1w", "1.5h"])
      expect(() => parseSince(wrong)).to.throw("Say how far back");
  });
});
