import type { Queue } from "@pulumi/aws/sqs";
import type { AlarmArgs } from "./createAlarm";

/**
 * Rings for the first message of a queue, and as long as there is one. SQS tells nothing more of a queue that nobody
 * touches for six hours, whatever lies in it, so a silence changes nothing.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function anyMessage(queue: Queue) {
  return {
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queue.name },
    statistic: "Maximum",
    period: 60,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    threshold: 1,
    treatMissingData: "ignore",
  } satisfies Partial<AlarmArgs>;
}
