import { policyDocument } from "./statements";

/**
 * Who may take a role: one AWS service, and only on behalf of this account and the given source, so that no
 * other customer of the service can be its deputy.
 */
export function serviceTrust(service: string, account: string, sourceArn?: string): string {
  return policyDocument([
    {
      Sid: "AssumeByService",
      Effect: "Allow",
      Principal: { Service: service },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ...(sourceArn === undefined ? {} : { ArnLike: { "aws:SourceArn": sourceArn } }),
      },
    },
  ]);
}

/** EC2 passes no source when an instance takes its role, so a condition would shut it out. */
export function instanceTrust(): string {
  return trustWithoutSource("AssumeByInstance", "ec2.amazonaws.com");
}

/**
 * API Gateway's own pages name no source for the roles that it takes, so a condition could shut it out.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function apiTrust(): string {
  return trustWithoutSource("AssumeByApi", "apigateway.amazonaws.com");
}

/** Nor do Lambda's for the role of a function. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
export function functionTrust(): string {
  return trustWithoutSource("AssumeByFunction", "lambda.amazonaws.com");
}

/** Schedules of the account that stand in no group of their own. https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html */
export function schedulerTrust(region: string, account: string): string {
  return serviceTrust(
    "scheduler.amazonaws.com",
    account,
    `arn:aws:scheduler:${region}:${account}:schedule-group/default`,
  );
}

/**
 * Nor do those of ECS for what it does itself: move traffic, call functions, hand out certificates.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/AmazonECSInfrastructureRolePolicyForLoadBalancers.html
 */
export function ecsTrust(): string {
  return trustWithoutSource("AssumeByEcs", "ecs.amazonaws.com");
}

/** Nor do those of AWS Backup. https://docs.aws.amazon.com/aws-backup/latest/devguide/iam-service-roles.html */
export function backupTrust(): string {
  return trustWithoutSource("AssumeByBackup", "backup.amazonaws.com");
}

/** Nor do those of Amazon Q in chat applications. https://docs.aws.amazon.com/chatbot/latest/adminguide/chatbot-iam-policies.html */
export function chatTrust(): string {
  return trustWithoutSource("AssumeByChat", "chatbot.amazonaws.com");
}

function trustWithoutSource(Sid: string, Service: string): string {
  return policyDocument([{ Sid, Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }]);
}
