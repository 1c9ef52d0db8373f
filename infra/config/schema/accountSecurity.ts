import { z } from "zod";
import { boolean, integer, optionalPart, text } from "./scalars";

/** What GuardDuty may look at beside the calls, flows and names of the account, under its own words. */
export const guardDutyFeatures = [
  "EBS_MALWARE_PROTECTION",
  "LAMBDA_NETWORK_LOGS",
  "RDS_LOGIN_EVENTS",
  "RUNTIME_MONITORING",
  "S3_DATA_EVENTS",
] as const;
export type GuardDutyFeature = (typeof guardDutyFeatures)[number];

const guardDutySchema = z.strictObject({
  features: z
    .array(z.enum(guardDutyFeatures))
    .describe(
      "What it looks at beside calls, flows and names; each is billed by its amount. RDS_LOGIN_EVENTS sees no MariaDB. RUNTIME_MONITORING puts an agent beside every container on Fargate.",
    ),
});
export type GuardDutyConfig = z.output<typeof guardDutySchema>;

/** As they stand behind `arn:aws:securityhub:<region>::standards/`. */
const standards = [
  "aws-foundational-security-best-practices/v/1.0.0",
  "cis-aws-foundations-benchmark/v/3.0.0",
] as const;

const securityHubSchema = z.strictObject({
  standards: z
    .array(z.enum(standards))
    .describe("By which the account is checked. Most checks ask AWS Config, and each is billed."),
});
export type SecurityHubConfig = z.output<typeof securityHubSchema>;

const inspectorSchema = z.strictObject({
  resourceTypes: z
    .array(z.enum(["EC2", "ECR", "LAMBDA"]))
    .min(1)
    .describe(
      "What is searched for vulnerabilities. ECR is the registry's whole account, which the shared stack may turn on as well.",
    ),
});
export type InspectorConfig = z.output<typeof inspectorSchema>;

const accessAnalyzerSchema = z.strictObject({
  unusedAccessDays: optionalPart(integer(1, 365)).describe(
    "Days after which access that nobody used is a finding, or false. Each role and user of the account is billed every month.",
  ),
});
export type AccessAnalyzerConfig = z.output<typeof accessAnalyzerSchema>;

const configSchema = z.strictObject({
  resourceTypes: z
    .array(
      text(
        /^AWS(::\w{1,60}){2,3}$/,
        "must be a type of resource",
        "Write it as CloudFormation does, for example AWS::S3::Bucket.",
      ),
    )
    .max(400)
    .describe("Types that are recorded; none means all. Each change of a resource is billed."),
  retentionDays: integer(30, 2557).describe("Days that what was recorded is kept."),
  serviceLinkedRole: boolean().describe(
    "Make the role with which AWS Config looks at the account. False where there is one: `aws iam get-role --role-name AWSServiceRoleForConfig`.",
  ),
});
export type RecorderConfig = z.output<typeof configSchema>;

/** AWS's own guards of a whole account. */
export const accountSecurityShape = {
  guardDuty: optionalPart(guardDutySchema).describe(
    "Have GuardDuty look for intruders, or false. False too where an organization has it for its accounts, as with the four below.",
  ),
  securityHub: optionalPart(securityHubSchema).describe(
    "Gather findings in Security Hub and check the account by standards, or false.",
  ),
  inspector: optionalPart(inspectorSchema).describe("Have Inspector search for vulnerabilities, or false."),
  accessAnalyzer: optionalPart(accessAnalyzerSchema).describe(
    "Have Access Analyzer tell what is open to others outside of the account, or false.",
  ),
  config: optionalPart(configSchema).describe(
    "Have AWS Config record how resources were, or false. An account has one recorder in a region.",
  ),
};
