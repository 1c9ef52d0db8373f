import * as pulumi from "@pulumi/pulumi";
import { poolSize } from "../../../infra/connections";
import { alternateUserName, schemaName } from "../../../infra/naming";
import type { MariadbRef, SecretRef } from "../refs";
import { randomPassword } from "../secret";
import { type Part, type PartContext, partSecret, rotated } from "./parts";

export interface MariadbPart extends Part {
  readonly userSecretArn: pulumi.Output<string>;
  /** Of all users whom a proxy must let in. */
  readonly proxySecretArns: readonly pulumi.Output<string>[];
}

/**
 * User and password of the module's own schema. Both change with a rotation, for two users take turns: the one
 * that tasks still have stays good until they are gone.
 */
export function mariadbPart(
  server: MariadbRef,
  proxy: pulumi.Output<string> | undefined,
  context: PartContext,
): MariadbPart {
  const schema = schemaName(context.module);
  const initial = { username: schema, password: randomPassword(context.parent) };
  const previous =
    proxy !== undefined && context.settings.rotationDays !== false ? previousUser(context) : undefined;
  const { arn } = partSecret(
    {
      suffix: "mariadb",
      description: `MariaDB user of ${context.module}`,
      initial: pulumi.jsonStringify(initial),
      tags: { ...rotated("mariadb-user", context), ...(previous ? { Previous: previous.arn } : {}) },
    },
    context,
  );
  return {
    userSecretArn: arn,
    proxySecretArns: [arn, ...(previous ? [previous.arn] : [])],
    variables: {
      DB_HOST: proxy ?? server.hosts.apply(([host]) => host!),
      DB_PORT: String(server.port),
      DB_NAME: schema,
      DB_POOL_SIZE: String(poolSize(context.config)),
    },
    // The empty fields are version stage and id: always the current one.
    secrets: [
      { name: "DB_USER", valueFrom: pulumi.interpolate`${arn}:username::` },
      { name: "DB_PASSWORD", valueFrom: pulumi.interpolate`${arn}:password::` },
    ],
    secretArns: [arn],
    securityGroupIds: [server.clientsSecurityGroupId],
  };
}

/**
 * The user that tasks may still have after a rotation. RDS Proxy lets in who stands in a secret at the time, and the
 * user's own secret then names the other one: https://github.com/aws/aws-cdk/issues/25568. The rotation fills it; the
 * first value opens nothing.
 */
function previousUser(context: PartContext): SecretRef {
  const { module, parent } = context;
  const initial = { username: alternateUserName(module), password: randomPassword(parent) };
  return partSecret(
    {
      suffix: "mariadb-previous",
      description: `MariaDB user of ${module} before the last rotation, for the proxy`,
      initial: pulumi.jsonStringify(initial),
      tags: {},
    },
    context,
  );
}
