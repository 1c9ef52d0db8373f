import { physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, Neighbour, Refusal, ResourceTypes, Values } from "../types";

/** Beginnings and ends that S3 keeps for itself: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. */
const bucketName =
  /^(?!xn--|sthree-|amzn-s3-demo-|\d+(?:\.\d+){3}$)(?!.*(?:\.\.|-s3alias$|--ol-s3$|\.mrap$|--x-s3$|--table-s3$))[a-z0-9][a-z0-9.-]*[a-z0-9]$/;

/** Settings of a bucket are resources of their own and carry the bucket's name as their id. */
const bucketPart: Model = ({ inputs }) => ({ id: String(inputs.bucket) });

const lockType = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration";
const versioningType = "aws:s3/bucketVersioning:BucketVersioning";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html */
const infrequentAccessDays = 30;

function lifecycleFault({ rules }: Values): Refusal | undefined {
  for (const rule of (rules ?? []) as readonly Values[]) {
    const expires = (rule.expiration as { readonly days?: number } | undefined)?.days ?? Infinity;
    for (const { days, storageClass } of (rule.transitions ?? []) as readonly {
      readonly days: number;
      readonly storageClass: string;
    }[]) {
      if (storageClass === "STANDARD_IA" && days < infrequentAccessDays)
        return {
          code: "InvalidArgument",
          detail: `'Days' in Transition action must be greater than or equal to ${infrequentAccessDays} for storageClass 'STANDARD_IA'`,
        };
      if (expires <= days)
        return {
          code: "InvalidArgument",
          detail: `'Days' in the Expiration action must be greater than 'Days' in the Transition action (${days})`,
        };
    }
  }
  return undefined;
}

/** A lock keeps versions, so there must be versions. */
function lockFault({ bucket }: Values, others: readonly Neighbour[]): Refusal | undefined {
  const versioned = others.some(
    ({ type, values }) =>
      type === versioningType &&
      values.bucket === bucket &&
      (values.versioningConfiguration as Values).status === "Enabled",
  );
  return versioned
    ? undefined
    : {
        code: "InvalidBucketState",
        detail: `Versioning must be 'Enabled' on ${String(bucket)} to apply an Object Lock configuration`,
      };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html */
function loggingFault({ targetBucket }: Values, others: readonly Neighbour[]): Refusal | undefined {
  return others.some(({ type, values }) => type === lockType && values.bucket === targetBucket)
    ? {
        code: "InvalidTargetBucketForLogging",
        detail: `${String(targetBucket)} has Object Lock, so no logs can be delivered to it`,
      }
    : undefined;
}

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
  [versioningType]: {
    outputs: bucketPart,
    replacedBy: ["bucket", "expectedBucketOwner"],
  },
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    outputs: bucketPart,
    replacedBy: ["bucket", "expectedBucketOwner"],
    fault: lifecycleFault,
  },
  [lockType]: {
    outputs: bucketPart,
    replacedBy: ["bucket", "expectedBucketOwner", "objectLockEnabled"],
    fault: lockFault,
  },
  "aws:s3/bucketLogging:BucketLogging": {
    outputs: bucketPart,
    replacedBy: ["bucket", "expectedBucketOwner"],
    fault: loggingFault,
  },
  "aws:s3/bucketPolicy:BucketPolicy": {
    outputs: bucketPart,
    replacedBy: ["bucket"],
  },
};
