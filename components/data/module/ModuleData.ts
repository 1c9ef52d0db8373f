import * as pulumi from "@pulumi/pulumi";
import { aiProviders } from "../../../infra/aiProviders";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { kept } from "../../../infra/durability";
import { accountOwnsKey, decryptWith, readSecrets, type Statement } from "../../../infra/iam/statements";
import { createKey } from "../../../infra/kms/key";
import { project } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import { moduleTags } from "../../../infra/tags";
import type { KeyRef } from "../../keys/refs";
import type { DatabaseRef, ModuleDataRef, SecretVariable } from "../refs";
import { bucketPart, mariadbPart, type Part, type PartContext, providerPart, qdrantPart } from "./parts";

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
    const tags = moduleTags(name, args.module.owner);
    const key = keepsSomething(args.module) ? createModuleKey(name, args, tags, this) : undefined;
    const parts = key
      ? partsOf(args, { module: name, key, settings: args.settings, tags, parent: this })
      : [];

    this.variables = Object.fromEntries(parts.flatMap(({ variables = {} }) => Object.entries(variables)));
    this.secrets = parts.flatMap(({ secrets = [] }) => secrets);
    this.executionStatements = key ? mayRead(parts, key) : [];
    this.taskStatements = parts.flatMap(({ statements = [] }) => statements);
    this.securityGroupIds = parts.flatMap(({ securityGroupIds = [] }) => securityGroupIds);
    this.registerOutputs({
      variables: this.variables,
      secrets: this.secrets,
      executionStatements: this.executionStatements,
      taskStatements: this.taskStatements,
      securityGroupIds: this.securityGroupIds,
    });
  }
}

/** A key costs money, so a module without data of its own has none. */
function keepsSomething({ data, aiProviders: providers }: ModuleDataArgs["module"]): boolean {
  const external = providers.some((provider) => "keyVariable" in aiProviders[provider]);
  return data.schema || data.bucket || data.collections !== false || external;
}

function createModuleKey(
  name: string,
  { scope, settings }: ModuleDataArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): KeyRef {
  return createKey(
    `${name}-data`,
    {
      description: `Data of ${name} in ${scope.environment}`,
      alias: `alias/${project}/${scope.environment}/modules/${name}`,
      deletionDays: settings.keyDeletionDays,
      policy: scope.account.apply((account) => [accountOwnsKey(account)]),
      tags,
    },
    { parent, ...kept(settings.deletion) },
  );
}

function partsOf({ module, mariadb, qdrant }: ModuleDataArgs, context: PartContext): Part[] {
  const { schema, collections, bucket } = module.data;
  return [
    ...(schema && mariadb ? [mariadbPart(mariadb, context)] : []),
    ...(collections && qdrant ? [qdrantPart(qdrant, Object.keys(collections), context)] : []),
    ...(bucket ? [bucketPart(context)] : []),
    ...module.aiProviders.map((provider) => providerPart(provider, context)),
  ];
}

function mayRead(parts: readonly Part[], key: KeyRef): pulumi.Output<readonly Statement[]>[] {
  const arns = parts.flatMap(({ secretArns = [] }) => secretArns);
  if (arns.length === 0) return [];
  return [
    pulumi
      .all([pulumi.all(arns), key.arn])
      .apply(([secrets, keyArn]) => [readSecrets(secrets), decryptWith([keyArn])]),
  ];
}
