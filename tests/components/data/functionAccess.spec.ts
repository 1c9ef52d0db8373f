import { expect } from "chai";
import { accountOwnsKey, policyDocument } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import { account, build } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide, type Decision, type RequestContext } from "../../support/iam";
import { newTier } from "./newTier";

const collections = { documents: { vectorSize: 8, distance: "Dot" as const } };
const secretArn = (name: string) => `arn:aws:secretsmanager:${region}:${account}:secret:${name}-AbCdEf`;
const clusterPart = (kind: string, cluster: string) =>
  `arn:aws:ecs:${region}:${account}:${kind}/${cluster}/planning`;
const keyArn = `arn:aws:kms:${region}:${account}:key/any`;

const tags = (change: Readonly<Record<string, string>> = {}): RequestContext =>
  Object.fromEntries(
    Object.entries({ Project: "ai-platform", Environment: "test", Module: "planning", ...change }).map(
      ([name, value]) => [`aws:ResourceTag/${name}`, value],
    ),
  );

let graph: Graph;
const policyOf = (role: string) => String(only(graph, "aws:iam/rolePolicy:RolePolicy", role).inputs.policy);
const ask = (role: string, action: string, resource: string, context: RequestContext = {}) =>
  decide({
    identityPolicies: { [role]: policyOf(role) },
    principal: `arn:aws:iam::${account}:role/${role}`,
    action,
    resource,
    context,
    // A key decides for itself whom it lets IAM decide on.
    ...(action.startsWith("kms:") ? { resourcePolicy: policyDocument([accountOwnsKey(account)]) } : {}),
  });

