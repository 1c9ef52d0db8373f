import type * as pulumi from "@pulumi/pulumi";
import type { Deletion } from "../../../infra/durability";
import type { KeyRef } from "../../keys/refs";
import type { AccessLogBucketRef, SharedBucketRef } from "../refs";
import { createDataBucket } from "./dataBucket";

export interface SharedBucketArgs {
  readonly dataKey: KeyRef;
  readonly deletion: Deletion;
  readonly noncurrentVersionDays: number;
  readonly accessLogs: AccessLogBucketRef | undefined;
}

/**
 * One bucket for all modules that ask for no more than a prefix. Nothing of it hangs on a module, so that none
 * changes what others use; and it is kept like a module's own, so that the last one can go.
 */
export function createSharedBucket(
  name: string,
  { dataKey: key, deletion, noncurrentVersionDays, accessLogs }: SharedBucketArgs,
  parent: pulumi.Resource,
): SharedBucketRef {
  const bucket = createDataBucket(name, { key, deletion, noncurrentVersionDays, accessLogs }, parent);
  return { name: bucket.bucket, arn: bucket.arn, key };
}
