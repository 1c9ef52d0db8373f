import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { type Deletion, kept } from "../../../infra/durability";
import { denyOtherEncryption, denyPlainTransport } from "../../../infra/iam/statements";
import { closeBucket } from "../../../infra/s3/closeBucket";
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
  const options = { parent, ...kept(args.deletion) };
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.bucket,
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
  keepVersions(name, bucket, args.noncurrentVersionDays, options);
  const statements = pulumi
    .all([bucket.arn, args.key.arn])
    .apply(([arn, keyArn]) => [denyPlainTransport(arn), ...denyOtherEncryption(arn, keyArn)]);
  closeBucket(name, bucket, statements, options);
  return bucket;
}

/** What is overwritten or deleted stays for a while; uploads that nobody ends go. */
function keepVersions(
  name: string,
  { bucket }: Bucket,
  noncurrentDays: number,
  options: pulumi.CustomResourceOptions,
): void {
  const versioning = new BucketVersioning(
    name,
    { bucket, versioningConfiguration: { status: "Enabled" } },
    options,
  );
  new BucketLifecycleConfiguration(
    name,
    {
      bucket,
      rules: [
        {
          id: "clean-up",
          status: "Enabled",
          filter: {},
          noncurrentVersionExpiration: { noncurrentDays },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    },
    { ...options, dependsOn: versioning },
  );
}
