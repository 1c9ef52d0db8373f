import { expect } from "chai";
import { AuditTier, type AuditTierArgs } from "../../../components/audit/AuditTier";
import { accountOwnsKey, policyDocument } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import { account, alarms, build, platform, scope, statement } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";

const auditor = `arn:aws:iam::${account}:user/auditor`;
const operator = `arn:aws:iam::${account}:role/operator`;
const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/ai-platform-test_trail`;
const trail = { managementEvents: true, retentionDays: 365, lock: "COMPLIANCE" } as const;

const made = async (change: Partial<AuditTierArgs> = {}): Promise<Graph> => {
  const { graph } = await build(
    () =>
      new AuditTier("audit", {
        ...{ scope: scope(), platform: platform(), alarms: alarms() },
        ...{ trail, report: false, logRetentionDays: 365, auditors: [auditor], breakGlass: [operator] },
        ...{ deletion: "protected", keyDeletionDays: 30, buckets: [] },
        ...change,
      }),
  );
  return graph;
};

const key = (graph: Graph) => only(graph, "aws:kms/key:Key", "audit");
const roleArn = (graph: Graph, name: string) => String(only(graph, "aws:iam/role:Role", name).outputs.arn);

describe("AuditTier", () => {
  it("records the calls of the account, checked and locked", async () => {
    const graph = await made();
    const { inputs } = only(graph, "aws:cloudtrail/trail:Trail");
    expect(inputs).to.deep.include({
      name: "ai-platform-test_trail",
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      kmsKeyId: key(graph).outputs.arn,
    });
    expect(
      only(graph, "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration").inputs.rule,
    ).to.deep.equal({ defaultRetention: { mode: "COMPLIANCE", days: 365 } });
    expect(only(graph, "aws:s3/bucket:Bucket").inputs).not.to.have.property("forceDestroy");
  });

  it("makes no trail, log or role that nobody wants", async () => {
    const graph = await made({ trail: false, auditors: [], breakGlass: [] });
    for (const type of [
      "cloudtrail/trail:Trail",
      "s3/bucket:Bucket",
      "iam/role:Role",
      "cloudwatch/eventRule:EventRule",
    ])
      expect(graph.ofType(`aws:${type}`), type).to.deep.equal([]);
    expect(() => statement(key(graph).inputs.policy, "OnlyAuditorsDecrypt")).to.throw();
  });

  const cloudTrail = "cloudtrail.amazonaws.com";
  for (const [source, decision] of [
    [trailArn, "Allowed"],
    [trailArn.replace("test", "other"), "ImplicitlyDenied"],
  ] as const)
    it(`lets CloudTrail write for ${source}: ${decision}`, async () => {
      const graph = await made();
      const bucket = String(only(graph, "aws:s3/bucket:Bucket").outputs.arn);
      const put = await decide({
        identityPolicies: {},
        resourcePolicy: String(only(graph, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy),
        principal: cloudTrail,
        action: "s3:PutObject",
        resource: `${bucket}/AWSLogs/${account}/CloudTrail/x.json.gz`,
        resourceAccount: account,
        context: {
          "aws:SourceArn": source,
          "s3:x-amz-acl": "bucket-owner-full-control",
          "s3:TlsVersion": "1.3",
        },
      });
      expect(put).to.equal(decision);
    });

  // The library knows no encryption context.
  it("lets CloudTrail encrypt for its own trail only, and never decrypt", async () => {
    const { policy } = key(await made()).inputs;
    expect(statement(policy, "TrailEncrypts")).to.deep.include({
      Action: "kms:GenerateDataKey*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${account}:trail/*` },
      },
    });
    expect(statement(policy, "TrailSeesKey").Action).to.equal("kms:DescribeKey");
  });

  it("lets the auditor decrypt and nobody else, whatever IAM gives them", async () => {
    const graph = await made();
    const everything = {
      all: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }],
      }),
    };
    const decrypt = (principal: string, identityPolicies: Record<string, string>) =>
      decide({
        identityPolicies,
        resourcePolicy: String(key(graph).inputs.policy),
        principal,
        action: "kms:Decrypt",
        resource: String(key(graph).outputs.arn),
        context: {
          "aws:PrincipalIsAWSService": "false",
          "kms:ResourceAliases": ["alias/ai-platform/test/audit"],
        },
      });
    const own = policiesOfRole(graph, "audit-auditor");
    expect(await decrypt(roleArn(graph, "audit-auditor"), own)).to.equal("Allowed");
    expect(await decrypt(operator, everything)).to.equal("ExplicitlyDenied");
    expect(await decrypt(roleArn(graph, "audit-break-glass"), everything)).to.equal("ExplicitlyDenied");
  });

  it("lets the auditor ask for pseudonyms of this environment, and for nothing else of the keys", async () => {
    const graph = await made();
    const mac = (alias: string, action = "kms:GenerateMac") =>
      decide({
        identityPolicies: policiesOfRole(graph, "audit-auditor"),
        resourcePolicy: policyDocument([accountOwnsKey(account)]),
        principal: roleArn(graph, "audit-auditor"),
        action,
        resource: `arn:aws:kms:${region}:${account}:key/subjects`,
        context: { "kms:ResourceAliases": [alias] },
      });
    expect(await mac("alias/ai-platform/test/subjects")).to.equal("Allowed");
    expect(await mac("alias/ai-platform/other/subjects")).to.equal("ImplicitlyDenied");
    expect(await mac("alias/ai-platform/test/data", "kms:Decrypt")).to.equal("ImplicitlyDenied");
  });

  for (const role of ["audit-auditor", "audit-break-glass"])
    it(`unmasks logs for nobody, ${role} neither`, async () => {
      const graph = await made();
      const decision = await decide({
        identityPolicies: policiesOfRole(graph, role),
        principal: roleArn(graph, role),
        action: "logs:Unmask",
        resource: `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/modules/planning`,
      });
      expect(decision).not.to.equal("Allowed");
    });

  for (const [mfa, decision] of [
    ["true", "Allowed"],
    ["false", "ImplicitlyDenied"],
  ] as const)
    it(`lets a user in with a second factor only: ${mfa}`, async () => {
      const graph = await made();
      const { inputs, outputs } = only(graph, "aws:iam/role:Role", "audit-auditor");
      const assume = await decide({
        identityPolicies: {},
        resourcePolicy: String(inputs.assumeRolePolicy),
        principal: auditor,
        action: "sts:AssumeRole",
        resource: String(outputs.arn),
        context: { "aws:MultiFactorAuthPresent": mfa },
      });
      expect(assume).to.equal(decision);
    });

  it("rings for the break-glass role at once, for whoever unmasks, and for who changes a guard", async () => {
    const graph = await made();
    for (const [kind, severity] of [
      ["break-glass", "critical"],
      ["guards", "warning"],
      ["unmasked", "critical"],
    ] as const) {
      const { inputs } = only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", `audit-access-${kind}`);
      expect(inputs.tags).to.include({ Severity: severity });
      const rule = only(graph, "aws:cloudwatch/eventRule:EventRule", `audit-access-${kind}`);
      expect(inputs.dimensions).to.deep.equal({ RuleName: rule.outputs.name });
      // Without it, EventBridge tells of nothing that only reads.
      expect(rule.inputs.state).to.equal("ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS");
    }
    const pattern = only(graph, "aws:cloudwatch/eventRule:EventRule", "audit-access-break-glass").inputs;
    expect(String(pattern.eventPattern)).to.include(roleArn(graph, "audit-break-glass"));
  });
});

