import { Bucket, BucketPublicAccessBlock, BucketVersioning } from "@pulumi/aws/s3";

/** Two buckets: one that everybody may read, and one whose settings, resources of their own, close it. */
export function planted(): void {
  new Bucket("open", { acl: "public-read" });
  const { id: bucket } = new Bucket("closed");
  new BucketPublicAccessBlock("closed", {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new BucketVersioning("closed", { bucket, versioningConfiguration: { status: "Enabled" } });
}
