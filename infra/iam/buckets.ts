import type { Statement } from "./statements";

/** A bucket that is the module's alone, and the key that it is under. */
export function useBucket(bucketArn: string, keyArn: string): Statement[] {
  return [
    {
      Sid: "ListBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketLocation", "s3:ListBucket"],
      Resource: bucketArn,
    },
    useObjects(`${bucketArn}/*`),
    { Sid: "UseBucketKey", Effect: "Allow", Action: useKey, Resource: keyArn },
  ];
}

/**
 * What begins with the prefix in a bucket of several modules, and no other name: a name can say as much as what it
 * stands for. With bucket keys S3 names the bucket to KMS, not the object, so the key opens no more than the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function useBucketPrefix(bucketArn: string, prefix: string, keyArn: string): Statement[] {
  return [
    { Sid: "LocateBucket", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: bucketArn },
    {
      Sid: "ListPrefix",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${prefix}*` } },
    },
    useObjects(`${bucketArn}/${prefix}*`),
    {
      Sid: "UseBucketKey",
      Effect: "Allow",
      Action: useKey,
      Resource: keyArn,
      Condition: {
        StringEquals: { "kms:EncryptionContext:aws:s3:arn": bucketArn },
        StringLike: { "kms:ViaService": "s3.*.amazonaws.com" },
      },
    },
  ];
}

const useKey = ["kms:Decrypt", "kms:GenerateDataKey"];

function useObjects(resource: string): Statement {
  return {
    Sid: "UseObjects",
    Effect: "Allow",
    Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
    Resource: resource,
  };
}

/** Only TLS that is not broken yet, for a bucket's own policy. */
export function tlsOnly(bucketArn: string): Statement[] {
  return [denyPlainTransport(bucketArn), denyOldTls(bucketArn)];
}

function denyPlainTransport(bucketArn: string): Statement {
  return {
    Sid: "DenyPlainTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html */
function denyOldTls(bucketArn: string): Statement {
  return {
    Sid: "DenyOldTls",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } },
  };
}

/**
 * An object is written under the bucket's key or not at all. A request that names no encryption gets the
 * bucket's default; `StringNotEquals` alone, with or without `IfExists`, would deny it as well, because a
 * missing key is not equal to anything.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function denyOtherEncryption(bucketArn: string, keyArn: string): Statement[] {
  const denyOther = (Sid: string, header: string, value: string): Statement => ({
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: { StringNotEquals: { [header]: value }, Null: { [header]: "false" } },
  });
  return [
    denyOther("DenyOtherEncryption", "s3:x-amz-server-side-encryption", "aws:kms"),
    denyOther("DenyOtherKeys", "s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn),
  ];
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html */
export function loadBalancerWritesLogs(bucketArn: string, account: string): Statement {
  return {
    Sid: "LoadBalancerWritesLogs",
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/AWSLogs/${account}/*`,
  };
}

/**
 * The account's own buckets, whichever they are: a name in this policy would let one module's bucket change what
 * all others log to. https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html
 */
export function bucketsWriteLogs(bucketArn: string, account: string): Statement {
  return {
    Sid: "BucketsWriteLogs",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": "arn:aws:s3:::*" },
    },
  };
}
