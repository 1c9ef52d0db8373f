import { serviceTrust } from "./trust";
import type { Statement } from "./statements";

/** What SageMaker Studio has for one team. */
export interface StudioScope {
  readonly region: string;
  readonly account: string;
  readonly domainId: string;
  /** Name of the team's user profile, and of its space. */
  readonly team: string;
}

/** Where a module's objects are, as far as somebody else may read them. */
export interface ReadableBucket {
  readonly arn: string;
  readonly keyArn: string;
  /** Undefined where the whole bucket is the module's. */
  readonly prefix: string | undefined;
}

/**
 * Studio names the account and not the domain for which it takes a role.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 */
export function studioTrust(region: string, account: string): string {
  return serviceTrust("sagemaker.amazonaws.com", account, `arn:aws:sagemaker:${region}:${account}:*`);
}

const arnOf = ({ region, account }: StudioScope, rest: string) =>
  `arn:aws:sagemaker:${region}:${account}:${rest}`;

const profileArn = (scope: StudioScope) => arnOf(scope, `user-profile/${scope.domainId}/${scope.team}`);

/**
 * Start and stop JupyterLab in the team's own space, on these instances alone. Studio itself works with these rights
 * when somebody presses a button in it. No other space can be made, nor anything that no idle time stops.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-jl-admin-guide-permissions.html
 */
export function runJupyterLab(scope: StudioScope, instanceTypes: readonly string[]): Statement[] {
  const { domainId, team } = scope;
  const space = arnOf(scope, `space/${domainId}/${team}`);
  const apps = arnOf(scope, `app/${domainId}/${team}/*`);
  return [
    {
      Sid: "SeeStudio",
      Effect: "Allow",
      Action: [
        "sagemaker:DescribeApp",
        "sagemaker:DescribeDomain",
        "sagemaker:DescribeSpace",
        "sagemaker:DescribeUserProfile",
      ],
      Resource: [arnOf(scope, `domain/${domainId}`), profileArn(scope), space, apps],
    },
    {
      Sid: "ListStudio",
      Effect: "Allow",
      Action: [
        "sagemaker:ListApps",
        "sagemaker:ListDomains",
        "sagemaker:ListSpaces",
        "sagemaker:ListUserProfiles",
      ],
      Resource: "*",
    },
    {
      Sid: "RunJupyterLab",
      Effect: "Allow",
      Action: ["sagemaker:CreateApp", "sagemaker:DeleteApp", "sagemaker:UpdateSpace"],
      Resource: [space, apps],
      // Apps of a profile, as Studio Classic has them, have no owner.
      Condition: {
        ArnEquals: { "sagemaker:OwnerUserProfileArn": profileArn(scope) },
        StringEquals: { "sagemaker:SpaceSharingType": "Private" },
      },
    },
    {
      Sid: "TagJupyterLab",
      Effect: "Allow",
      Action: "sagemaker:AddTags",
      Resource: apps,
      Condition: { StringEquals: { "sagemaker:TaggingAction": "CreateApp" } },
    },
    {
      Sid: "DenyOtherInstances",
      Effect: "Deny",
      Action: ["sagemaker:CreateApp", "sagemaker:UpdateSpace"],
      Resource: "*",
      Condition: { "ForAnyValue:StringNotEquals": { "sagemaker:InstanceTypes": instanceTypes } },
    },
  ];
}

/** The volume of a space is attached in the name of the role that runs there. */
export function useVolumeKey(keyArn: string): Statement[] {
  return [
    {
      Sid: "UseVolumeKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext"],
      Resource: keyArn,
    },
    {
      Sid: "LendVolumeKey",
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: keyArn,
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/**
 * List and read, and nothing else. The key of a module opens its secrets as well, so it serves here for what is in the
 * bucket alone: with bucket keys S3 names the bucket to KMS.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
export function readBuckets(region: string, buckets: readonly ReadableBucket[]): Statement[] {
  if (buckets.length === 0) return [];
  const arns = [...new Set(buckets.map(({ arn }) => arn))];
  const whole = buckets.flatMap(({ arn, prefix }) => (prefix === undefined ? [arn] : []));
  const parts = buckets.flatMap(({ arn, prefix }) => (prefix === undefined ? [] : [{ arn, prefix }]));
  return [
    { Sid: "LocateBuckets", Effect: "Allow", Action: "s3:GetBucketLocation", Resource: arns },
    ...(whole.length === 0
      ? []
      : [{ Sid: "ListBuckets", Effect: "Allow", Action: "s3:ListBucket", Resource: whole } as const]),
    ...(parts.length === 0
      ? []
      : [
          {
            Sid: "ListPrefixes",
            Effect: "Allow",
            Action: "s3:ListBucket",
            Resource: [...new Set(parts.map(({ arn }) => arn))],
            Condition: { StringLike: { "s3:prefix": parts.map(({ prefix }) => `${prefix}*`) } },
          } as const,
        ]),
    {
      Sid: "ReadObjects",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: buckets.map(({ arn, prefix }) => `${arn}/${prefix ?? ""}*`),
    },
    {
      Sid: "DecryptObjects",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: [...new Set(buckets.map(({ keyArn }) => keyArn))],
      Condition: {
        StringEquals: {
          "kms:EncryptionContext:aws:s3:arn": arns,
          "kms:ViaService": `s3.${region}.amazonaws.com`,
        },
      },
    },
  ];
}

/** Open the team's JupyterLab in a browser, by a link that is good for five minutes. */
export function openJupyterLab(scope: StudioScope): Statement {
  return {
    Sid: "OpenJupyterLab",
    Effect: "Allow",
    Action: "sagemaker:CreatePresignedDomainUrl",
    Resource: profileArn(scope),
  };
}
