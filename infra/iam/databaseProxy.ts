import { project } from "../naming";
import type { EnvironmentPlace } from "./data";
import { policyDocument, type Statement } from "./statements";

/**
 * RDS Proxy knows none of the global condition keys, so a condition would shut it out.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html#rds-proxy.limitations
 */
export function databaseProxyTrust(): string {
  return policyDocument([
    {
      Sid: "AssumeByDatabaseProxy",
      Effect: "Allow",
      Principal: { Service: "rds.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ]);
}

/** The keys of the environment's modules by their aliases, and only to read secrets. */
export function decryptUserSecrets({ region, account, environment }: EnvironmentPlace): Statement {
  return {
    Sid: "DecryptUserSecrets",
    Effect: "Allow",
    Action: "kms:Decrypt",
    Resource: `arn:aws:kms:${region}:${account}:key/*`,
    Condition: {
      StringEquals: { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` },
      "ForAnyValue:StringLike": { "kms:ResourceAliases": `alias/${project}/${environment}/modules/*` },
    },
  };
}
