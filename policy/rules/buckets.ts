import {
  breaks,
  isText,
  isTrue,
  listOf,
  notKnownYet,
  objectOf,
  objectsOf,
  type PolicyResource,
  type Properties,
} from "../resource";
import type { Problem, StackRule } from "../rule";
import { statementsOf } from "./iam";

/** Resources that AWS keeps apart from the bucket, and without which it is open. */
const parts: readonly {
  readonly type: string;
  readonly missing: Problem;
  readonly holds: (properties: Properties) => boolean;
}[] = [
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    missing: {
      message: "The bucket does not block public access.",
      fix: "Close it with closeBucket of infra/s3/closeBucket.ts.",
    },
    holds: (properties) =>
      ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"].every(
        (flag) => !breaks(properties[flag], isTrue),
      ),
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    missing: {
      message: "The bucket takes requests without TLS.",
      fix: "Add tlsOnly of infra/iam/buckets.ts to its policy.",
    },
    holds: ({ policy }) => policy === notKnownYet || statementsOf(policy).some(deniesPlainTransport),
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    missing: {
      message: "The bucket does not say how it is encrypted.",
      fix: "Give it a BucketServerSideEncryptionConfiguration.",
    },
    holds: ({ rules }) =>
      rules === notKnownYet ||
      objectsOf(rules).some(({ applyServerSideEncryptionByDefault: rule }) =>
        rule === notKnownYet ? true : !breaks(objectOf(rule).sseAlgorithm, isText),
      ),
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    missing: {
      message: "The bucket keeps what nobody needs any more.",
      fix: "Give it a BucketLifecycleConfiguration with a rule that is enabled.",
    },
    holds: ({ rules }) =>
      rules === notKnownYet ||
      objectsOf(rules).some(({ status }) => !breaks(status, (text) => text === "Enabled")),
  },
];

export const bucketRules: readonly StackRule[] = [
  {
    kind: "stack",
    name: "buckets-closed",
    demand: "Every bucket blocks public access, takes TLS only, is encrypted and has a lifecycle.",
    relaxable: false,
    check: (resources) =>
      resources
        .filter(({ type }) => type === "aws:s3/bucket:Bucket")
        .flatMap((bucket) =>
          parts
            .filter(({ type, holds }) => {
              const own = resources.filter((part) => part.type === type && belongs(part, bucket));
              return !own.some(({ properties }) => holds(properties));
            })
            .map(({ missing }) => ({ urn: bucket.urn, ...missing })),
        ),
  },
];

/** By the bucket's name in AWS; before there is one, by the logical name that both share. */
function belongs(part: PolicyResource, bucket: PolicyResource): boolean {
  const [named, name] = [part.properties.bucket, bucket.properties.bucket];
  return typeof named === "string" && typeof name === "string" ? named === name : part.name === bucket.name;
}

function deniesPlainTransport({ Effect, Principal, Action, Condition }: Properties): boolean {
  return (
    Effect === "Deny" &&
    Principal === "*" &&
    listOf(Action).includes("s3:*") &&
    objectOf(objectOf(Condition).Bool)["aws:SecureTransport"] === "false"
  );
}
