import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketLogging,
  BucketObjectLockConfiguration,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { backedUp } from "../../../infra/backups";
import { lifecycleRules, type ModuleBucket } from "../../../infra/buckets";
import { type Deletion, kept } from "../../../infra/durability";
import { denyOtherEncryption, tlsOnly } from "../../../infra/iam/buckets";
import { closeBucket } from "../../../infra/s3/closeBucket";
import type { KeyRef } from "../../keys/refs";
import type { AccessLogBucketRef } from "../refs";

export interface DataBucketArgs extends Omit<ModuleBucket, "shared"> {
  readonly key: KeyRef;
  readonly deletion: Deletion;
  readonly noncurrentVersionDays: number;
  readonly accessLogs?: AccessLogBucketRef | undefined;
  readonly tags?: Record<string, string>;
}

/** A bucket that only TLS and one key can use, in which nothing is lost at once, and that is backed up. */
export function createDataBucket(name: string, args: DataBucketArgs, parent: pulumi.Resource): Bucket {
  const options = { parent, ...kept(args.deletion) };
  const bucket = new Bucket(
    name,
    {
      // The provider would delete locked objects too.
      forceDestroy: args.deletion === "disposable" && args.lockDays === undefined,
      tags: { ...args.tags, ...backedUp },
    },
    options,
  );
  encrypt(name, bucket, args.key, options);
  keepVersions(name, bucket, args, options);
  if (args.accessLogs) recordAccess(name, bucket, args.accessLogs, parent);
  const statements = pulumi
    .all([bucket.arn, args.key.arn])
    .apply(([arn, keyArn]) => [...tlsOnly(arn), ...denyOtherEncryption(arn, keyArn)]);
  closeBucket(name, bucket, statements, options);
  return bucket;
}

function encrypt(name: string, { bucket }: Bucket, key: KeyRef, options: pulumi.CustomResourceOptions): void {
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          // One call to KMS for many objects instead of one for each.
          bucketKeyEnabled: true,
          // With a key that the caller brings, nobody else could ever read the object.
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    },
    options,
  );
}

function keepVersions(
  name: string,
  { bucket }: Bucket,
  args: DataBucketArgs,
  options: pulumi.CustomResourceOptions,
): void {
  const versioning = new BucketVersioning(
    name,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  const versioned = { ...options, dependsOn: versioning };
  new BucketLifecycleConfiguration(name, { bucket, rules: lifecycleRules(args, args) }, versioned);
  if (args.lockDays !== undefined) lockObjects(name, bucket, args.lockDays, versioned);
}

/**
 * Turned on for a bucket that is there, never when it is made: `objectLockEnabled` of a bucket replaces it. Without
 * `lockDays` the provider takes back what new objects would get, and S3 keeps every lock that it has given; so this
 * is not retained, unlike the rest. https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html
 */
function lockObjects(
  name: string,
  bucket: pulumi.Output<string>,
  days: number,
  options: pulumi.CustomResourceOptions,
): void {
  new BucketObjectLockConfiguration(
    name,
    { bucket, rule: { defaultRetention: { mode: "GOVERNANCE", days } } },
    { ...options, retainOnDelete: false },
  );
}

/** Not retained with the bucket either, or it would go on after `bucketAccessLogs` is off. */
function recordAccess(
  name: string,
  { bucket }: Bucket,
  logs: AccessLogBucketRef,
  parent: pulumi.Resource,
): void {
  new BucketLogging(
    name,
    {
      bucket,
      targetBucket: logs.name,
      targetPrefix: "buckets/",
      // By bucket and day, so that a day's calls to one bucket can be asked for without reading all others.
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    },
    { parent },
  );
}
