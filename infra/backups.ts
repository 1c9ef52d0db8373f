import type { BackupsConfig } from "./config/schema/data";
import { project } from "./naming";

/**
 * Tag of what AWS Backup takes. It looks for the tag each time, so a database, a volume or a bucket that comes or
 * goes changes nothing of the plan. https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html
 */
export const backedUp = { Backup: "true" } as const;

/** A backup that has not begun by then is not taken, so that none runs into RDS's own windows. */
export const startMinutes = 60;

export interface BackupRule {
  readonly ruleName: string;
  /** UTC. */
  readonly schedule: string;
  readonly deleteAfter: number;
}

/**
 * Both rules at the same minute: where two overlap, AWS Backup takes one backup, by the rule that keeps it longer.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html
 */
export function backupRules({ time, dailyDays, monthlyDays }: BackupsConfig): BackupRule[] {
  const [hour, minute] = time.split(":").map(Number);
  const rule = (ruleName: string, day: string, deleteAfter: number) => ({
    ruleName,
    schedule: `cron(${minute} ${hour} ${day} * ? *)`,
    deleteAfter,
  });
  return [
    rule("daily", "*", dailyDays),
    ...(monthlyDays === false ? [] : [rule("monthly", "1", monthlyDays)]),
  ];
}

/** What a vault takes in: nothing that would go sooner or stay longer than the plan says. */
export function retention({ dailyDays, monthlyDays }: BackupsConfig) {
  const days = [dailyDays, ...(monthlyDays === false ? [] : [monthlyDays])];
  return { minRetentionDays: Math.min(...days), maxRetentionDays: Math.max(...days) };
}

/** The kinds of what is backed up; the star may only stand at the end. */
export function backedUpArns(region: string, account: string): string[] {
  return [
    `arn:aws:ec2:${region}:${account}:volume/*`,
    `arn:aws:rds:${region}:${account}:db:*`,
    "arn:aws:s3:::*",
  ];
}

/** Of a restore testing plan or selection: AWS takes no hyphens. */
export function restoreTestingName(environment: string, ...parts: readonly string[]): string {
  return [project, environment, ...parts].join("_").replaceAll("-", "_");
}
