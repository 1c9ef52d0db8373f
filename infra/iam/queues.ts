import type { Statement } from "./statements";

/** Take messages from a queue, keep them longer, and be done with them. */
export function consumeMessages(queueArn: string): Statement {
  return {
    Sid: "ConsumeMessages",
    Effect: "Allow",
    Action: [
      "sqs:ChangeMessageVisibility",
      "sqs:DeleteMessage",
      "sqs:GetQueueAttributes",
      "sqs:ReceiveMessage",
    ],
    Resource: queueArn,
  };
}

export function sendMessages(queueArns: readonly string[]): Statement {
  return { Sid: "SendMessages", Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArns };
}

/** Only TLS, for a queue's own policy. */
export function denyPlainMessages(queueArn: string): Statement {
  return {
    Sid: "DenyPlainTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queueArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

/** EventBridge puts in a queue what one rule matches, for a queue's own policy. */
export function ruleSendsMessages(queueArn: string, ruleArn: string): Statement {
  return {
    Sid: "RuleSendsMessages",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
  };
}
