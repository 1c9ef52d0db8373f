import { EventRule, EventTarget } from "@pulumi/aws/cloudwatch";
import { EventSourceMapping } from "@pulumi/aws/lambda";
import { Queue, QueuePolicy } from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import { createAlarm } from "../../../infra/alarms/createAlarm";
import { anyMessage } from "../../../infra/alarms/queueAlarm";
import { restartServices } from "../../../infra/iam/data";
import { consumeMessages, denyPlainMessages, ruleSendsMessages } from "../../../infra/iam/queues";
import { policyDocument, type Statement } from "../../../infra/iam/statements";
import { project } from "../../../infra/naming";
import { deploymentMinutes } from "../../../infra/trafficShift";
import type { DataTierArgs } from "../DataTier";
import { createDataFunction } from "../function";

/** A service gets new tasks within minutes; what a message waits for is asked this often. */
const askAgainSeconds = 120;

/** Two hours, or twice what the slowest release takes; SQS knows no more than a thousand. */
function mostReceives(modules: DataTierArgs["modules"]): number {
  const slowest = Math.max(60, ...Object.values(modules).map(deploymentMinutes));
  return Math.min(1000, Math.ceil((2 * slowest * 60) / askAgainSeconds));
}

const keptSeconds = 14 * 86_400;

/** What tells of a rotated secret; the function `rotate-secret` says the same. */
const rotated = { source: project, detailType: "Secret rotated" };

/**
 * A rotated secret ends in new tasks of the services that read it. One message group has one message worked on at
 * a time, so that no two modules are without half of their tasks at once.
 */
export function createRestarts(name: string, args: DataTierArgs, parent: pulumi.Resource): void {
  const own = `${name}-restarts`;
  const deadLetters = createDeadLetters(`${own}-dead-letters`, args, parent);
  const queue = new Queue(
    own,
    {
      fifoQueue: true,
      // EventBridge gives messages no mark of their own; every event has an id in its text.
      // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
      contentBasedDeduplication: true,
      visibilityTimeoutSeconds: askAgainSeconds,
      messageRetentionSeconds: keptSeconds,
      sqsManagedSseEnabled: true,
      redrivePolicy: pulumi.jsonStringify({
        deadLetterTargetArn: deadLetters.arn,
        maxReceiveCount: mostReceives(args.modules),
      }),
    },
    { parent },
  );
  feedQueue(own, args, queue, parent);
  const { arn } = createDataFunction(
    `${name}-restart-services`,
    {
      ...args,
      logsKey: args.keys.logs,
      code: "restart-services",
      description: "Starts services anew whose secrets have changed",
      timeoutSeconds: askAgainSeconds / 6,
      statements: [
        pulumi
          .all([queue.arn, args.platform.cluster.arn])
          .apply(([queueArn, cluster]) => [consumeMessages(queueArn), restartServices(cluster)]),
      ],
      variables: { CLUSTER: args.platform.cluster.name },
    },
    parent,
  );
  new EventSourceMapping(
    own,
    {
      eventSourceArn: queue.arn,
      functionName: arn,
      batchSize: 1,
      functionResponseTypes: ["ReportBatchItemFailures"],
    },
    { parent },
  );
}

function feedQueue(name: string, { scope }: DataTierArgs, queue: Queue, parent: pulumi.Resource): void {
  const rule = new EventRule(
    name,
    {
      description: "Rotated secrets",
      eventPattern: JSON.stringify({
        source: [rotated.source],
        "detail-type": [rotated.detailType],
        detail: { environment: [scope.environment] },
      }),
    },
    { parent },
  );
  const policy = closeQueue(
    name,
    queue,
    pulumi.all([queue.arn, rule.arn]).apply(([queueArn, ruleArn]) => [ruleSendsMessages(queueArn, ruleArn)]),
    parent,
  );
  new EventTarget(
    name,
    { rule: rule.name, arn: queue.arn, sqsTarget: { messageGroupId: "restarts" } },
    { parent, dependsOn: policy },
  );
}

/** Of a FIFO queue, and so one itself. */
function createDeadLetters(name: string, { alarms }: DataTierArgs, parent: pulumi.Resource): Queue {
  const queue = new Queue(
    name,
    { fifoQueue: true, messageRetentionSeconds: keptSeconds, sqsManagedSseEnabled: true },
    { parent },
  );
  closeQueue(name, queue, [], parent);
  createAlarm(
    name,
    {
      what: "restarts",
      severity: "critical",
      description:
        "The rotation of a secret did not end in restarted tasks; the queue of the same name tells whose.",
      runbook: "rotation",
      ...anyMessage(queue),
    },
    alarms,
    parent,
  );
  return queue;
}

function closeQueue(
  name: string,
  queue: Queue,
  statements: pulumi.Input<readonly Statement[]>,
  parent: pulumi.Resource,
): QueuePolicy {
  return new QueuePolicy(
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
