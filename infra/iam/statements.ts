/** One statement of an IAM policy; every statement says by its Sid what it is for. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  /** All but these, in a denial. */
  readonly NotResource?: readonly string[];
  readonly Principal?: string | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A policy document as JSON, byte for byte the same for the same statements. */
export function policyDocument(statements: readonly Statement[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** `GetAuthorizationToken` knows no resource. */
export function logInToRegistry(): Statement {
  return { Sid: "LogInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" };
}

/** Pull the module's image. */
export function pullImages(repositoryArn: string): Statement[] {
  return [
    logInToRegistry(),
    {
      Sid: "PullImages",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: repositoryArn,
    },
  ];
}

/** Only TLS, for a topic's own policy. */
export function denyPlainPublishing(topicArn: string): Statement {
  return {
    Sid: "DenyPlainTransport",
    Effect: "Deny",
    Principal: "*",
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

export function writeLogs(logGroupArn: string): Statement {
  return {
    Sid: "WriteLogs",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
}

/** Services that write to a log group of their own accord look for it first. */
export function findLogGroup(logGroupArn: string): Statement[] {
  const [account] = logGroupArn.split(":log-group:");
  return [
    {
      Sid: "SeeLogGroups",
      Effect: "Allow",
      Action: "logs:DescribeLogGroups",
      Resource: `${account}:log-group:*`,
    },
    {
      Sid: "SeeLogStreams",
      Effect: "Allow",
      Action: "logs:DescribeLogStreams",
      Resource: `${logGroupArn}:*`,
    },
  ];
}

export function readSecrets(secretArns: readonly string[]): Statement {
  return {
    Sid: "ReadSecrets",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: secretArns,
  };
}

export function decryptWith(keyArns: readonly string[]): Statement {
  return { Sid: "DecryptWithKey", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArns };
}

/** `aws ecs execute-command`; the channels of the session manager know no resource. */
export function openSessions(): Statement {
  return {
    Sid: "OpenSessions",
    Effect: "Allow",
    Action: [
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel",
    ],
    Resource: "*",
  };
}

/** An instance attaches the volumes that carry this tag, and no others. */
export function attachVolumes(region: string, account: string, tag: string, value: string): Statement[] {
  const tagged = { StringEquals: { [`aws:ResourceTag/${tag}`]: value } };
  const arn = (kind: string) => `arn:aws:ec2:${region}:${account}:${kind}/*`;
  return [
    {
      Sid: "AttachTagged",
      Effect: "Allow",
      Action: "ec2:AttachVolume",
      Resource: [arn("volume"), arn("instance")],
      Condition: tagged,
    },
    { Sid: "SeeVolumes", Effect: "Allow", Action: "ec2:DescribeVolumes", Resource: "*" },
  ];
}

/** Lets the account's own IAM decide on a key; without it nobody could ever change the key again. */
export function accountOwnsKey(account: string): Statement {
  return {
    Sid: "AccountOwnsKey",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "kms:*",
    Resource: "*",
  };
}

/** CloudWatch Logs encrypts the log groups of one path. */
export function logsUseKey(region: string, account: string, path: string): Statement {
  return {
    Sid: "LogsUseKey",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: ["kms:Decrypt*", "kms:Describe*", "kms:Encrypt*", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: {
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:${path}/*`,
      },
    },
  };
}

/** For the role that an account gives API Gateway; AWS refuses one that lacks any of these. */
export function pushApiLogs(region: string, account: string): Statement {
  return {
    Sid: "PushApiLogs",
    Effect: "Allow",
    Action: [
      "logs:CreateLogGroup",
      "logs:CreateLogStream",
      "logs:DescribeLogGroups",
      "logs:DescribeLogStreams",
      "logs:FilterLogEvents",
      "logs:GetLogEvents",
      "logs:PutLogEvents",
    ],
    Resource: `arn:aws:logs:${region}:${account}:*`,
  };
}

export function invokeFunction(functionArn: string): Statement {
  return { Sid: "InvokeFunction", Effect: "Allow", Action: "lambda:InvokeFunction", Resource: functionArn };
}

/** Makes pseudonyms: who has them cannot go back to the names without asking the key about each name. */
export function generateMac(keyArn: string): Statement {
  return { Sid: "GenerateMac", Effect: "Allow", Action: "kms:GenerateMac", Resource: keyArn };
}
