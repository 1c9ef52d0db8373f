import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { expireAfter } from "../../infra/buckets";
import { loadBalancerWritesLogs, tlsOnly } from "../../infra/iam/buckets";
import { closeBucket } from "../../infra/s3/closeBucket";
import type { PlatformTierArgs } from "./PlatformTier";

export interface LogBucket {
  readonly bucket: pulumi.Output<string>;
  /** The load balancer checks at its creation that it may write. */
  readonly ready: pulumi.Resource;
}

/** Access logs can only be delivered into a bucket under S3's own key. */
export function createLogBucket(name: string, args: PlatformTierArgs, parent: pulumi.Resource): LogBucket {
  const bucket = new Bucket(name, { forceDestroy: !args.deletionProtection }, { parent });
  const bucketName = { bucket: bucket.bucket };
  new BucketServerSideEncryptionConfiguration(
    name,
    { ...bucketName, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  new BucketLifecycleConfiguration(
    name,
    {
      ...bucketName,
      rules: expireAfter(args.accessLogDays),
    },
    { parent },
  );
  const statements = pulumi
    .all([bucket.arn, args.scope.account])
    .apply(([arn, account]) => [loadBalancerWritesLogs(arn, account), ...tlsOnly(arn)]);
  const ready = closeBucket(name, bucket, statements, { parent });
  return { bucket: bucket.bucket, ready };
}
