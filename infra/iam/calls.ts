import type { Statement } from "./statements";

/** Hand messages to workers, and see how many wait; taking them is the workers' own. */
export function callWorkers(queueArns: readonly string[]): Statement {
  return {
    Sid: "CallWorkers",
    Effect: "Allow",
    Action: ["sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"],
    Resource: queueArns,
  };
}
