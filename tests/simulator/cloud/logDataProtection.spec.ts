import { expect } from "chai";
import { dataProtectionPolicy } from "../../../infra/privacy/policy";
import { protectionFault } from "../../../simulator/aws/services/logDataProtection";

const findings = "/audit/findings";
const there = [{ type: "aws:cloudwatch/logGroup:LogGroup", values: { name: findings } }];
const policy = (identifiers: Record<string, string> = {}) => dataProtectionPolicy({ findings, identifiers });
const refusal = (policyDocument: string, logGroupName = "/modules/planning", others = there) =>
  protectionFault({ logGroupName, policyDocument }, others)?.detail;

describe("data protection policies", () => {
  it("are taken as the program makes them", () => expect(refusal(policy({ A: "a" }))).to.equal(undefined));

  for (const [what, said, detail] of [
    ["parentheses", refusal(policy({ A: "(a)" })), "no other characters"],
    ["eleven identifiers", refusal(policy({ A: "a", B: "b", C: "c", D: "d" })), "may be 10"],
    ["findings in the log itself", refusal(policy(), findings), "not go to the log group itself"],
    ["findings nowhere", refusal(policy(), "/modules/planning", []), "there is no log group"],
    [
      "other identifiers to mask",
      refusal(policy().replace(/"EmailAddress"|EmailAddress/, "IpAddress")),
      "the same",
    ],
  ] as const)
    it(`are refused with ${what}`, () => expect(said).to.include(detail));
});