describe("what functions of the data tier may do", () => {
  before(async () => {
    ({ graph } = await build(() =>
      newTier({ rotationDays: 30 }, { planning: { schema: true, collections, aiProviders: ["openai"] } }),
    ));
  });

  const read = "secretsmanager:GetSecretValue";
  const write = "secretsmanager:PutSecretValue";
  const stage = "secretsmanager:UpdateSecretVersionStage";
  const versions = "secretsmanager:ListSecretVersionIds";
  const [bootstrap, rotate, watch] = ["data-bootstrap", "data-rotate-secret", "data-watch-secrets"];
  const key = { Key: "openai" };
  const secrets: [string, string, string, RequestContext, Decision][] = [
    ["a module's secret of this environment", bootstrap, read, tags(), "Allowed"],
    ["a module's token", bootstrap, write, tags(), "Allowed"],
    ["another environment's secret", bootstrap, read, tags({ Environment: "prod" }), "ImplicitlyDenied"],
    ["another environment's secret", bootstrap, write, tags({ Environment: "prod" }), "ImplicitlyDenied"],
    ["another project's secret", bootstrap, read, tags({ Project: "other" }), "ImplicitlyDenied"],
    ["a secret without tags", bootstrap, read, {}, "ImplicitlyDenied"],
    ["the key of an AI provider", bootstrap, read, tags(key), "ImplicitlyDenied"],
    ["the key of an AI provider", bootstrap, write, tags(key), "ImplicitlyDenied"],
    ["the stages of a secret", bootstrap, stage, tags(), "ImplicitlyDenied"],
    ["a module's secret of this environment", rotate, read, tags(), "Allowed"],
    ["a module's secret of this environment", rotate, stage, tags(), "Allowed"],
    ["another environment's secret", rotate, stage, tags({ Environment: "prod" }), "ImplicitlyDenied"],
    ["the key of an AI provider", rotate, read, tags(key), "ImplicitlyDenied"],
    ["the key of an AI provider", rotate, write, tags(key), "ImplicitlyDenied"],
    ["the age of a provider's key", watch, versions, tags(key), "Allowed"],
    [
      "the age of another environment's key",
      watch,
      versions,
      tags({ ...key, Environment: "prod" }),
      "ImplicitlyDenied",
    ],
    ["the key of an AI provider", watch, read, tags(key), "ImplicitlyDenied"],
    ["a module's secret", watch, read, tags(), "ImplicitlyDenied"],
  ];
  for (const [what, role, action, context, expected] of secrets)
    it(`${role}: ${action.split(":")[1]} on ${what} is ${expected}`, async () => {
      expect(await ask(role, action, secretArn("any"), context)).to.equal(expected);
    });

  for (const role of [bootstrap, rotate])
    it(`${role} reads the administrator's secret, which has no tags of ours, and does not change it`, async () => {
      const [{ secretArn: admin }] = only(graph, "aws:rds/instance:Instance").outputs.masterUserSecrets as [
        { secretArn: string },
      ];
      const of = (database: string) => ({
        "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:${region}:${account}:db:${database}`,
      });
      expect(await ask(role, read, admin, of("ai-platform-test"))).to.equal("Allowed");
      expect(await ask(role, write, admin, of("ai-platform-test"))).to.equal("ImplicitlyDenied");
      expect(await ask(role, read, admin, of("ai-platform-prod"))).to.equal("ImplicitlyDenied");
    });

  const viaSecrets = { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` };
  const keys: [string, RequestContext, Decision][] = [
    [
      "the key of a module",
      { ...viaSecrets, "kms:ResourceAliases": ["alias/ai-platform/test/modules/a"] },
      "Allowed",
    ],
    [
      "the key of the databases",
      { ...viaSecrets, "kms:ResourceAliases": ["alias/ai-platform/test/data"] },
      "Allowed",
    ],
    [
      "the key of another environment",
      { ...viaSecrets, "kms:ResourceAliases": ["alias/ai-platform/prod/data"] },
      "ImplicitlyDenied",
    ],
    ["a key without a name", viaSecrets, "ImplicitlyDenied"],
    [
      "a key of ours, for anything but secrets",
      {
        "kms:ViaService": `s3.${region}.amazonaws.com`,
        "kms:ResourceAliases": ["alias/ai-platform/test/data"],
      },
      "ImplicitlyDenied",
    ],
    [
      "a key of ours, by hand",
      { "kms:ResourceAliases": ["alias/ai-platform/test/data"] },
      "ImplicitlyDenied",
    ],
  ];
  for (const [what, context, expected] of keys)
    for (const role of [bootstrap, rotate])
      it(`${role} and ${what}: ${expected}`, async () => {
        expect(await ask(role, "kms:Decrypt", keyArn, context)).to.equal(expected);
        expect(await ask(role, "kms:GenerateDataKey", keyArn, context)).to.equal(expected);
      });

  const bus = `arn:aws:events:${region}:${account}:event-bus/default`;
  const sources: [string[], Decision][] = [
    [["ai-platform"], "Allowed"],
    [["another"], "ImplicitlyDenied"],
    [["ai-platform", "another"], "ImplicitlyDenied"],
    [[], "ImplicitlyDenied"],
  ];
  for (const [source, expected] of sources)
    it(`data-rotate-secret speaks as ${source.join(" and ") || "nobody"}: ${expected}`, async () => {
      const context: RequestContext = source.length === 0 ? {} : { "events:source": source };
      expect(await ask(rotate, "events:PutEvents", bus, context)).to.equal(expected);
    });

  const restart = "data-restart-services";
  for (const [cluster, expected] of [
    ["ai-platform-test", "Allowed"],
    ["ai-platform-prod", "ImplicitlyDenied"],
  ] as const)
    it(`${restart} restarts services of ${cluster}: ${expected}`, async () => {
      const context = { "ecs:cluster": `arn:aws:ecs:${region}:${account}:cluster/${cluster}` };
      for (const action of ["UpdateService", "DescribeServices"])
        expect(await ask(restart, `ecs:${action}`, clusterPart("service", cluster), context)).to.equal(
          expected,
        );
      expect(await ask(restart, "ecs:ListServiceDeployments", clusterPart("service", cluster))).to.equal(
        expected,
      );
      expect(await ask(restart, "ecs:DeleteService", clusterPart("service", cluster), context)).to.equal(
        "ImplicitlyDenied",
      );
    });
});
