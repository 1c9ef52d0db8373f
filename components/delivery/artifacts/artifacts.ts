import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { artifactLifecycle } from "../../../infra/delivery/artifacts";
import { kept } from "../../../infra/durability";
import { denyOtherEncryption, tlsOnly } from "../../../infra/iam/buckets";
import { closeBucket } from "../../../infra/s3/closeBucket";
import type { KeyRef } from "../../keys/refs";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { ArtifactsRef } from "../refs";

/** What stages hand on to each other. It can be made again from the commit, so nothing of it is kept for long. */
export function createArtifacts(
  name: string,
  { deletion }: DeliveryTierArgs,
  key: KeyRef,
  parent: pulumi.Resource,
): ArtifactsRef {
  const own = `${name}-artifacts`;
  const options = { parent, ...kept(deletion) };
  const bucket = new Bucket(own, { forceDestroy: deletion === "disposable" }, options);
  const of = { bucket: bucket.bucket };
  new BucketServerSideEncryptionConfiguration(
    own,
    {
      ...of,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    },
    options,
  );
  new BucketLifecycleConfiguration(own, { ...of, rules: artifactLifecycle }, options);
  const statements = pulumi
    .all([bucket.arn, key.arn])
    .apply(([arn, keyArn]) => [...tlsOnly(arn), ...denyOtherEncryption(arn, keyArn)]);
  const policy = closeBucket(own, bucket, statements, options);
  // Known only when the bucket is closed.
  const closed = <T>(value: pulumi.Output<T>) => pulumi.all([value, policy.id]).apply(([known]) => known);
  return { bucket: closed(bucket.bucket), arn: closed(bucket.arn) };
}
