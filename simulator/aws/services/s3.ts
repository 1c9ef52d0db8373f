import { physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, ResourceTypes } from "../types";

/** Beginnings and ends that S3 keeps for itself: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. */
const bucketName =
  /^(?!xn--|sthree-|amzn-s3-demo-|\d+(?:\.\d+){3}$)(?!.*(?:\.\.|-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--table-s3$))[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

/** Settings of a bucket are resources of their own and carry the bucket's name as their id. */
const bucketPart: Model = ({ inputs }) => ({ id: String(inputs.bucket) });

export const s3Types: ResourceTypes = {
  "aws:s3/bucket:Bucket": {
    outputs: (resource, { region }) => {
      const bucket = physicalName(resource, resource.inputs.bucket);
      const bucketRegionalDomainName = `${bucket}.s3.${region}.amazonaws.com`;
      return { id: bucket, bucket, arn: `arn:aws:s3:::${bucket}`, bucketRegionalDomainName };
    },
    replacedBy: ["bucket", "bucketPrefix", "objectLockEnabled"],
    name: {
      ...nameRule(63, bucketName, "BucketAlreadyOwnedByYou"),
      property: "bucket",
      min: 3,
    },
  },
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": {
    outputs: bucketPart,
    replacedBy: ["bucket"],
  },
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": {
    outputs: bucketPart,
    replacedBy: ["bucket", "expectedBucketOwner"],
  },
  "aws:s3/bucketVersioning:BucketVersioning": {
    outputs: bucketPart,
    replacedBy: ["bucket", "expectedBucketOwner"],
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    outputs: bucketPart,
    replacedBy: ["bucket", "expectedBucketOwner"],
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    outputs: bucketPart,
    replacedBy: ["bucket"],
  },
};
