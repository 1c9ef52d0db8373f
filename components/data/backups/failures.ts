import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { type AlarmDestinations, createAlarm } from "../../../infra/alarms/createAlarm";
import { anyMessage } from "../../../infra/alarms/queueAlarm";
import { denyPlainMessages, ruleSendsMessages } from "../../../infra/iam/queues";
import { policyDocument } from "../../../infra/iam/statements";
import type { Scope } from "../../../infra/scope";

/**
 * Backups and restores that failed or never began wait in a queue with all that AWS Backup says of them, and an alarm
 * tells of the first one: a backup that is missing hurts nobody until the day that it is needed.
 */
export function reportFailures(
  name: string,
  { environment }: Scope,
  roleArns: readonly pulumi.Output<string>[],
  alarms: AlarmDestinations,
  parent: pulumi.Resource,
): void {
  const own = `${name}-failures`;
  const rule = new EventRule(
    own,
    {
      description: `Backups and restores of ${environment} that failed`,
      eventPattern: pulumi.all([...roleArns]).apply((arns) => JSON.stringify(failedJobs(arns))),
    },
    { parent },
  );
  const queue = new Queue(
    own,
    { messageRetentionSeconds: 14 * 86_400, sqsManagedSseEnabled: true },
    { parent },
  );
  const policy = pulumi
    .all([queue.arn, rule.arn])
    .apply(([queueArn, ruleArn]) =>
      policyDocument([denyPlainMessages(queueArn), ruleSendsMessages(queueArn, ruleArn)]),
    );
  new QueuePolicy(own, { queueUrl: queue.url, policy }, { parent });
  new EventTarget(own, { rule: rule.name, arn: queue.arn }, { parent });
  createAlarm(
    own,
    {
      what: "backup-failures",
      severity: "critical",
      description: "Backups or restores that failed or did not begin wait in the queue of the same name.",
      runbook: "backup-failures",
      ...anyMessage(queue),
    },
    alarms,
    parent,
  );
}

/**
 * As an event pattern. Jobs of other plans have other roles; a backup has a state, and a restore a status.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 */
export function failedJobs(iamRoleArn: readonly string[]) {
  const failed = ["ABORTED", "EXPIRED", "FAILED"];
  return {
    source: ["aws.backup"],
    "detail-type": ["Backup Job State Change", "Restore Job State Change"],
    detail: { iamRoleArn, $or: [{ state: failed }, { status: failed }] },
  };
}
