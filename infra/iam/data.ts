import { databaseIdentifier, project } from "../naming";
import type { Statement } from "./statements";

/** Where secrets and keys of an environment are. */
export interface EnvironmentPlace {
  readonly region: string;
  readonly account: string;
  readonly environment: string;
}

/** Tag of the secrets that hold the key of an AI provider, with the provider's name. */
export const providerKeyTag = "Key";

/**
 * By tags rather than one by one: a list would change with every module. Keys of AI providers are none of the
 * functions' business, whatever else they may do with secrets.
 */
function dataSecrets({ region, account, environment }: EnvironmentPlace, providerKeys = false) {
  return {
    Resource: `arn:aws:secretsmanager:${region}:${account}:secret:*`,
    Condition: {
      StringEquals: { "aws:ResourceTag/Project": project, "aws:ResourceTag/Environment": environment },
      Null: { [`aws:ResourceTag/${providerKeyTag}`]: providerKeys ? "false" : "true" },
    },
  };
}

/** Passwords and tokens of every module of the environment; a token's first value is written by who made it. */
export function useDataSecrets(place: EnvironmentPlace): Statement {
  return {
    Sid: "UseDataSecrets",
    Effect: "Allow",
    Action: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
    ...dataSecrets(place),
  };
}

/**
 * The administrator's, by the tag that RDS gives it: its name is known only when there is a database, for which
 * Qdrant's certificate need not wait.
 */
export function readAdminSecret({ region, account, environment }: EnvironmentPlace): Statement {
  const database = `arn:aws:rds:${region}:${account}:db:${databaseIdentifier(environment)}`;
  return {
    Sid: "ReadAdminSecret",
    Effect: "Allow",
    Action: "secretsmanager:GetSecretValue",
    Resource: `arn:aws:secretsmanager:${region}:${account}:secret:rds!db-*`,
    Condition: { StringEquals: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": database } },
  };
}

/** https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html */
export function rotateDataSecrets(place: EnvironmentPlace): Statement {
  return {
    Sid: "RotateDataSecrets",
    Effect: "Allow",
    Action: [
      "secretsmanager:DescribeSecret",
      "secretsmanager:GetSecretValue",
      "secretsmanager:PutSecretValue",
      "secretsmanager:UpdateSecretVersionStage",
    ],
    ...dataSecrets(place),
  };
}

/** The keys of the environment, by their aliases, and only for secrets. */
export function useKeysOfSecrets({ region, account, environment }: EnvironmentPlace): Statement {
  return {
    Sid: "UseKeysOfSecrets",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: `arn:aws:kms:${region}:${account}:key/*`,
    Condition: {
      StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
      "ForAnyValue:StringLike": { "kms:ResourceAliases": `alias/${project}/${environment}/*` },
    },
  };
}

/** Find the keys of AI providers and their age, never what they are. The list itself knows no resource. */
export function watchProviderKeys(place: EnvironmentPlace): Statement[] {
  return [
    { Sid: "FindSecrets", Effect: "Allow", Action: "secretsmanager:ListSecrets", Resource: "*" },
    {
      Sid: "SeeVersionsOfKeys",
      Effect: "Allow",
      Action: "secretsmanager:ListSecretVersionIds",
      ...dataSecrets(place, true),
    },
  ];
}

/**
 * Tell that a secret has changed, as nobody but the project. One call may hold events of several sources, and a
 * request without the key would suit the condition for all of them.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
 */
export function tellOfRotations({ region, account }: EnvironmentPlace): Statement {
  return {
    Sid: "TellOfRotations",
    Effect: "Allow",
    Action: "events:PutEvents",
    Resource: `arn:aws:events:${region}:${account}:event-bus/default`,
    Condition: {
      "ForAllValues:StringEquals": { "events:source": project },
      Null: { "events:source": "false" },
    },
  };
}

/** New tasks for the services of one cluster, and a look at how they do. */
export function restartServices(clusterArn: string): Statement {
  return {
    Sid: "RestartServices",
    Effect: "Allow",
    Action: ["ecs:DescribeServices", "ecs:ListServiceDeployments", "ecs:UpdateService"],
    Resource: `${clusterArn.replace(":cluster/", ":service/")}/*`,
  };
}
