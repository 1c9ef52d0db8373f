import type { Secret } from "@pulumi/aws/secretsmanager";
import * as pulumi from "@pulumi/pulumi";
import { aiProviders, type AiProviderName } from "../../../infra/aiProviders";
import type { DataConfig } from "../../../infra/config/schema/data";
import { type Statement, useBucket } from "../../../infra/iam/statements";
import { collectionName, schemaName } from "../../../infra/naming";
import type { KeyRef } from "../../keys/refs";
import type { DatabaseRef, SecretVariable } from "../refs";
import { createSecret, pendingValue, randomPassword } from "../secret";
import { createModuleBucket } from "./bucket";

/** What one kind of data adds to what a module gets. */
export interface Part {
  readonly variables?: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets?: readonly SecretVariable[];
  readonly secretArns?: readonly pulumi.Output<string>[];
  readonly statements?: readonly pulumi.Output<readonly Statement[]>[];
  readonly securityGroupIds?: readonly pulumi.Output<string>[];
}

/** Where and for whom a part is made. */
export interface PartContext {
  readonly module: string;
  readonly key: KeyRef;
  readonly settings: DataConfig;
  readonly tags: Record<string, string>;
  readonly parent: pulumi.Resource;
}

/** User and password of the module's own schema. */
export function mariadbPart(server: DatabaseRef, context: PartContext): Part {
  const username = schemaName(context.module);
  const initial = pulumi.jsonStringify({ username, password: randomPassword(context.parent) });
  const secret = partSecret("mariadb", `MariaDB user of ${context.module}`, initial, context);
  return {
    variables: {
      DB_HOST: server.hosts.apply(([host]) => host!),
      DB_PORT: String(server.port),
      DB_NAME: username,
      DB_USER: username,
    },
    // The empty fields are version stage and id: always the current one.
    secrets: [{ name: "DB_PASSWORD", valueFrom: pulumi.interpolate`${secret.arn}:password::` }],
    secretArns: [secret.arn],
    securityGroupIds: [server.clientsSecurityGroupId],
  };
}

/** Token and names of the module's own collections. */
export function qdrantPart(server: DatabaseRef, collections: readonly string[], context: PartContext): Part {
  const description = `Qdrant token of ${context.module}, good for its own collections`;
  const secret = partSecret("qdrant", description, pendingValue, context);
  const urls = server.hosts.apply((hosts) => hosts.map((host) => `http://${host}:${server.port}`));
  const names = [...collections].sort().map((collection) => collectionName(context.module, collection));
  return {
    variables: {
      // For clients that know one node only, and for those that can try another.
      QDRANT_URL: urls.apply(([first]) => first!),
      QDRANT_URLS: urls.apply((all) => all.join(",")),
      QDRANT_COLLECTIONS: names.join(","),
    },
    secrets: [{ name: "QDRANT_API_KEY", valueFrom: secret.arn }],
    secretArns: [secret.arn],
    securityGroupIds: [server.clientsSecurityGroupId],
  };
}

export function bucketPart({ module, key, settings, tags, parent }: PartContext): Part {
  const bucket = createModuleBucket(module, { ...settings, key, tags }, parent);
  const use = pulumi.all([bucket.arn, key.arn]).apply(([bucketArn, keyArn]) => useBucket(bucketArn, keyArn));
  return { variables: { BUCKET: bucket.bucket }, statements: [use] };
}

/** A secret for the key of an AI provider, none where IAM serves. */
export function providerPart(provider: AiProviderName, context: PartContext): Part {
  const { keyVariable } = aiProviders[provider] as { readonly keyVariable?: string };
  if (keyVariable === undefined) return {};
  // Without "key", openai of the module a-azure would be azure-openai of the module a.
  const secret = partSecret(
    `key-${provider}`,
    `Key of ${context.module} for ${provider}`,
    pendingValue,
    context,
  );
  return { secrets: [{ name: keyVariable, valueFrom: secret.arn }], secretArns: [secret.arn] };
}

function partSecret(
  suffix: string,
  description: string,
  initial: pulumi.Input<string>,
  { module, key, settings, tags, parent }: PartContext,
): Secret {
  const { deletion, secretRecoveryDays: recoveryDays } = settings;
  return createSecret(
    `${module}-${suffix}`,
    { description, key, deletion, recoveryDays, initial, tags },
    parent,
  );
}
