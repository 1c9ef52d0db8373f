import { logGroupName, rolePath } from "../naming";
import type { Statement } from "./statements";

const cloudTrail = { Service: "cloudtrail.amazonaws.com" };

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html */
export function trailWritesRecords(bucketArn: string, trailArn: string, account: string): Statement[] {
  return [
    {
      Sid: "TrailSeesAcl",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:GetBucketAcl",
      Resource: bucketArn,
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      Sid: "TrailWritesRecords",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "s3:PutObject",
      Resource: `${bucketArn}/AWSLogs/${account}/*`,
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" },
      },
    },
  ];
}

/** For the policy of the trail's key. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
export function trailUsesKey(trailArn: string, account: string): Statement[] {
  return [
    {
      Sid: "TrailEncrypts",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:GenerateDataKey*",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:SourceArn": trailArn },
        StringLike: { "kms:EncryptionContext:aws:cloudtrail:arn": `arn:aws:cloudtrail:*:${account}:trail/*` },
      },
    },
    // With a bucket key, CloudTrail looks into what there is when a trail is made or changed.
    {
      Sid: "TrailDecrypts",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
    {
      Sid: "TrailSeesKey",
      Effect: "Allow",
      Principal: cloudTrail,
      Action: "kms:DescribeKey",
      Resource: "*",
      Condition: { StringEquals: { "aws:SourceArn": trailArn } },
    },
  ];
}

/**
 * For a key's own policy: of all who are no service of AWS these roles alone, whatever else IAM says of others. Who may
 * change the policy can undo it, and the trail tells.
 */
export function onlyThese(Sid: string, actions: readonly string[], roleArns: readonly string[]): Statement {
  return {
    Sid,
    Effect: "Deny",
    Principal: "*",
    Action: actions,
    Resource: "*",
    Condition: {
      ArnNotEquals: { "aws:PrincipalArn": roleArns },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    },
  };
}

/** Roles of an environment by their names in the program, to which Pulumi adds a few characters. */
export function rolesCalled(account: string, environment: string, names: readonly string[]): string[] {
  return names.map((name) => `arn:aws:iam::${account}:role${rolePath(environment)}${name}-*`);
}

export interface AuditScope {
  readonly region: string;
  readonly account: string;
  readonly environment: string;
}

/** What an auditor reads: records, findings and who is behind a pseudonym. Nothing else, and never unmasked. */
export function auditStatements(
  { region, account, environment }: AuditScope,
  keyAliases: { readonly audit: string; readonly subjects: string },
  bucketArns: readonly string[],
): Statement[] {
  const key = `arn:aws:kms:${region}:${account}:key/*`;
  const group = (name: string) => `arn:aws:logs:${region}:${account}:log-group:${name}`;
  return [
    {
      Sid: "ReadAuditLogs",
      Effect: "Allow",
      Action: ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents"],
      // What a user did stands in the log of the API, under the pseudonym.
      Resource: [
        group(`${logGroupName(environment, "audit")}/*`),
        group(`${logGroupName(environment, "edge", "access")}:*`),
      ],
    },
    // The key is named by its alias, for its own policy names this role.
    byAlias("DecryptRecords", "kms:Decrypt", key, keyAliases.audit),
    byAlias("FindPseudonyms", "kms:GenerateMac", key, keyAliases.subjects),
    ...(bucketArns.length === 0
      ? []
      : [
          {
            Sid: "ReadRecords",
            Effect: "Allow" as const,
            Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"],
            Resource: bucketArns.flatMap((arn) => [arn, `${arn}/*`]),
          },
        ]),
  ];
}

function byAlias(Sid: string, Action: string, Resource: string, alias: string): Statement {
  return {
    Sid,
    Effect: "Allow",
    Action,
    Resource,
    Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } },
  };
}
