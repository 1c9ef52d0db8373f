import { expect } from "chai";
import { costsPublish, costsUseKey } from "../../infra/iam/budgets";
import { policyDocument } from "../../infra/iam/statements";
import { decide } from "../support/iam";

const account = "123456789012";
const topic = `arn:aws:sns:ap-northeast-2:${account}:ai-platform-dev_warning`;
const key = `arn:aws:kms:ap-northeast-2:${account}:key/one`;

describe("what IAM lets AWS tell of costs", () => {
  for (const [principal, source, decision] of [
    ["budgets.amazonaws.com", account, "Allowed"],
    ["costalerts.amazonaws.com", account, "Allowed"],
    ["budgets.amazonaws.com", "111122223333", "ImplicitlyDenied"],
    ["costalerts.amazonaws.com", "111122223333", "ImplicitlyDenied"],
    ["events.amazonaws.com", account, "ImplicitlyDenied"],
  ] as const)
    it(`${principal} on behalf of ${source === account ? "the account" : "another"}: ${decision}`, async () => {
      const asked = { identityPolicies: {}, principal, context: { "aws:SourceAccount": source } };
      for (const [action, resource, statement] of [
        ["sns:Publish", topic, costsPublish(topic, account)],
        ["kms:Decrypt", key, costsUseKey(account)],
        ["kms:GenerateDataKey", key, costsUseKey(account)],
      ] as const)
        expect(
          await decide({ ...asked, action, resource, resourcePolicy: policyDocument([statement]) }),
          action,
        ).to.equal(decision);
    });
});
