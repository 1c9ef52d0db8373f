import { policyDocument, type Statement } from "./statements";

/**
 * Who may take a role for people. Of a user AWS knows that he gave a second factor; of a role, such as those of the
 * Identity Center, it does not, for whoever let the person in asked for it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
export function peopleTrust(principals: readonly string[]): string {
  const users = principals.filter((arn) => arn.includes(":user/"));
  const roles = principals.filter((arn) => !arn.includes(":user/"));
  const assume = (Sid: string, AWS: readonly string[]): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS },
    Action: "sts:AssumeRole",
  });
  return policyDocument([
    ...(users.length === 0
      ? []
      : [
          {
            ...assume("AssumeByUser", users),
            Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
          },
        ]),
    ...(roles.length === 0 ? [] : [assume("AssumeByRole", roles)]),
  ]);
}

export interface BreakGlassScope {
  readonly region: string;
  readonly account: string;
  readonly environment: string;
}

/** What an emergency needs of each service, and of this environment only. Looking around comes with ReadOnlyAccess. */
const repairs: Readonly<Record<string, readonly string[]>> = {
  "application-autoscaling": ["RegisterScalableTarget"],
  ec2: [
    "AuthorizeSecurityGroupEgress",
    "AuthorizeSecurityGroupIngress",
    "RebootInstances",
    "RevokeSecurityGroupEgress",
    "RevokeSecurityGroupIngress",
    "TerminateInstances",
  ],
  ecs: ["ExecuteCommand", "StopTask", "UpdateContainerInstancesState", "UpdateService"],
  elasticloadbalancing: ["ModifyListener", "ModifyRule", "ModifyTargetGroupAttributes"],
  kms: ["CancelKeyDeletion", "Decrypt", "EnableKey", "GenerateDataKey"],
  // A change of the database could end its backups; IAM knows no condition for that.
  rds: ["RebootDBInstance", "StartDBInstance"],
  secretsmanager: ["GetSecretValue", "PutSecretValue", "RestoreSecret", "UpdateSecretVersionStage"],
};

/** What would hide what was done, or could not be taken back. */
const neverActions = [
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "events:DeleteRule",
  "events:DisableRule",
  "events:PutRule",
  "events:RemoveTargets",
  "kms:DisableKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "logs:DeleteDataProtectionPolicy",
  "logs:DeleteLogGroup",
  "logs:DeleteLogStream",
  "logs:PutDataProtectionPolicy",
  "logs:PutRetentionPolicy",
  "logs:Unmask",
  "s3:BypassGovernanceRetention",
  "s3:PutBucketPolicy",
  "s3:PutLifecycleConfiguration",
] as const;

export function breakGlassStatements({ region, account, environment }: BreakGlassScope): Statement[] {
  return [
    ...Object.entries(repairs).map(([service, actions]): Statement => ({
      Sid: `Repair${sidOf(service)}`,
      Effect: "Allow",
      Action: actions.map((action) => `${service}:${action}`),
      Resource: `arn:aws:${service}:${region}:${account}:*`,
      Condition: { StringEquals: { "aws:ResourceTag/Environment": environment } },
    })),
    {
      Sid: "NeverHideNorLose",
      Effect: "Deny",
      Action: neverActions,
      Resource: "*",
    },
  ];
}

/** A Sid has letters and digits alone. */
function sidOf(service: string): string {
  return service.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
