import type { Statement } from "./statements";

/**
 * AWS's own policies, attached and not written out here: backup and restore call what each service needs for it, and
 * with statements of ours they would one day fail at night.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/security-iam-awsmanpol.html
 */
export const backupPolicies = {
  "": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
  "-s3": "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
} as const;

export const restorePolicies = {
  "": "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
  "-s3": "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
} as const;

/**
 * For a vault's own policy. Only AWS Backup ends a backup, when its days are over: by the role that took it or, where
 * that fails, by one of its own. Whoever must do it sooner has to take this policy off first, and the lock.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-iam.html
 */
export function denyDeletion(account: string, backupRoleArn: string): Statement {
  return {
    Sid: "DenyDeletion",
    Effect: "Deny",
    Principal: "*",
    Action: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
    Resource: "*",
    Condition: {
      ArnNotLike: {
        "aws:PrincipalArn": [
          backupRoleArn,
          `arn:aws:iam::${account}:role/aws-service-role/backup.amazonaws.com/*`,
        ],
      },
    },
  };
}
