import { rolePath } from "../naming";
import { providerKeyTag } from "./data";
import type { Statement } from "./statements";

/**
 * All that `invokeModels`, `invokeEndpoints` and `readSecrets` may have allowed a module for its AI services, whatever
 * its own policy says: of secrets only those with the key of a provider.
 */
export function denyAiCalls(region: string, account: string): Statement[] {
  return [
    {
      Sid: "StopCalls",
      Effect: "Deny",
      Action: ["bedrock:Invoke*", "sagemaker:InvokeEndpoint*"],
      Resource: "*",
    },
    {
      Sid: "StopReadingKeys",
      Effect: "Deny",
      Action: "secretsmanager:GetSecretValue",
      Resource: `arn:aws:secretsmanager:${region}:${account}:secret:*`,
      Condition: { Null: { [`aws:ResourceTag/${providerKeyTag}`]: "false" } },
    },
  ];
}

/**
 * Attach this policy to roles of modules, and take it off again.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#available-keys-for-iam
 */
export function attachOnly(policyArn: string, account: string, environment: string): Statement {
  return {
    Sid: "AttachOnlyTheDenial",
    Effect: "Allow",
    Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
    // Not one by one: a policy has room for about a hundred.
    Resource: `arn:aws:iam::${account}:role${rolePath(environment, "modules")}*`,
    Condition: { ArnEquals: { "iam:PolicyARN": policyArn } },
  };
}

/** AWS Budgets, and what watches costs for anomalies. */
const tellers = ["budgets.amazonaws.com", "costalerts.amazonaws.com"];

/**
 * For a topic's own policy.
 * https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 * https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html
 */
export function costsPublish(topicArn: string, account: string): Statement {
  return {
    Sid: "CostsPublish",
    Effect: "Allow",
    Principal: { Service: tellers },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  };
}

/** For the policy of the key of a topic, by the same pages: without it a budget is there and tells nobody. */
export function costsUseKey(account: string): Statement {
  return {
    Sid: "CostsUseKey",
    Effect: "Allow",
    Principal: { Service: tellers },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  };
}
