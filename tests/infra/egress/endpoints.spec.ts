import { expect } from "chai";
import { endpointServices } from "../../../infra/config/schema/network";
import { endpointStatements, type Served, takesPolicy } from "../../../infra/iam/endpoints";
import { policyDocument } from "../../../infra/iam/statements";
import { decide, type Decision } from "../../support/iam";

const own = "123456789012";
const registry = "111122223333";
const stranger = "999988887777";
const region = "ap-northeast-2";

/** Of a task that may do anything by its role, so that only the endpoint can say no. */
function through(
  service: Served,
  principal: string,
  action: string,
  resource: string,
  owner: string,
): Promise<Decision> {
  const allowed = (account: string) =>
    policyDocument([
      { Sid: "All", Effect: "Allow", Principal: { AWS: account }, Action: "*", Resource: "*" },
    ]);
  return decide({
    identityPolicies: {
      all: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "*", Resource: "*" },
      }),
    },
    endpointPolicy: policyDocument(endpointStatements(service, { region, account: own, registry })),
    principal: `arn:aws:iam::${principal}:role/task`,
    action,
    resource,
    resourceAccount: owner,
    ...(principal === owner ? {} : { resourcePolicy: allowed(`arn:aws:iam::${principal}:role/task`) }),
  });
}

const layers = `arn:aws:s3:::prod-${region}-starport-layer-bucket/layer`;
const images = (account: string) => `arn:aws:ecr:${region}:${account}:repository/ai-platform/planning`;
const secret = (account: string) => `arn:aws:secretsmanager:${region}:${account}:secret:key-123456`;
const aws = "654321654321";

type Case = readonly [Served, string, string, string, string, string, Decision];
const cases: readonly Case[] = [
  ["s3", "a module its own bucket", own, "s3:PutObject", "arn:aws:s3:::own/a", own, "Allowed"],
  [
    "s3",
    "a module a stranger's bucket",
    own,
    "s3:PutObject",
    "arn:aws:s3:::loot/a",
    stranger,
    "ImplicitlyDenied",
  ],
  [
    "s3",
    "a leaked key its bucket",
    stranger,
    "s3:PutObject",
    "arn:aws:s3:::loot/a",
    stranger,
    "ImplicitlyDenied",
  ],
  ["s3", "a stranger our bucket", stranger, "s3:GetObject", "arn:aws:s3:::own/a", own, "ImplicitlyDenied"],
  ["s3", "AWS's link to a layer", aws, "s3:GetObject", layers, aws, "Allowed"],
  ["s3", "anybody to write there", own, "s3:PutObject", layers, aws, "ImplicitlyDenied"],
  [
    "ecr.dkr",
    "images of the shared account",
    own,
    "ecr:BatchGetImage",
    images(registry),
    registry,
    "Allowed",
  ],
  ["ecr.dkr", "a stranger's images", own, "ecr:PutImage", images(stranger), stranger, "ImplicitlyDenied"],
  [
    "ecr.api",
    "a leaked key its images",
    stranger,
    "ecr:PutImage",
    images(stranger),
    stranger,
    "ImplicitlyDenied",
  ],
  [
    "secretsmanager",
    "a module its secret",
    own,
    "secretsmanager:GetSecretValue",
    secret(own),
    own,
    "Allowed",
  ],
  [
    "secretsmanager",
    "a leaked key a secret to write into",
    stranger,
    "secretsmanager:PutSecretValue",
    secret(stranger),
    stranger,
    "ImplicitlyDenied",
  ],
  [
    "sqs",
    "a module a stranger's queue",
    own,
    "sqs:SendMessage",
    `arn:aws:sqs:${region}:${stranger}:loot`,
    stranger,
    "ImplicitlyDenied",
  ],
  [
    "sagemaker.runtime",
    "a module an endpoint of ours",
    own,
    "sagemaker:InvokeEndpoint",
    `arn:aws:sagemaker:${region}:${own}:endpoint/demand`,
    own,
    "Allowed",
  ],
  [
    "sagemaker.runtime",
    "a module a stranger's endpoint",
    own,
    "sagemaker:InvokeEndpoint",
    `arn:aws:sagemaker:${region}:${stranger}:endpoint/demand`,
    stranger,
    "ImplicitlyDenied",
  ],
  [
    "bedrock-runtime",
    "AWS's models",
    own,
    "bedrock:InvokeModel",
    `arn:aws:bedrock:${region}::foundation-model/m`,
    aws,
    "Allowed",
  ],
  [
    "bedrock-runtime",
    "a leaked key AWS's models",
    stranger,
    "bedrock:InvokeModel",
    `arn:aws:bedrock:${region}::foundation-model/m`,
    aws,
    "ImplicitlyDenied",
  ],
];

describe("the policy of an endpoint", () => {
  for (const [service, what, principal, action, resource, owner, decision] of cases)
    it(`of ${service}: ${what}: ${decision}`, async () => {
      expect(await through(service, principal, action, resource, owner)).to.equal(decision);
    });

  it("names our account in every statement but that of AWS's buckets", () => {
    for (const service of ["s3", ...endpointServices.filter(takesPolicy)] as const)
      for (const { Sid, Condition } of endpointStatements(service, { region, account: own, registry }))
        if (Sid !== "ReadAwsBuckets")
          expect(Condition?.StringEquals?.["aws:PrincipalAccount"], `${service} ${Sid}`).to.equal(own);
  });
});
