import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { expireAfter } from "../../../infra/buckets";
import { type Deletion, kept } from "../../../infra/durability";
import { bucketsWriteLogs, tlsOnly } from "../../../infra/iam/buckets";
import { closeBucket } from "../../../infra/s3/closeBucket";
import type { Scope } from "../../../infra/scope";
import type { AccessLogBucketRef } from "../refs";

export interface AccessLogBucketArgs {
  readonly scope: Scope;
  readonly deletion: Deletion;
  readonly logRetentionDays: number;
}

/**
 * Where S3 writes down who called which bucket. S3 delivers only into a bucket under its own key and without object
 * lock. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function createAccessLogBucket(
  name: string,
  args: AccessLogBucketArgs,
  parent: pulumi.Resource,
): AccessLogBucketRef {
  const options = { parent, ...kept(args.deletion) };
  const bucket = new Bucket(name, { forceDestroy: args.deletion === "disposable" }, options);
  const of = { bucket: bucket.bucket };
  new BucketServerSideEncryptionConfiguration(
    name,
    { ...of, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    options,
  );
  new BucketLifecycleConfiguration(
    name,
    {
      ...of,
      rules: expireAfter(args.logRetentionDays),
    },
    options,
  );
  const statements = pulumi
    .all([bucket.arn, args.scope.account])
    .apply(([arn, account]) => [bucketsWriteLogs(arn, account), ...tlsOnly(arn)]);
  const policy = closeBucket(name, bucket, statements, options);
  // Known only when S3 may write there.
  return { name: pulumi.all([bucket.bucket, policy.id]).apply(([written]) => written) };
}
