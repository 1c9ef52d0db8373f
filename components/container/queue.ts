import { Queue } from "@pulumi/aws/sqs";
import type * as pulumi from "@pulumi/pulumi";
import { jsonStringify } from "@pulumi/pulumi";
import type { ContainerModuleArgs } from "./ContainerModule";
import { closeQueue, createFailureQueue } from "./failures";

/** The queue that a worker takes its messages from. */
export interface QueueRef {
  readonly name: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
}

/** Of a worker only. What it cannot work on goes to a queue of dead letters, from where it can come back. */
export function createQueue(
  name: string,
  args: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): QueueRef | undefined {
  if (args.kind !== "worker") return undefined;
  const { visibilitySeconds, receives, retentionDays } = args.queue;
  const deadLetters = createFailureQueue(name, "dead-letters", args, tags, parent);
  closeQueue(`${name}-dead-letters`, deadLetters, [], parent);
  const queue = new Queue(
    `${name}-queue`,
    {
      visibilityTimeoutSeconds: visibilitySeconds,
      messageRetentionSeconds: retentionDays * 86_400,
      // An empty answer costs as much as a message; a long wait asks less often.
      receiveWaitTimeSeconds: 20,
      sqsManagedSseEnabled: true,
      redrivePolicy: jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: receives }),
      tags,
    },
    { parent },
  );
  closeQueue(`${name}-queue`, queue, [], parent);
  return queue;
}
