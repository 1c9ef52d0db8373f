import * as pulumi from "@pulumi/pulumi";
import { providersOf } from "../../../infra/aiProviders";
import { bucketOf } from "../../../infra/buckets";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { kept } from "../../../infra/durability";
import { accountOwnsKey, decryptWith, readSecrets, type Statement } from "../../../infra/iam/statements";
import { createKey } from "../../../infra/kms/key";
import { project } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import { moduleTags } from "../../../infra/tags";
import type { KeyRef } from "../../keys/refs";
import type { GatewayTokens } from "../gatewayTokens";
import type {
  AccessLogBucketRef,
  ModuleBucketRef,
  ModuleDataRef,
  RotationRef,
  SecretVariable,
  SharedBucketRef,
} from "../refs";
import { rotateSecret } from "../rotation/rotateSecret";
import type { Servers } from "../servers";
import { bootstrapModule } from "./bootstrap";
import { bucketPart } from "./bucketPart";
import { cachePart } from "./cachePart";
import { mariadbPart } from "./mariadbPart";
import type { Part, PartContext } from "./parts";
import { callerTokensPart, hasProviderKey, providerPart } from "./providerPart";
import { qdrantPart } from "./qdrantPart";

export interface ModuleDataArgs {
  readonly scope: Scope;
  readonly module: ModuleConfig;
  readonly settings: DataConfig;
  /** Encrypts what modules share. */
  readonly dataKey: KeyRef;
  readonly servers: Servers;
  readonly buckets: {
    readonly shared: SharedBucketRef | undefined;
    readonly accessLogs: AccessLogBucketRef | undefined;
  };
  /** Host that stands before MariaDB, if one does. */
  readonly proxy: pulumi.Output<string> | undefined;
  /** By what the AI gateway knows modules, if there is one. */
  readonly gateway?: GatewayTokens | undefined;
}

/** Everything that one module keeps, under a key that no other module may use. */
export class ModuleData extends pulumi.ComponentResource implements ModuleDataRef {
  readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: readonly SecretVariable[];
  readonly executionStatements: readonly pulumi.Output<readonly Statement[]>[];
  readonly taskStatements: readonly pulumi.Output<readonly Statement[]>[];
  readonly securityGroupIds: readonly pulumi.Output<string>[];
  readonly ready: readonly pulumi.Resource[];
  /** Of the users whom a proxy must let in; none without a schema. */
  readonly proxySecretArns: readonly pulumi.Output<string>[];
  /** Undefined where the module has none. */
  readonly bucket: ModuleBucketRef | undefined;

  constructor(name: string, args: ModuleDataArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:ModuleData", name, {}, opts);
    const { module: config, scope, settings, gateway } = args;
    const tags = moduleTags(name, config.owner);
    // What stands in nothing of the module's own is under the environment's key.
    const key = needsKey(config) ? createModuleKey(name, args, tags, this) : args.dataKey;
    const context = { module: name, config, scope, key, settings, gateway, tags, parent: this };
    const { parts, proxySecretArns } = makeParts(args, context);

    this.variables = Object.fromEntries(parts.flatMap(({ variables = {} }) => Object.entries(variables)));
    this.secrets = parts.flatMap(({ secrets = [] }) => secrets);
    this.executionStatements = mayRead(parts, key);
    this.taskStatements = parts.flatMap(({ statements = [] }) => statements);
    this.securityGroupIds = parts.flatMap(({ securityGroupIds = [] }) => securityGroupIds);
    this.ready = parts.flatMap(({ ready = [] }) => ready);
    this.proxySecretArns = proxySecretArns;
    this.bucket = parts.find(({ bucket }) => bucket)?.bucket;
    this.registerOutputs({
      variables: this.variables,
      secrets: this.secrets,
      executionStatements: this.executionStatements,
      taskStatements: this.taskStatements,
      securityGroupIds: this.securityGroupIds,
      ready: this.ready,
      proxySecretArns: this.proxySecretArns,
      bucket: this.bucket,
    });
  }
}

/** A key costs money, so a module without a secret or a bucket of its own has none. */
function needsKey(module: ModuleConfig): boolean {
  const { schema, collections } = module.data;
  const bucket = bucketOf(module.data);
  return schema || collections !== false || bucket?.shared === false || hasProviderKey(module);
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

interface Made {
  readonly parts: readonly Part[];
  readonly proxySecretArns: readonly pulumi.Output<string>[];
}

/** The parts that the module declared, as far as the environment has servers for them. */
function makeParts({ module, servers, buckets, proxy }: ModuleDataArgs, context: PartContext): Made {
  const { schema, collections, bucket, cache } = module.data;
  const mariadb = schema && servers.mariadb ? mariadbPart(servers.mariadb, proxy, context) : undefined;
  const qdrant = collections && servers.qdrant ? qdrantPart(servers.qdrant, context) : undefined;
  const ready = bootstrapModule(context, servers, { mariadb, qdrant });
  const rotate = (kind: string, secretArn: pulumi.Output<string>, rotation: RotationRef) => {
    rotateSecret(`${context.module}-${kind}`, { secretArn, rotation, opens: ready }, context.parent);
  };
  if (servers.rotation && mariadb) rotate("mariadb", mariadb.userSecretArn, servers.rotation);
  if (servers.rotation && qdrant) rotate("qdrant", qdrant.tokenSecretArn, servers.rotation);
  return {
    proxySecretArns: mariadb?.proxySecretArns ?? [],
    parts: [
      ...(mariadb ? [mariadb] : []),
      ...(qdrant ? [qdrant] : []),
      { ready },
      ...(bucket ? [bucketPart(context, buckets)] : []),
      ...(cache && servers.cache ? [cachePart(servers.cache, context)] : []),
      ...providersOf(module).map((provider) => providerPart(provider, context)),
      callerTokensPart(context),
    ],
  };
}

function mayRead(parts: readonly Part[], key: KeyRef): pulumi.Output<readonly Statement[]>[] {
  const readable = parts.filter(({ secretArns = [] }) => secretArns.length > 0);
  if (readable.length === 0) return [];
  const arns = readable.flatMap(({ secretArns = [] }) => secretArns);
  const keyArns = readable.map(({ secretKey = key }) => secretKey.arn);
  return [
    pulumi
      .all([pulumi.all(arns), pulumi.all(keyArns)])
      .apply(([secrets, keys]) => [readSecrets([...new Set(secrets)]), decryptWith([...new Set(keys)])]),
  ];
}
