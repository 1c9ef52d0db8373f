import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Bucket } from "@pulumi/aws/s3";
import type { ResourceTransformation } from "@pulumi/pulumi";

/** A log group that somebody made, by its name in the program. */
export interface NotedLogGroup {
  readonly name: string;
  readonly logGroup: LogGroup;
  /** Its name in AWS; undefined where that is known only when something else is there. */
  readonly path: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface NotedBucket {
  readonly name: string;
  readonly bucket: Bucket;
}

/** Where a program keeps what people say. */
export interface Notes {
  /** In the options of whatever makes log groups and buckets. */
  readonly transformation: ResourceTransformation;
  readonly logGroups: readonly NotedLogGroup[];
  readonly buckets: readonly NotedBucket[];
}

/**
 * Takes note of every log group and bucket, whoever makes it: one that a tier had to hand over would be masked, or its
 * calls recorded, only where somebody thought of it.
 */
export function takeNotes(): Notes {
  const logGroups: NotedLogGroup[] = [];
  const buckets: NotedBucket[] = [];
  return {
    logGroups,
    buckets,
    transformation: ({ resource, name, props }) => {
      const { name: path, tags } = props as { name?: unknown; tags?: Record<string, string> };
      if (resource instanceof LogGroup)
        logGroups.push({
          name,
          logGroup: resource,
          path: typeof path === "string" ? path : undefined,
          tags: tags ?? {},
        });
      if (resource instanceof Bucket) buckets.push({ name, bucket: resource });
      return undefined;
    },
  };
}
