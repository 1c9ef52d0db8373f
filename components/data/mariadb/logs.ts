import { LogGroup } from "@pulumi/aws/cloudwatch";
import type * as pulumi from "@pulumi/pulumi";
import type { Deletion } from "../../../infra/durability";
import type { KeyRef } from "../../keys/refs";

export type LogKind = "audit" | "error" | "slowquery";

/** What a server exports; the audit plugin writes the first. */
export function logKinds(deletion: Deletion): readonly LogKind[] {
  return [...(deletion === "protected" ? (["audit"] as const) : []), "error", "slowquery"];
}

export interface LogGroupsArgs {
  readonly identifier: string;
  readonly kinds: readonly LogKind[];
  readonly logsKey: KeyRef;
  readonly logRetentionDays: number;
}

/** Made before the server: those that RDS makes have no key and never expire. */
export function createLogGroups(
  name: string,
  { identifier, kinds, logsKey, logRetentionDays }: LogGroupsArgs,
  parent: pulumi.Resource,
): LogGroup[] {
  return kinds.map(
    (kind) =>
      new LogGroup(
        `${name}-${kind}`,
        {
          name: `/aws/rds/instance/${identifier}/${kind}`,
          retentionInDays: logRetentionDays,
          kmsKeyId: logsKey.arn,
        },
        { parent },
      ),
  );
}
