import { expect } from "chai";
import { decide, type AccessRequest, type Decision } from "./iam";

const account = "111122223333";
const role = `arn:aws:iam::${account}:role/module`;
const object = "arn:aws:s3:::documents/reports/a.txt";

interface Statement {
  readonly Effect?: "Allow" | "Deny";
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

function policy(...statements: readonly Statement[]): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map((statement) => ({ Effect: "Allow", ...statement })),
  });
}

const readAll: Statement = { Action: "s3:GetObject", Resource: "arn:aws:s3:::documents/*" };
const read = policy(readAll);
const onlyTls: Statement = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["arn:aws:s3:::documents", "arn:aws:s3:::documents/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const encryption: Statement = {
  Principal: { Service: "logs.amazonaws.com" },
  Action: "kms:Encrypt",
  Resource: "*",
  Condition: { StringEquals: { "aws:SourceAccount": account } },
};
const logs: Partial<AccessRequest> = {
  identityPolicies: {},
  principal: "logs.amazonaws.com",
  action: "kms:Encrypt",
  resource: `arn:aws:kms:us-east-1:${account}:key/0f5c4b2e-0000-4000-8000-000000000000`,
  resourcePolicy: policy(encryption),
};

function request(given: Partial<AccessRequest>): AccessRequest {
  return {
    identityPolicies: { read },
    principal: role,
    action: "s3:GetObject",
    resource: object,
    resourceAccount: account,
    ...given,
  };
}

function allows(statement: Partial<Statement>): Partial<AccessRequest> {
  return { identityPolicies: { own: policy({ ...readAll, ...statement }) } };
}

const table: readonly (readonly [string, Partial<AccessRequest>, Decision])[] = [
  ["no policy", { identityPolicies: {} }, "ImplicitlyDenied"],
  ["a wildcard at the end of the resource", {}, "Allowed"],
  ["a resource that the wildcard leaves out", { resource: "arn:aws:s3:::other/a" }, "ImplicitlyDenied"],
  ["a wildcard in the middle", allows({ Resource: "arn:aws:s3:::doc*/rep*/?.txt" }), "Allowed"],
  ["a ? stands for one character", allows({ Resource: "arn:aws:s3:::documents/?" }), "ImplicitlyDenied"],
  ["a wildcard in the action", allows({ Action: "s3:Get*" }), "Allowed"],
  ["an action that the wildcard leaves out", { action: "s3:PutObject" }, "ImplicitlyDenied"],
  [
    "any one of several policies",
    { identityPolicies: { other: policy({ Action: "s3:PutObject", Resource: "*" }), read } },
    "Allowed",
  ],
  [
    "a denial outweighs what another policy allows",
    { identityPolicies: { read, deny: policy({ ...readAll, Effect: "Deny" }) } },
    "ExplicitlyDenied",
  ],
  ["a bucket that asks for TLS, with it", { resourcePolicy: policy(onlyTls) }, "Allowed"],
  [
    "a bucket that asks for TLS, without it",
    { resourcePolicy: policy(onlyTls), context: { "aws:SecureTransport": "false" } },
    "ExplicitlyDenied",
  ],
  ["a service for its own account", { ...logs, context: { "aws:SourceAccount": account } }, "Allowed"],
  [
    "a service for a foreign account",
    { ...logs, context: { "aws:SourceAccount": "999999999999" } },
    "ImplicitlyDenied",
  ],
  ["a service that does not say for whom", logs, "ImplicitlyDenied"],
  [
    "another service",
    { ...logs, principal: "sns.amazonaws.com", context: { "aws:SourceAccount": account } },
    "ImplicitlyDenied",
  ],
  ["a boundary that allows it too", { boundary: policy({ Action: "s3:*", Resource: "*" }) }, "Allowed"],
  ["a boundary that does not", { boundary: policy({ Action: "kms:*", Resource: "*" }) }, "ImplicitlyDenied"],
  ["a foreign account without the bucket's leave", { resourceAccount: "999999999999" }, "ImplicitlyDenied"],
  [
    "a foreign account with it",
    {
      resourceAccount: "999999999999",
      resourcePolicy: policy({ ...readAll, Principal: { AWS: role } }),
    },
    "Allowed",
  ],
];

const mistakes: readonly (readonly [string, Partial<AccessRequest>, RegExp])[] = [
  ["text that is no JSON", { identityPolicies: { own: "{" } }, /own is no JSON/],
  ["a statement that IAM does not know", allows({ Acton: "s3:*" } as Partial<Statement>), /Acton/],
  ["an effect that IAM does not know", allows({ Effect: "Permit" as "Allow" }), /Effect/],
  ["a resource policy without a principal", { resourcePolicy: read }, /without a principal/],
  ["a resource policy with a syntax error", { resourcePolicy: "{}" }, /resourcePolicyErrors/],
  ["an identity policy with a principal", allows({ Principal: "*" }), /identityPolicyErrors/],
  ["a boundary with a syntax error", { boundary: "{}" }, /permissionBoundaryErrors/],
  ["an action that does not exist", { action: "s3:FetchObject" }, /invalid\.action/],
  ["a condition key of another service", { context: { "ecs:cluster": "a" } }, /no condition key ecs:cluster/],
];

describe("policy simulator", () => {
  for (const [title, given, decision] of table)
    it(`${title}: ${decision}`, async () => {
      expect(await decide(request(given))).to.equal(decision);
    });

  for (const [title, given, message] of mistakes)
    it(`throws on ${title}`, async () => {
      const thrown: unknown = await decide(request(given)).then(
        (decision) => decision,
        (error: unknown) => error,
      );
      expect(thrown).to.be.instanceOf(Error).with.property("message").that.matches(message);
    });
});
