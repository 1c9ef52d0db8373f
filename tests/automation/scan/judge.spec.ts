import { expect } from "chai";
import { type Finding, judge } from "../../../automation/scan/judge";
import type { Suppression } from "../../../infra/scan/suppressions";

const finding = (check: string, name: string, stack = "dev"): Finding => ({
  ...{ place: stack, stack, check, name },
  ...{ wants: "something", type: "aws:s3/bucket:Bucket" },
});
const suppression = (check: string, resource: string, ends = "2027-06-30"): Suppression => ({
  ...{ check, resource, ends },
  ...{ reason: "a good one", owner: "platform-team@example.com" },
});
const today = "2026-11-22";

/** Whether a suppression covers a finding. */
const covers = (resource: string, name: string, stack?: string) =>
  judge([finding("CKV_AWS_18", name, stack)], [suppression("CKV_AWS_18", resource)], today).open.length === 0;

describe("judging findings", () => {
  const table: readonly (readonly [resource: string, name: string, stack: string, covered: boolean])[] = [
    ["logs", "logs", "dev", true],
    ["logs", "logs-2", "dev", false],
    ["*-bucket", "planning-bucket", "dev", true],
    ["*-bucket", "planning-bucket-logs", "dev", false],
    ["data-*-logs", "data-bucket-access-logs", "prod", true],
    ["dev:*", "anything", "dev", true],
    ["dev:*", "anything", "prod", false],
    ["dev:logs", "logs", "prod", false],
    ["com.amazonaws.*-ingress", "com.amazonaws.ap-northeast-2.kms-ingress", "prod", true],
    ["com.amazonaws.*-ingress", "comxamazonaws.kms-ingress", "prod", false],
    ["a(b", "a(b", "dev", true],
  ];
  for (const [resource, name, stack, covered] of table)
    it(`${resource} is ${covered ? "" : "not "}for ${name} in ${stack}`, () =>
      expect(covers(resource, name, stack)).to.equal(covered));

  it("leaves another check of the same resource open", () => {
    const findings = [finding("CKV_AWS_18", "logs"), finding("CKV_AWS_21", "logs")];
    const { open, suppressed, unused } = judge(findings, [suppression("CKV_AWS_18", "logs")], today);
    expect(open.map(({ check }) => check)).to.deep.equal(["CKV_AWS_21"]);
    expect(suppressed.map(({ check }) => check)).to.deep.equal(["CKV_AWS_18"]);
    expect(unused).to.deep.equal([]);
  });

  it("opens what a suppression was for on the day after its last", () => {
    const ofToday = suppression("CKV_AWS_18", "logs", today);
    expect(judge([finding("CKV_AWS_18", "logs")], [ofToday], today)).to.deep.include({ open: [], ended: [] });
    const past = judge([finding("CKV_AWS_18", "logs")], [ofToday], "2026-11-23");
    expect(past.open).to.have.length(1);
    expect(past.ended).to.deep.equal([ofToday]);
    expect(past.unused, "an ended one is told once").to.deep.equal([]);
  });

  it("tells of suppressions that nothing needs", () => {
    const needed = [suppression("CKV_AWS_18", "logs"), suppression("CKV_AWS_18", "*")];
    const unneeded = suppression("CKV_AWS_18", "data");
    const { unused } = judge([finding("CKV_AWS_18", "logs")], [...needed, unneeded], today);
    expect(unused).to.deep.equal([unneeded]);
  });
});
