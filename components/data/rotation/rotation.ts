import { Permission } from "@pulumi/aws/lambda";
import type { Function as LambdaFunction } from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { createAlarm } from "../../../infra/alarms/createAlarm";
import { anyError } from "../../../infra/alarms/functionAlarm";
import {
  readAdminSecret,
  rotateDataSecrets,
  tellOfRotations,
  useKeysOfSecrets,
} from "../../../infra/iam/data";
import type { DataTierArgs } from "../DataTier";
import { createDataFunction } from "../function";
import { urlsOf } from "../qdrantUrls";
import type { MariadbRef, QdrantRef, RotationRef } from "../refs";
import { createRestarts } from "./restarts";
import { rotateSecret } from "./rotateSecret";

export interface RotatedServers {
  readonly mariadb: MariadbRef | undefined;
  readonly qdrant: QdrantRef | undefined;
  /** Groups whose members may connect to them. */
  readonly clients: readonly pulumi.Output<string>[];
}

/** Changes passwords, tokens and the key that signs them, and has whatever reads them started anew. */
export function createRotation(
  name: string,
  args: DataTierArgs,
  servers: RotatedServers,
  parent: pulumi.Resource,
): RotationRef | undefined {
  const { rotationDays } = args;
  if (rotationDays === false || servers.clients.length === 0) return undefined;
  const rotate = createFunction(`${name}-rotate-secret`, args, servers, parent);
  const permission = new Permission(
    `${name}-rotate-secret`,
    {
      function: rotate.name,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: args.scope.account,
    },
    { parent },
  );
  createAlarm(
    `${name}-rotate-secret`,
    {
      what: "rotate-secret",
      severity: "warning",
      description: "A password or token could not be changed; the one before it stays good.",
      runbook: "rotation",
      ...anyError(rotate, 300),
    },
    args.alarms,
    parent,
  );
  createRestarts(name, args, parent);
  const rotation = { functionArn: rotate.arn, permission };
  if (servers.qdrant)
    rotateSecret(
      `${name}-qdrant-key`,
      {
        secretArn: servers.qdrant.keySecretArn,
        rotation: { ...rotation, days: keyRotationDays(rotationDays) },
      },
      parent,
    );
  return { ...rotation, days: rotationDays };
}

/**
 * A token is good under the key that signed it and the one after that. With a key that lives twice as long as a
 * token, no token meets a second change of key, on whichever day of its window each rotation falls.
 */
export function keyRotationDays(tokenDays: number): number {
  return 2 * tokenDays;
}

function createFunction(
  name: string,
  args: DataTierArgs,
  { mariadb, qdrant, clients }: RotatedServers,
  parent: pulumi.Resource,
): LambdaFunction {
  const { scope } = args;
  const { region, environment } = scope;
  return createDataFunction(
    name,
    {
      ...args,
      logsKey: args.keys.logs,
      code: "rotate-secret",
      description: "Changes passwords and tokens of modules",
      timeoutSeconds: 120,
      statements: [
        scope.account.apply((account) => {
          const place = { region, account, environment };
          return [
            rotateDataSecrets(place),
            useKeysOfSecrets(place),
            tellOfRotations(place),
            ...(mariadb ? [readAdminSecret(place)] : []),
          ];
        }),
      ],
      variables: {
        ...(mariadb ? { MARIADB: mariadbFacts(mariadb) } : {}),
        ...(qdrant ? { QDRANT: qdrantFacts(qdrant) } : {}),
      },
      inside: { network: args.network, clients },
    },
    parent,
  );
}

function mariadbFacts({ hosts, port, adminSecretArn }: MariadbRef): pulumi.Output<string> {
  return pulumi.jsonStringify({ host: hosts.apply(([host]) => host!), port, adminSecretArn });
}

function qdrantFacts(server: QdrantRef): pulumi.Output<string> {
  const { authority, keySecretArn } = server;
  return pulumi.jsonStringify({ urls: urlsOf(server), authority, keySecretArn });
}
