import { expect } from "chai";
import { AuditTier, type AuditTierArgs } from "../../../components/audit/AuditTier";
import { accountOwnsKey, policyDocument } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import {
  account,
  alarms,
  build,
  platform,
  scope,
  statementsOf,
  topicArn,
  trustOf,
} from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide, type Decision, type RequestContext } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";

const report = { schedule: "cron(0 21 ? * SUN *)", retentionDays: 365 };
const auditor = `arn:aws:iam::${account}:user/auditor`;

const made = async (change: Partial<AuditTierArgs> = {}): Promise<Graph> => {
  const { graph } = await build(
    () =>
      new AuditTier("audit", {
        ...{
          scope: scope(),
          platform: platform(),
          alarms: alarms(),
          deletion: "protected",
          keyDeletionDays: 30,
        },
        ...{ trail: false, report, logRetentionDays: 365, auditors: [auditor], breakGlass: [], buckets: [] },
        ...change,
      }),
  );
  return graph;
};

const own = "audit-report";
const bucketOf = (graph: Graph) => only(graph, "aws:s3/bucket:Bucket", own);
const keyOf = (graph: Graph) => only(graph, "aws:kms/key:Key", "audit");
const roleArn = (graph: Graph, name: string) => String(only(graph, "aws:iam/role:Role", name).outputs.arn);

describe("the audit report", () => {
  it("is not made unless somebody wants it", async () => {
    const graph = await made({ report: false });
    for (const type of ["lambda/function:Function", "s3/bucket:Bucket", "scheduler/schedule:Schedule"])
      expect(graph.ofType(`aws:${type}`), type).to.deep.equal([]);
  });

  it("is made at its times, by a function that knows where to write and whom to tell", async () => {
    const graph = await made();
    const reporter = only(graph, "aws:lambda/function:Function", own);
    expect(reporter.inputs).to.deep.include({
      timeout: 900,
      environment: {
        variables: {
          PROJECT: "ai-platform",
          ENVIRONMENT: "test",
          BUCKET: bucketOf(graph).outputs.bucket,
          TOPIC_ARN: topicArn("test", "warning"),
          RUNBOOK: "audit-report.md",
        },
      },
    });
    const schedule = only(graph, "aws:scheduler/schedule:Schedule", own).inputs;
    expect(schedule.scheduleExpression).to.equal(report.schedule);
    const target = schedule.target as { arn: string; input: string };
    expect(target.arn).to.equal(reporter.outputs.arn);
    const { suppressions } = JSON.parse(target.input) as { suppressions: object[] };
    // Why something is let through stands in the file; the state of the stack needs none of it.
    for (const one of suppressions) expect(one).to.have.all.keys("check", "resource", "owner", "ends");
    expect(
      statementsOf(only(graph, "aws:iam/role:Role", `${own}-schedule`).inputs.assumeRolePolicy),
    ).to.deep.equal(
      trustOf("scheduler.amazonaws.com", `arn:aws:scheduler:${region}:${account}:schedule-group/default`),
    );
  });

  it("is kept under the key that auditors alone open, for its days", async () => {
    const graph = await made();
    const encryption = only(
      graph,
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      own,
    ).inputs;
    expect(JSON.stringify(encryption.rules)).to.include(String(keyOf(graph).outputs.arn));
    const [rule] = only(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", own).inputs
      .rules as [{ expiration: object }];
    expect(rule.expiration).to.deep.equal({ days: 365 });
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup", own).inputs).to.include({
      name: "/ai-platform/test/audit/report",
      kmsKeyId: keyOf(graph).outputs.arn,
    });
    expect(bucketOf(graph).options.protect).to.equal(true);
  });

  it("rings where it could not be made", async () => {
    const { inputs } = only(await made(), "aws:cloudwatch/metricAlarm:MetricAlarm", `${own}-errors`);
    expect(inputs).to.include({ name: "ai-platform-test_audit-report", metricName: "Errors" });
    expect(inputs.alarmDescription).to.match(/Runbook: audit-report\.md$/);
  });
});

