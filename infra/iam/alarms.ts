import type { Statement } from "./statements";

/** For a topic's own policy: alarms of the account and nobody else's. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
export function alarmsPublish(topicArn: string, account: string): Statement {
  return {
    Sid: "AlarmsPublish",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  };
}

/** For the policy of the key of a topic: without it, alarms ring and nobody hears them. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
export function alarmsUseKey(account: string): Statement {
  return {
    Sid: "AlarmsUseKey",
    Effect: "Allow",
    Principal: { Service: "cloudwatch.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
  };
}

/**
 * For a log group's own policy: EventBridge writes to it in its own name, by whichever of the two.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function eventsWriteLogs(logGroupArn: string): Statement {
  return {
    Sid: "EventsWriteLogs",
    Effect: "Allow",
    Principal: { Service: ["delivery.logs.amazonaws.com", "events.amazonaws.com"] },
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}
