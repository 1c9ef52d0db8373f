import type { Statement } from "./statements";

const config = { Service: "config.amazonaws.com" };

/**
 * For the execution role of every task on Fargate: where the account's GuardDuty watches what runs, it puts its agent
 * beside the containers, out of a registry of AWS.
 * https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html
 */
export function pullGuardDutyAgent(region: string): Statement {
  return {
    Sid: "PullGuardDutyAgent",
    Effect: "Allow",
    Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
    // Each region has an account of its own.
    Resource: `arn:aws:ecr:${region}:*:repository/aws-guardduty-agent-fargate`,
  };
}

/**
 * For the policy of the bucket of AWS Config. With its service-linked role it comes as itself.
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html
 */
export function configWritesRecords(bucketArn: string, account: string): Statement[] {
  const own = { StringEquals: { "aws:SourceAccount": account } };
  return [
    {
      Sid: "ConfigSeesBucket",
      Effect: "Allow",
      Principal: config,
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: bucketArn,
      Condition: own,
    },
    {
      Sid: "ConfigWritesRecords",
      Effect: "Allow",
      Principal: config,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${account}/Config/*`,
      Condition: {
        StringEquals: { ...own.StringEquals, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}
