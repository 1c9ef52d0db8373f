import { LogGroup, LogResourcePolicy } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import { eventsWriteLogs } from "../iam/alarms";
import { policyDocument } from "../iam/statements";

export interface EventLogArgs {
  /** Name of the log group. */
  readonly path: string;
  readonly retentionDays: number;
  readonly keyArn: pulumi.Input<string>;
}

/**
 * A log group that EventBridge may write to. The policy hangs on the group itself, for of those of an account there can
 * be ten.
 */
export function createEventLog(
  name: string,
  { path, retentionDays, keyArn }: EventLogArgs,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const group = new LogGroup(
    name,
    { name: path, retentionInDays: retentionDays, kmsKeyId: keyArn },
    { parent },
  );
  const policy = new LogResourcePolicy(
    name,
    {
      resourceArn: group.arn,
      policyDocument: group.arn.apply((arn) => policyDocument([eventsWriteLogs(arn)])),
    },
    { parent },
  );
  // Known only when events may be written: before, EventBridge drops them.
  return pulumi.all([group.arn, policy.id]).apply(([arn]) => arn);
}
