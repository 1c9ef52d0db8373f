import { project, rolePath } from "../naming";
import type { EnvironmentPlace } from "./data";
import type { Statement } from "./statements";

export interface ReportPlaces {
  /** Where reports are kept. */
  readonly bucketArn: string;
  /** Under which the bucket is. */
  readonly keyArn: string;
  /** Who is told of a report. */
  readonly topicArn: string;
}

/**
 * What the audit report asks and where it writes. It reads of secrets and keys what they are called and how old they
 * are, never what they hold; and what it has written it can neither read, change nor delete.
 */
export function makeReports(place: EnvironmentPlace, places: ReportPlaces): Statement[] {
  return [...askIam(place), ...askKeys(place), ...askGuards(place), ...writeReports(place, places)];
}

/** What lists knows no resource, nor does what shows the answer of IAM. */
function askIam({ account, environment }: EnvironmentPlace): Statement[] {
  const arn = (kind: string) => `arn:aws:iam::${account}:${kind}`;
  return [
    anywhere("ListIam", "iam:ListRoles", "iam:ListUsers"),
    anywhere("SeeLastAccess", "iam:GetServiceLastAccessedDetails"),
    {
      Sid: "LookIntoRoles",
      Effect: "Allow",
      Action: "iam:GenerateServiceLastAccessedDetails",
      Resource: `${arn("role")}${rolePath(environment)}*`,
    },
    { Sid: "SeeAccessKeys", Effect: "Allow", Action: "iam:ListAccessKeys", Resource: arn("user/*") },
  ];
}

function askKeys({ region, account, environment }: EnvironmentPlace): Statement[] {
  return [
    anywhere("ListAliases", "kms:ListAliases"),
    {
      Sid: "SeeKeys",
      Effect: "Allow",
      Action: ["kms:DescribeKey", "kms:GetKeyRotationStatus"],
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: {
        "ForAnyValue:StringLike": { "kms:ResourceAliases": `alias/${project}/${environment}/*` },
      },
    },
    anywhere("FindSecrets", "secretsmanager:ListSecrets"),
  ];
}

/** GuardDuty and Inspector know no resource for these. */
function askGuards({ region, account }: EnvironmentPlace): Statement[] {
  return [
    {
      Sid: "SeeHubFindings",
      Effect: "Allow",
      Action: "securityhub:GetFindings",
      Resource: `arn:aws:securityhub:${region}:${account}:hub/default`,
    },
    anywhere("ListGuardDuty", "guardduty:ListDetectors", "guardduty:ListFindings"),
    anywhere("SeeGuardDuty", "guardduty:GetFindings"),
    anywhere("SeeInspector", "inspector2:BatchGetAccountStatus"),
    anywhere("ListInspector", "inspector2:ListFindings"),
    anywhere("ListAnalyzers", "access-analyzer:ListAnalyzers"),
    {
      Sid: "SeeAnalyzers",
      Effect: "Allow",
      Action: "access-analyzer:ListFindings",
      Resource: `arn:aws:access-analyzer:${region}:${account}:analyzer/*`,
    },
  ];
}

function anywhere(Sid: string, ...actions: string[]): Statement {
  return { Sid, Effect: "Allow", Action: actions, Resource: "*" };
}

function writeReports(
  { region, account, environment }: EnvironmentPlace,
  { bucketArn, keyArn, topicArn }: ReportPlaces,
): Statement[] {
  return [
    { Sid: "WriteReports", Effect: "Allow", Action: "s3:PutObject", Resource: `${bucketArn}/reports/*` },
    { Sid: "EncryptReports", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: keyArn },
    { Sid: "TellOfReports", Effect: "Allow", Action: "sns:Publish", Resource: topicArn },
    {
      // https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
      Sid: "UseTopicKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: `arn:aws:kms:${region}:${account}:key/*`,
      Condition: {
        StringEquals: { "kms:ViaService": `sns.${region}.amazonaws.com` },
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${project}/${environment}/logs` },
      },
    },
  ];
}