describe("the break-glass role", () => {
  const decision = async (action: string, resource: string, environment = "test") => {
    const graph = await made();
    return decide({
      identityPolicies: policiesOfRole(graph, "audit-break-glass"),
      principal: roleArn(graph, "audit-break-glass"),
      action,
      resource,
      ...(resource === "*" ? {} : { context: { "aws:ResourceTag/Environment": environment } }),
    });
  };
  const service = `arn:aws:ecs:${region}:${account}:service/ai-platform-test/planning`;

  it("repairs what is of its environment", async () => {
    expect(await decision("ecs:UpdateService", service)).to.equal("Allowed");
    expect(await decision("ecs:UpdateService", service, "other")).to.equal("ImplicitlyDenied");
  });

  it("neither hides what it did nor loses anything", async () => {
    const graph = await made();
    for (const [action, resource] of [
      ["cloudtrail:StopLogging", trailArn],
      ["kms:ScheduleKeyDeletion", `arn:aws:kms:${region}:${account}:key/one`],
      ["logs:DeleteLogGroup", `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/audit/access`],
      ["s3:BypassGovernanceRetention", "arn:aws:s3:::audit-trail/x"],
    ] as const)
      expect(
        await decide({
          identityPolicies: policiesOfRole(graph, "audit-break-glass"),
          principal: roleArn(graph, "audit-break-glass"),
          action,
          resource,
          resourceAccount: account,
        }),
        action,
      ).to.equal("ExplicitlyDenied");
  });
});
