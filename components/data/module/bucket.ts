import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketPolicy,
  BucketPublicAccessBlock,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { type Deletion, kept } from "../../../infra/durability";
import { denyOtherEncryption, denyPlainTransport, policyDocument } from "../../../infra/iam/statements";
import type { KeyRef } from "../../keys/refs";

export interface ModuleBucketArgs {
  readonly key: KeyRef;
  readonly deletion: Deletion;
  readonly noncurrentVersionDays: number;
  readonly tags: Record<string, string>;
}

/** A bucket that only TLS and the module's key can use, and in which nothing is lost at once. */
export function createModuleBucket(module: string, args: ModuleBucketArgs, parent: pulumi.Resource): Bucket {
  const name = `${module}-bucket`;
  const bucket = new Bucket(
    name,
    { forceDestroy: args.deletion === "disposable", tags: args.tags },
    { parent, ...kept(args.deletion) },
  );
  const part = { bucket: bucket.bucket };
  const options = { parent, ...kept(args.deletion) };
  const block = new BucketPublicAccessBlock(
    name,
    {
      ...part,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    options,
  );
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      ...part,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: args.key.arn },
          // One call to KMS for many objects instead of one for each.
          bucketKeyEnabled: true,
        },
      ],
    },
    options,
  );
  const versioning = new BucketVersioning(
    name,
    { ...part, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  new BucketLifecycleConfiguration(
    name,
    {
      ...part,
      rules: [
        {
          id: "clean-up",
          status: "Enabled",
          filter: {},
          noncurrentVersionExpiration: { noncurrentDays: args.noncurrentVersionDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { ...options, dependsOn: versioning },
  );
  new BucketPolicy(
    name,
    {
      ...part,
      policy: pulumi
        .all([bucket.arn, args.key.arn])
        .apply(([arn, keyArn]) =>
          policyDocument([denyPlainTransport(arn), ...denyOtherEncryption(arn, keyArn)]),
        ),
    },
    // The block must stand first, or S3 answers with a conflict.
    { ...options, dependsOn: block },
  );
  return bucket;
}
