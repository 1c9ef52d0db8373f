import * as pulumi from "@pulumi/pulumi";
import type { ModuleBucketRef } from "../../../components/data/refs";
import type { WorkbenchArgs } from "../../../components/workbench/Workbench";
import { key, network, scope } from "../../support/fixtures";

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;

const bucket = (name: string, keyName: string, prefix?: string): ModuleBucketRef => ({
  arn: pulumi.output(bucketArn(name)),
  key: key(keyName),
  ...(prefix === undefined ? {} : { prefix }),
});

/** Two teams: one reads a bucket of its module's own and a part of a shared one, the other reads nothing. */
export function workbenchArgs(change: Partial<WorkbenchArgs> = {}): WorkbenchArgs {
  return {
    scope: scope(),
    network: network(),
    deletion: "protected",
    keyDeletionDays: 30,
    idleMinutes: 90,
    instanceTypes: ["ml.t3.large", "ml.t3.medium"],
    logs: { retentionDays: 30 },
    teams: {
      lab: {
        owner: "lab@example.com",
        reads: ["planning", "support"],
        storageGiB: 20,
        members: ["arn:aws:iam::123456789012:role/developer"],
      },
      other: { owner: "other@example.com", reads: [], storageGiB: 5, members: [] },
    },
    buckets: {
      planning: bucket("planning-bucket", "planning"),
      support: bucket("shared-bucket", "data", "support/"),
      secret: bucket("secret-bucket", "secret"),
    },
    ...change,
  };
}
