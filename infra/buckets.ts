import type { DataConfig } from "./config/schema/data";
import type { BucketConfig, ModuleDataConfig } from "./config/schema/moduleData";

/** A bucket as a module declares it, however much of it the stack file says. */
export interface ModuleBucket extends BucketConfig {
  readonly shared: boolean;
}

/** `true` is a bucket with nothing special about it. */
export function bucketOf({ bucket }: Pick<ModuleDataConfig, "bucket">): ModuleBucket | undefined {
  if (bucket === false) return undefined;
  return bucket === true ? { shared: false } : { ...bucket, shared: bucket.shared ?? false };
}

/** Where the keys of a module begin in a bucket that it shares: modules have no slash in their names. */
export function bucketPrefix(module: string): string {
  return `${module}/`;
}

/** Parts of uploads that nobody ended cost as much as objects, and no list shows them. */
const abandonedUploadDays = 7;

/** Of a bucket into which AWS writes logs. */
export function expireAfter(days: number) {
  return [
    {
      id: "expire",
      status: "Enabled",
      filter: {},
      expiration: { days },
      abortIncompleteMultipartUpload: { daysAfterInitiation: abandonedUploadDays },
    },
  ];
}

/** The same of a bucket with versions, where S3 otherwise only marks as deleted what has expired. */
export function expireVersionsAfter(days: number) {
  return expireAfter(days).map((rule) => ({ ...rule, noncurrentVersionExpiration: { noncurrentDays: 1 } }));
}

/**
 * What S3 does with objects as they grow old. What is overwritten or deleted stays for a while, and so does what
 * goes by itself: in a bucket with versions, S3 only marks it as deleted. Locked versions stay until their lock ends.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function lifecycleRules(
  { expireDays, infrequentAccessDays }: Pick<BucketConfig, "expireDays" | "infrequentAccessDays">,
  { noncurrentVersionDays: noncurrentDays }: Pick<DataConfig, "noncurrentVersionDays">,
) {
  const all = { status: "Enabled", filter: {} };
  const ages = expireDays !== undefined || infrequentAccessDays !== undefined;
  return [
    {
      ...all,
      id: "clean-up",
      noncurrentVersionExpiration: { noncurrentDays },
      abortIncompleteMultipartUpload: { daysAfterInitiation: abandonedUploadDays },
      // Marks of what is gone for good slow every listing down.
      expiration: { expiredObjectDeleteMarker: true },
    },
    ...(ages
      ? [
          {
            ...all,
            id: "age",
            ...(expireDays === undefined ? {} : { expiration: { days: expireDays } }),
            ...(infrequentAccessDays === undefined
              ? {}
              : { transitions: [{ days: infrequentAccessDays, storageClass: "STANDARD_IA" }] }),
          },
        ]
      : []),
  ];
}
