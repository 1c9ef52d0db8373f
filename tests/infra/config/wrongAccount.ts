import { choice, flag, list, optionalSection, text, whole, type Wrong } from "./wrongKinds";

const words = (known: string, near: string, min = 0) =>
  list({ items: choice([known], near), sound: [known], min, twice: [] });

/** What cannot stand at the paths that turn on AWS's guards of an account, and the audit report. */
export const wrongAccount: Readonly<Record<string, readonly Wrong[]>> = {
  "account.guardDuty": optionalSection,
  "account.guardDuty.features": words("S3_DATA_EVENTS", "S3_EVENTS"),
  "account.securityHub": optionalSection,
  "account.securityHub.standards": words(
    "aws-foundational-security-best-practices/v/1.0.0",
    "aws-foundational-security-best-practices",
  ),
  "account.inspector": optionalSection,
  "account.inspector.resourceTypes": words("ECR", "ecr", 1),
  "account.accessAnalyzer": optionalSection,
  "account.accessAnalyzer.unusedAccessDays": whole(1, 365),
  "account.config": optionalSection,
  "account.config.resourceTypes": list({
    items: text("S3 bucket", "AWS::S3", "aws:s3/bucket:Bucket"),
    sound: ["AWS::S3::Bucket"],
    max: 400,
    twice: [],
  }),
  "account.config.retentionDays": whole(30, 2557),
  "account.config.serviceLinkedRole": flag,
  "audit.report": optionalSection,
  "audit.report.schedule": text("weekly", "cron(0 21 * * SUN *)", "rate(7 weeks)", "cron(0 21 ? * SUN)"),
  "audit.report.retentionDays": whole(30, 3653),
};
