import * as pulumi from "@pulumi/pulumi";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { kept } from "../../../infra/durability";
import {
  accountOwnsKey,
  decryptWith,
  readSecrets,
  useBucket,
  type Statement,
} from "../../../infra/iam/statements";
import { aiProviders } from "../../../infra/aiProviders";
import { collectionName, project, schemaName } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import { moduleTags } from "../../../infra/tags";
import { createKey } from "../../../infra/kms/key";
import type { KeyRef } from "../../keys/refs";
import type { DatabaseRef, ModuleDataRef, SecretVariable } from "../refs";
import { createSecret, pendingValue, randomPassword } from "../secret";
import { createModuleBucket } from "./bucket";

export interface ModuleDataArgs {
  readonly scope: Scope;
  readonly module: Pick<ModuleConfig, "owner" | "data" | "aiProviders">;
  readonly settings: DataConfig;
  readonly mariadb: DatabaseRef | undefined;
  readonly qdrant: DatabaseRef | undefined;
}

/** Everything that one module keeps, under a key that no other module may use. */
export class ModuleData extends pulumi.ComponentResource implements ModuleDataRef {
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: readonly SecretVariable[];
  readonly executionStatements: readonly pulumi.Output<readonly Statement[]>[];
  readonly taskStatements: readonly pulumi.Output<readonly Statement[]>[];
  readonly securityGroupIds: readonly pulumi.Output<string>[];

  constructor(name: string, args: ModuleDataArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:ModuleData", name, {}, opts);
    const key = keepsSomething(args.module) ? this.createKey(name, args) : undefined;
    const parts = key
      ? [
          ...(args.module.data.schema && args.mariadb ? [this.schema(name, args, args.mariadb, key)] : []),
          ...(args.module.data.collections && args.qdrant
            ? [this.collections(name, args, args.qdrant, key)]
            : []),
          ...(args.module.data.bucket ? [this.bucket(name, args, key)] : []),
          this.providerKeys(name, args, key),
        ]
      : [];
    this.variables = Object.assign({}, ...parts.map(({ variables }) => variables ?? {})) as Record<
      string,
      pulumi.Input<string>
    >;
    this.secrets = parts.flatMap(({ secrets }) => secrets ?? []);
    this.securityGroupIds = parts.flatMap(({ gate }) => gate ?? []);
    this.taskStatements = parts.flatMap(({ statements }) => statements ?? []);
    this.executionStatements = mayRead(
      parts.flatMap(({ secretArns }) => secretArns ?? []),
      key,
    );
    this.registerOutputs({
      variables: this.variables,
      secrets: this.secrets,
      executionStatements: this.executionStatements,
      taskStatements: this.taskStatements,
      securityGroupIds: this.securityGroupIds,
    });
  }

  private createKey(name: string, args: ModuleDataArgs): KeyRef {
    return createKey(
      `${name}-data`,
      {
        description: `Data of ${name} in ${args.scope.environment}`,
        alias: `alias/${project}/${args.scope.environment}/modules/${name}`,
        deletionDays: args.settings.keyDeletionDays,
        policy: args.scope.account.apply((account) => [accountOwnsKey(account)]),
        tags: moduleTags(name, args.module.owner),
      },
      { parent: this, ...kept(args.settings.deletion) },
    );
  }

  private schema(name: string, args: ModuleDataArgs, server: DatabaseRef, key: KeyRef): Part {
    const username = schemaName(name);
    const secret = this.secret(
      `${name}-mariadb`,
      `MariaDB user of ${name}`,
      name,
      args,
      key,
      pulumi.jsonStringify({ username, password: randomPassword(this) }),
    );
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
      gate: [server.clientsSecurityGroupId],
    };
  }

  private collections(name: string, args: ModuleDataArgs, server: DatabaseRef, key: KeyRef): Part {
    const declared =
      args.module.data.collections === false ? [] : Object.keys(args.module.data.collections).sort();
    const secret = this.secret(
      `${name}-qdrant`,
      `Qdrant token of ${name}, good for its own collections`,
      name,
      args,
      key,
      pendingValue,
    );
    const urls = server.hosts.apply((hosts) => hosts.map((host) => `http://${host}:${server.port}`));
    return {
      variables: {
        // For clients that know one node only, and for those that can try another.
        QDRANT_URL: urls.apply(([first]) => first!),
        QDRANT_URLS: urls.apply((all) => all.join(",")),
        QDRANT_COLLECTIONS: declared.map((collection) => collectionName(name, collection)).join(","),
      },
      secrets: [{ name: "QDRANT_API_KEY", valueFrom: secret.arn }],
      secretArns: [secret.arn],
      gate: [server.clientsSecurityGroupId],
    };
  }

  private bucket(name: string, args: ModuleDataArgs, key: KeyRef): Part {
    const bucket = createModuleBucket(
      name,
      { ...args.settings, key, tags: moduleTags(name, args.module.owner) },
      this,
    );
    return {
      variables: { BUCKET: bucket.bucket },
      statements: pulumi
        .all([bucket.arn, key.arn])
        .apply(([bucketArn, keyArn]) => useBucket(bucketArn, keyArn)),
    };
  }

  private providerKeys(name: string, args: ModuleDataArgs, key: KeyRef): Part {
    const made = args.module.aiProviders.flatMap((provider) => {
      const entry: { readonly keyVariable?: string } = aiProviders[provider];
      if (entry.keyVariable === undefined) return [];
      const secret = this.secret(
        // Without "key", openai of the module a-azure would be azure-openai of the module a.
        `${name}-key-${provider}`,
        `Key of ${name} for ${provider}`,
        name,
        args,
        key,
        pendingValue,
      );
      return [{ name: entry.keyVariable, valueFrom: secret.arn }];
    });
    return { secrets: made, secretArns: made.map(({ valueFrom }) => valueFrom) };
  }

  private secret(
    logicalName: string,
    description: string,
    module: string,
    args: ModuleDataArgs,
    key: KeyRef,
    initial: pulumi.Input<string>,
  ) {
    const { deletion, secretRecoveryDays: recoveryDays } = args.settings;
    const tags = moduleTags(module, args.module.owner);
    return createSecret(logicalName, { description, key, deletion, recoveryDays, initial, tags }, this);
  }
}

interface Part {
  readonly variables?: Record<string, pulumi.Input<string>>;
  readonly secrets?: readonly SecretVariable[];
  readonly secretArns?: readonly pulumi.Output<string>[];
  readonly gate?: readonly pulumi.Output<string>[];
  readonly statements?: pulumi.Output<readonly Statement[]>;
}

/** A key costs money, so a module without data of its own has none. */
function keepsSomething({ data, aiProviders: providers }: ModuleDataArgs["module"]): boolean {
  const external = providers.some((provider) => "keyVariable" in aiProviders[provider]);
  return data.schema || data.bucket || data.collections !== false || external;
}

function mayRead(
  secretArns: readonly pulumi.Output<string>[],
  key: KeyRef | undefined,
): pulumi.Output<readonly Statement[]>[] {
  if (key === undefined || secretArns.length === 0) return [];
  const arns = pulumi.all([...secretArns]);
  return [
    pulumi.all([arns, key.arn]).apply(([secrets, keyArn]) => [readSecrets(secrets), decryptWith([keyArn])]),
  ];
}
