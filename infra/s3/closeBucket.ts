import { type Bucket, BucketPolicy, BucketPublicAccessBlock } from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { policyDocument, type Statement } from "../iam/statements";

/** Shuts a bucket to the public and gives it its policy. */
export function closeBucket(
  name: string,
  { bucket }: Bucket,
  statements: pulumi.Input<readonly Statement[]>,
  opts: pulumi.CustomResourceOptions,
): BucketPolicy {
  const block = new BucketPublicAccessBlock(
    name,
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  const policy = pulumi.output(statements).apply(policyDocument);
  // The block must stand first, or S3 answers with a conflict.
  return new BucketPolicy(name, { bucket, policy }, { ...opts, dependsOn: block });
}
