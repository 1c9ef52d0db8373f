import * as pulumi from "@pulumi/pulumi";
import { bucketOf, bucketPrefix } from "../../../infra/buckets";
import { useBucket, useBucketPrefix } from "../../../infra/iam/buckets";
import { createDataBucket } from "../buckets/dataBucket";
import type { AccessLogBucketRef, SharedBucketRef } from "../refs";
import type { Part, PartContext } from "./parts";

export interface EnvironmentBuckets {
  /** There where a module shares one. */
  readonly shared?: SharedBucketRef | undefined;
  readonly accessLogs?: AccessLogBucketRef | undefined;
}

/** A bucket of the module's own, or its prefix in the one that modules share. */
export function bucketPart(context: PartContext, { shared, accessLogs }: EnvironmentBuckets): Part {
  const { module, config, settings, key, tags, parent } = context;
  const declared = bucketOf(config.data)!;
  if (declared.shared) return prefixPart(module, shared!);
  const args = { ...settings, ...declared, key, tags, accessLogs };
  const bucket = createDataBucket(`${module}-bucket`, args, parent);
  const use = pulumi.all([bucket.arn, key.arn]).apply(([bucketArn, keyArn]) => useBucket(bucketArn, keyArn));
  return { variables: { BUCKET: bucket.bucket }, statements: [use], bucket: { arn: bucket.arn, key } };
}

/** `BUCKET_PREFIX` stands before each key; where there is none, as in a bucket of the module's own, nothing does. */
function prefixPart(module: string, { name, arn, key }: SharedBucketRef): Part {
  const prefix = bucketPrefix(module);
  const use = pulumi
    .all([arn, key.arn])
    .apply(([bucketArn, keyArn]) => useBucketPrefix(bucketArn, prefix, keyArn));
  return {
    variables: { BUCKET: name, BUCKET_PREFIX: prefix },
    statements: [use],
    bucket: { arn, key, prefix },
  };
}
