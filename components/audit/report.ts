import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Function as LambdaFunction } from "@pulumi/aws/lambda";
import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "@pulumi/aws/s3";
import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { runbookAddress } from "../../infra/alarms/alarm";
import { createAlarm } from "../../infra/alarms/createAlarm";
import { anyError } from "../../infra/alarms/functionAlarm";
import { expireVersionsAfter } from "../../infra/buckets";
import type { ReportConfig } from "../../infra/config/schema/audit";
import { durable } from "../../infra/durability";
import { functionCode, functionRuntime } from "../../infra/functions";
import { makeReports } from "../../infra/iam/auditReport";
import { tlsOnly } from "../../infra/iam/buckets";
import { createRole, type RoleRef } from "../../infra/iam/role";
import { invokeFunction, writeLogs } from "../../infra/iam/statements";
import { functionTrust, schedulerTrust } from "../../infra/iam/trust";
import { logGroupName, project } from "../../infra/naming";
import { closeBucket } from "../../infra/s3/closeBucket";
import { readSuppressions } from "../../infra/scan/suppressions";
import type { KeyRef } from "../keys/refs";
import type { AuditTierArgs } from "./AuditTier";

export interface ReportParts {
  readonly bucket: Bucket;
  readonly key: KeyRef;
}

export function createReportBucket(
  name: string,
  { deletion }: Pick<AuditTierArgs, "deletion">,
  parent: pulumi.Resource,
): Bucket {
  return new Bucket(name, { forceDestroy: deletion === "disposable" }, { parent, ...durable(deletion) });
}

/** What nobody asks about until it is too late, asked by a function every so often. */
export function createReport(
  name: string,
  args: AuditTierArgs,
  report: ReportConfig,
  parts: ReportParts,
  parent: pulumi.Resource,
): void {
  const { scope, alarms } = args;
  keepReports(name, report, parts, parent);
  const logGroup = new LogGroup(
    name,
    {
      name: logGroupName(scope.environment, "audit", "report"),
      retentionInDays: args.logRetentionDays,
      kmsKeyId: parts.key.arn,
    },
    { parent },
  );
  const made = new LambdaFunction(
    name,
    {
      description: "Makes the audit report",
      role: createReporter(name, args, parts, logGroup, parent).arn,
      runtime: functionRuntime,
      architectures: ["arm64"],
      handler: "index.handler",
      code: functionCode("audit-report"),
      memorySize: 256,
      // IAM takes seconds for each role.
      timeout: 900,
      loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
      environment: {
        variables: {
          PROJECT: project,
          ENVIRONMENT: scope.environment,
          BUCKET: parts.bucket.bucket,
          TOPIC_ARN: alarms.topics.warning,
          RUNBOOK: runbookAddress("audit-report", alarms.runbooks),
        },
      },
    },
    { parent },
  );
  callAtTimes(name, args, report, made.arn, parent);
  createAlarm(
    `${name}-errors`,
    {
      what: "audit-report",
      severity: "warning",
      description: "There is no audit report: making it failed. The log audit/report says why.",
      runbook: "audit-report",
      ...anyError(made, 3600),
    },
    alarms,
    parent,
  );
}

/** As the trail's: under a key that auditors alone open. Who writes a report twice leaves the first one. */
function keepReports(
  name: string,
  { retentionDays }: ReportConfig,
  { bucket: kept, key }: ReportParts,
  parent: pulumi.Resource,
): void {
  const { bucket } = kept;
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket,
      rules: [
        // Without a bucket key: who writes reports may not decrypt.
        { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn } },
      ],
    },
    { parent },
  );
  const versioning = new BucketVersioning(
    name,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  new BucketLifecycleConfiguration(
    name,
    {
      bucket,
      rules: expireVersionsAfter(retentionDays),
    },
    { parent, dependsOn: versioning },
  );
  closeBucket(name, kept, kept.arn.apply(tlsOnly), { parent });
}

function createReporter(
  name: string,
  { scope, alarms }: AuditTierArgs,
  { bucket, key }: ReportParts,
  logGroup: LogGroup,
  parent: pulumi.Resource,
): RoleRef {
  const { environment, region } = scope;
  return createRole(
    name,
    {
      description: `Makes the audit report of ${environment}`,
      trust: functionTrust(),
      statements: [
        logGroup.arn.apply((arn) => [writeLogs(arn)]),
        pulumi
          .all([scope.account, bucket.arn, key.arn, alarms.topics.warning])
          .apply(([account, bucketArn, keyArn, topicArn]) =>
            makeReports({ region, account, environment }, { bucketArn, keyArn, topicArn }),
          ),
      ],
    },
    scope,
    { parent },
  );
}

/** The schedule brings what only the program knows: what the scanner lets through, and until when. */
function callAtTimes(
  name: string,
  { scope }: AuditTierArgs,
  { schedule }: ReportConfig,
  functionArn: pulumi.Output<string>,
  parent: pulumi.Resource,
): void {
  const { region } = scope;
  const role = createRole(
    `${name}-schedule`,
    {
      description: "Has the audit report made",
      trust: scope.account.apply((account) => schedulerTrust(region, account)),
      statements: [functionArn.apply((arn) => [invokeFunction(arn)])],
    },
    scope,
    { parent },
  );
  const suppressions = readSuppressions().map(({ check, resource, owner, ends }) => {
    return { check, resource, owner, ends };
  });
  new Schedule(
    name,
    {
      description: "Has the audit report made",
      scheduleExpression: schedule,
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: functionArn,
        roleArn: role.arn,
        input: JSON.stringify({ suppressions }),
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 3600 },
      },
    },
    { parent },
  );
}
