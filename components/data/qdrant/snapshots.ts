import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketServerSideEncryptionConfiguration,
} from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { kept } from "../../../infra/durability";
import { denyOtherEncryption, tlsOnly, useBucketPrefix } from "../../../infra/iam/buckets";
import { createRole, type RoleRef } from "../../../infra/iam/role";
import { serviceTrust } from "../../../infra/iam/trust";
import { closeBucket } from "../../../infra/s3/closeBucket";
import type { QdrantArgs } from "./Qdrant";

export interface SnapshotsRef {
  readonly bucket: pulumi.Output<string>;
  /** Of the nodes' tasks, which write there themselves. */
  readonly taskRole: RoleRef;
}

/** Where snapshots go, for as many days as the configuration says; undefined where there are none. */
export function createSnapshots(
  name: string,
  args: QdrantArgs,
  parent: pulumi.Resource,
): SnapshotsRef | undefined {
  const { dataKey, scope, snapshotRetentionDays } = args;
  if (snapshotRetentionDays === false) return undefined;
  const bucket = createBucket(`${name}-snapshots`, snapshotRetentionDays, args, parent);
  const taskRole = createRole(
    `${name}-task`,
    {
      description: "Qdrant: write and read its snapshots",
      trust: scope.account.apply((account) =>
        serviceTrust("ecs-tasks.amazonaws.com", account, `arn:aws:ecs:${scope.region}:${account}:*`),
      ),
      // The path is Qdrant's own: that of its folder for snapshots, which is ./snapshots.
      statements: [
        pulumi
          .all([bucket.arn, dataKey.arn])
          .apply(([arn, keyArn]) => useBucketPrefix(arn, "snapshots/", keyArn)),
      ],
    },
    scope,
    { parent },
  );
  return { bucket: bucket.bucket, taskRole };
}

/** A bucket that only TLS and the data key can use. Whatever is in it is a copy, so it keeps no versions. */
function createBucket(
  name: string,
  days: number,
  { dataKey, deletion }: QdrantArgs,
  parent: pulumi.Resource,
): Bucket {
  const options = { parent, ...kept(deletion) };
  const bucket = new Bucket(name, { forceDestroy: deletion === "disposable" }, options);
  new BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.bucket,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: dataKey.arn },
          bucketKeyEnabled: true,
          // With a key that the caller brings, nobody else could ever read the object.
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    },
    options,
  );
  new BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: {},
          expiration: { days },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    options,
  );
  const statements = pulumi
    .all([bucket.arn, dataKey.arn])
    .apply(([arn, keyArn]) => [...tlsOnly(arn), ...denyOtherEncryption(arn, keyArn)]);
  closeBucket(name, bucket, statements, options);
  return bucket;
}
