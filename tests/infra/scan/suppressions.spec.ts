import { expect } from "chai";
import { parseSuppressions, readSuppressions, SuppressionFaults } from "../../../infra/scan/suppressions";

const right = `
- check: CKV_AWS_18
  resources: [logs, "dev:*-bucket"]
  reason: Nobody reads them.
  owner: platform-team@example.com
  ends: 2027-06-30
`;

/** What is wrong with a text, as an operator reads it. */
function faultsIn(text: string): string {
  try {
    parseSuppressions(text);
    return "";
  } catch (error) {
    if (error instanceof SuppressionFaults) return error.message;
    throw error;
  }
}

describe("the suppressions of the scanner", () => {
  it("are one for each resource", () => {
    const shared = { check: "CKV_AWS_18", reason: "Nobody reads them.", owner: "platform-team@example.com" };
    expect(parseSuppressions(right)).to.deep.equal([
      { ...shared, ends: "2027-06-30", resource: "logs" },
      { ...shared, ends: "2027-06-30", resource: "dev:*-bucket" },
    ]);
  });

  it("are none in an empty file", () => expect(parseSuppressions("# none\n")).to.deep.equal([]));

  it("of the project are right", () => expect(readSuppressions()).to.not.be.empty);

  const wrong: readonly (readonly [what: string, change: (text: string) => string, told: string])[] = [
    ["an unknown check", (text) => text.replace("CKV_AWS_18", "S3-18"), "[0].check must be an id of Checkov"],
    ["everything", (text) => text.replace("logs", '"*"'), "[0].resources[0] must name a resource"],
    ["everything in a stack", (text) => text.replace("logs", '":*"'), "[0].resources[0] must name"],
    ["no resource", (text) => text.replace(/resources: .*/, "resources: []"), "[0].resources must name"],
    ["a word as reason", (text) => text.replace("Nobody reads them.", "ok"), "[0].reason must say why"],
    ["no owner", (text) => text.replace(/ {2}owner: .*\n/, ""), "[0].owner must be a mail address"],
    ["a day that is none", (text) => text.replace("2027-06-30", "2027-02-30"), "[0].ends must be a day"],
    ["a month only", (text) => text.replace("2027-06-30", "2027-06"), "[0].ends must be a day"],
    ["another key", (text) => `${text}  until: 2028\n`, "until"],
    ["one thing twice", (text) => text + text, 'together once; got "CKV_AWS_18 logs"'],
    ["a text", () => "nothing", "is not right"],
    ["no YAML", () => "- {", "is not YAML"],
  ];
  for (const [what, change, told] of wrong)
    it(`are refused with ${what}`, () => expect(faultsIn(change(right))).to.include(told));

  it("are refused with all faults at once", () => {
    const text = right
      .replace("CKV_AWS_18", "18")
      .replace("2027-06-30", "soon")
      .replace("platform-team@", "");
    expect(faultsIn(text)).to.match(/^scan\/suppressions\.yaml has 3 fault\(s\):\n/);
  });
});
