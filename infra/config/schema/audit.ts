import { z } from "zod";
import { scheduleExpression } from "./scaling";
import { boolean, integer, optionalPart, retentionDays, text } from "./scalars";

const principal = () =>
  text(
    /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]{1,512}$/,
    "must be the ARN of a role or user",
    "Write it as arn:aws:iam::123456789012:role/name; of the Identity Center it is the role's that begins with AWSReservedSSO.",
  );
/** Who may take a role for people. */
export const principals = () => z.array(principal()).max(20);

const trailSchema = z.strictObject({
  managementEvents: boolean().describe(
    "Record every call to AWS of the whole account. False where the trail of an organization, or of another environment of the account, does; a second record of the same calls is billed.",
  ),
  retentionDays: integer(1, 3653).describe("Days for which nobody can change or delete a record, and after which it is deleted."),
  lock: z
    .enum(["GOVERNANCE", "COMPLIANCE"])
    .describe(
      "Who can break the lock of a record: with GOVERNANCE whoever has s3:BypassGovernanceRetention, with COMPLIANCE nobody, and the bucket stays until the last record is old enough.",
    ),
});
export type TrailConfig = z.output<typeof trailSchema>;

export const auditSchema = z.strictObject({
  trail: optionalPart(trailSchema).describe(
    "A trail of who did what, with every call to the objects in the environment's buckets, or false for none.",
  ),
  logRetentionDays: retentionDays().describe(
    "Days that the access log is kept: who unmasked logs, opened sessions and read secrets.",
  ),
  auditors: principals().describe(
    "Who may take the audit role, which alone reads the trail and can find a user's pseudonym. Without any there is no such role.",
  ),
  breakGlass: principals().describe(
    "Who may take the break-glass role in an emergency, which rings a critical alarm. Without any there is no such role.",
  ),
  report: optionalPart(
    z.strictObject({
      schedule: scheduleExpression().describe("When it is made, as cron(…) or rate(…), in UTC."),
      retentionDays: integer(30, 3653).describe("Days that a report is kept."),
    }),
  ).describe(
    "A report for auditors of unused permissions, old keys, open findings and suppressions that expired, or false for none.",
  ),
});
export type AuditConfig = z.output<typeof auditSchema>;
export type ReportConfig = Exclude<AuditConfig["report"], false>;