describe("what the audit report may do", () => {
  const arn = (service: string, kind: string) => `arn:aws:${service}:${region}:${account}:${kind}`;
  const iam = (kind: string) => `arn:aws:iam::${account}:${kind}`;
  const alias = (of: string): RequestContext => ({ "kms:ResourceAliases": [`alias/ai-platform/${of}`] });
  const bySns = (of: string): RequestContext => ({
    ...alias(of),
    "kms:ViaService": `sns.${region}.amazonaws.com`,
  });
  const key = arn("kms", "key/any");
  const secret = arn("secretsmanager", "secret:planning-AbCdEf");

  const cases: [string, string, Decision, RequestContext?][] = [
    ["iam:ListRoles", "*", "Allowed"],
    ["iam:GetServiceLastAccessedDetails", "*", "Allowed"],
    ["iam:GenerateServiceLastAccessedDetails", iam("role/ai-platform/test/planning-task"), "Allowed"],
    [
      "iam:GenerateServiceLastAccessedDetails",
      iam("role/ai-platform/prod/planning-task"),
      "ImplicitlyDenied",
    ],
    ["iam:ListAccessKeys", iam("user/one"), "Allowed"],
    ["iam:UpdateAccessKey", iam("user/one"), "ImplicitlyDenied"],
    ["iam:CreateAccessKey", iam("user/one"), "ImplicitlyDenied"],
    ["kms:GetKeyRotationStatus", key, "Allowed", alias("test/data")],
    ["kms:GetKeyRotationStatus", key, "ImplicitlyDenied", alias("prod/data")],
    ["kms:Decrypt", key, "ImplicitlyDenied", alias("test/data")],
    ["kms:Decrypt", key, "Allowed", bySns("test/logs")],
    ["kms:Decrypt", key, "ImplicitlyDenied", bySns("prod/logs")],
    ["secretsmanager:ListSecrets", "*", "Allowed"],
    ["secretsmanager:GetSecretValue", secret, "ImplicitlyDenied"],
    ["securityhub:GetFindings", arn("securityhub", "hub/default"), "Allowed"],
    ["guardduty:ListFindings", "*", "Allowed"],
    ["guardduty:ArchiveFindings", "*", "ImplicitlyDenied"],
    ["inspector2:ListFindings", "*", "Allowed"],
    ["inspector2:Disable", "*", "ImplicitlyDenied"],
    ["access-analyzer:ListFindings", arn("access-analyzer", "analyzer/one"), "Allowed"],
    ["access-analyzer:UpdateFindings", arn("access-analyzer", "analyzer/one"), "ImplicitlyDenied"],
    ["sns:Publish", topicArn("test", "warning"), "Allowed"],
    ["sns:Publish", topicArn("test", "critical"), "ImplicitlyDenied"],
  ];
  for (const [action, resource, expected, context] of cases)
    it(`${action} on ${resource}${context ? ` (${JSON.stringify(context)})` : ""}: ${expected}`, async () => {
      const graph = await made();
      const decision = await decide({
        identityPolicies: policiesOfRole(graph, own),
        principal: roleArn(graph, own),
        ...{ action, resource, ...(context === undefined ? {} : { context }) },
        ...(action.startsWith("kms:") ? { resourcePolicy: policyDocument([accountOwnsKey(account)]) } : {}),
      });
      expect(decision).to.equal(expected);
    });

  for (const [action, path, expected] of [
    ["s3:PutObject", "reports/one.md", "Allowed"],
    ["s3:PutObject", "other/one.md", "ImplicitlyDenied"],
    ["s3:GetObject", "reports/one.md", "ImplicitlyDenied"],
    ["s3:DeleteObject", "reports/one.md", "ImplicitlyDenied"],
  ] as const)
    it(`${action} on ${path} of its bucket: ${expected}`, async () => {
      const graph = await made();
      const decision = await decide({
        identityPolicies: policiesOfRole(graph, own),
        principal: roleArn(graph, own),
        ...{ action, resource: `${String(bucketOf(graph).outputs.arn)}/${path}`, resourceAccount: account },
      });
      expect(decision).to.equal(expected);
    });

  for (const [who, action, expected] of [
    [own, "kms:GenerateDataKey", "Allowed"],
    [own, "kms:Decrypt", "ExplicitlyDenied"],
    ["audit-auditor", "kms:Decrypt", "Allowed"],
  ] as const)
    it(`${action} with the key of the records, as ${who}: ${expected}`, async () => {
      const graph = await made();
      const decision = await decide({
        identityPolicies: policiesOfRole(graph, who),
        principal: roleArn(graph, who),
        ...{ action, resource: String(keyOf(graph).outputs.arn) },
        resourcePolicy: String(keyOf(graph).inputs.policy),
        context: { "aws:PrincipalIsAWSService": "false", ...alias("test/audit") },
      });
      expect(decision).to.equal(expected);
    });

  it("the auditor reads what it wrote, with a trail and without", async () => {
    for (const trail of [false, { managementEvents: true, retentionDays: 90, lock: "GOVERNANCE" }] as const) {
      const graph = await made({ trail });
      const decision = await decide({
        identityPolicies: policiesOfRole(graph, "audit-auditor"),
        principal: roleArn(graph, "audit-auditor"),
        action: "s3:GetObject",
        resource: `${String(bucketOf(graph).outputs.arn)}/reports/one.md`,
        resourceAccount: account,
      });
      expect(decision).to.equal("Allowed");
    }
  });
});
