import { Trail } from "@pulumi/aws/cloudtrail";
import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketObjectLockConfiguration,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { expireVersionsAfter } from "../../infra/buckets";
import { selectorsOf } from "../../infra/audit/selectors";
import type { TrailConfig } from "../../infra/config/schema/audit";
import { durable } from "../../infra/durability";
import { trailWritesRecords } from "../../infra/iam/audit";
import { tlsOnly } from "../../infra/iam/buckets";
import { alarmName } from "../../infra/naming";
import { isDataBucket } from "../../infra/privacy/dataClass";
import { closeBucket } from "../../infra/s3/closeBucket";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import type { AuditTierArgs } from "./AuditTier";

const trailName = ({ environment }: Scope) => alarmName(environment, "trail");

/** Known before the trail is, for its bucket and key must name it first. */
export function trailArnOf(scope: Scope): pulumi.Output<string> {
  return scope.account.apply(
    (account) => `arn:aws:cloudtrail:${scope.region}:${account}:trail/${trailName(scope)}`,
  );
}

/** The provider deletes locked objects too where it is told to empty a bucket, so it never is. */
export function createTrailBucket(
  name: string,
  { deletion }: Pick<AuditTierArgs, "deletion">,
  parent: pulumi.Resource,
): Bucket {
  return new Bucket(name, {}, { parent, ...durable(deletion) });
}

export function createTrail(
  name: string,
  args: AuditTierArgs,
  trail: TrailConfig,
  { bucket, key }: { readonly bucket: Bucket; readonly key: KeyRef },
  parent: pulumi.Resource,
): Trail {
  const { scope, buckets } = args;
  lockRecords(name, bucket, trail, key, parent);
  const statements = pulumi
    .all([bucket.arn, trailArnOf(scope), scope.account])
    .apply(([arn, trailArn, account]) => [...trailWritesRecords(arn, trailArn, account), ...tlsOnly(arn)]);
  const policy = closeBucket(name, bucket, statements, { parent });
  const watched = buckets.filter((one) => isDataBucket(one.name)).map((one) => one.bucket.arn);
  return new Trail(
    name,
    {
      name: trailName(scope),
      s3BucketName: bucket.bucket,
      kmsKeyId: key.arn,
      enableLogFileValidation: true,
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      advancedEventSelectors: pulumi.all(watched).apply((arns) => selectorsOf(trail.managementEvents, arns)),
    },
    // CloudTrail tries whether it may write there.
    { parent, dependsOn: policy },
  );
}

function lockRecords(
  name: string,
  { bucket }: Bucket,
  { lock: mode, retentionDays: days }: TrailConfig,
  key: KeyRef,
  parent: pulumi.Resource,
): void {
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
        },
      ],
    },
    { parent },
  );
  const versioning = new BucketVersioning(
    name,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    { parent },
  );
  const versioned = { parent, dependsOn: versioning };
  new BucketObjectLockConfiguration(name, { bucket, rule: { defaultRetention: { mode, days } } }, versioned);
  // A record's lock ends first.
  new BucketLifecycleConfiguration(name, { bucket, rules: expireVersionsAfter(days + 1) }, versioned);
}
