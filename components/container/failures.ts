import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmWords } from "../../infra/alarms/alarm";
import { createAlarm } from "../../infra/alarms/createAlarm";
import { anyMessage } from "../../infra/alarms/queueAlarm";
import { denyPlainMessages, ruleSendsMessages } from "../../infra/iam/queues";
import { policyDocument, type Statement } from "../../infra/iam/statements";
import { containerNames } from "../../infra/taskContainers";
import type { ContainerModuleArgs } from "./ContainerModule";

/** What did not work, and for whom it is kept. */
export type FailureKind =
  /** A worker's messages, which can go back to its queue. */
  | "dead-letters"
  /** Jobs that failed or never started; no queue takes these back. */
  | "failures";

/**
 * Keeps what failed for as long as SQS can, and an alarm tells of the first one. Encrypted by SQS itself: under a key
 * of the environment, that key would have to name every service that may send.
 */
export function createFailureQueue(
  name: string,
  kind: FailureKind,
  { alarms, owner }: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): Queue {
  const queue = new Queue(
    `${name}-${kind}`,
    { messageRetentionSeconds: 14 * 86_400, sqsManagedSseEnabled: true, tags },
    { parent },
  );
  createAlarm(
    `${name}-${kind}`,
    {
      what: `${name}-${kind}`,
      module: { owner, tags },
      severity: "warning",
      ...words[kind],
      ...anyMessage(queue),
    },
    alarms,
    parent,
  );
  return queue;
}

const words: Readonly<Record<FailureKind, Pick<AlarmWords, "description" | "runbook">>> = {
  "dead-letters": {
    description: "Messages that the module could not work on wait in the queue of the same name.",
    runbook: "dead-letters",
  },
  failures: {
    description: "Jobs of the module that failed or did not start wait in the queue of the same name.",
    runbook: "failed-jobs",
  },
};

/** SQS has room for one policy, so all that a queue allows or denies is said at once. */
export function closeQueue(
  name: string,
  queue: Queue,
  statements: pulumi.Input<readonly Statement[]>,
  parent: pulumi.Resource,
): void {
  new QueuePolicy(
    name,
    {
      queueUrl: queue.url,
      policy: pulumi
        .all([queue.arn, statements])
        .apply(([arn, more]) => policyDocument([denyPlainMessages(arn), ...(more as readonly Statement[])])),
    },
    { parent },
  );
}

/** Jobs of the module that fail, put in a queue with all that ECS says of them. */
export function collectFailedTasks(
  name: string,
  args: ContainerModuleArgs,
  family: pulumi.Output<string>,
  queue: Queue,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): void {
  const rule = new EventRule(
    `${name}-failures`,
    {
      description: `Tasks of ${name} on their own that failed`,
      eventPattern: pulumi
        .all([args.platform.cluster.arn, family])
        .apply(([cluster, known]) => JSON.stringify(failedTasks(cluster, known))),
      tags,
    },
    { parent },
  );
  closeQueue(
    `${name}-failures`,
    queue,
    pulumi.all([queue.arn, rule.arn]).apply(([queueArn, ruleArn]) => [ruleSendsMessages(queueArn, ruleArn)]),
    parent,
  );
  new EventTarget(`${name}-failures`, { rule: rule.name, arn: queue.arn }, { parent });
}

/**
 * Which tasks have failed, as an event pattern. A task of a service is of the group `service:…`, any other of that of
 * its family. A sidecar that is told to end when the module's container has may answer with any exit code, so only
 * that container counts; EventBridge matches name and exit code within one container. What ends otherwise than by its
 * containers was not started, or was stopped before its end.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function failedTasks(clusterArn: string, family: string) {
  return {
    source: ["aws.ecs"],
    "detail-type": ["ECS Task State Change"],
    detail: {
      clusterArn: [clusterArn],
      group: [`family:${family}`],
      lastStatus: ["STOPPED"],
      $or: [
        { stopCode: [{ "anything-but": "EssentialContainerExited" }] },
        { containers: { name: [containerNames.application], exitCode: [{ "anything-but": 0 }] } },
      ],
    },
  };
}
