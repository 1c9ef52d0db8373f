import { mostTasks, poolSize, sharedConnections } from "../../infra/connections";
import { metadataAccess } from "../../infra/dataBootstrap";
import type { DataConfig } from "../../infra/config/schema/data";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { replicationFactor } from "../../infra/qdrant";

/** What the environment keeps, how it is kept safe, and how much of the database's connections is given away. */
export interface Keeping {
  readonly deletion: DataConfig["deletion"];
  /** In words; those that the environment does not have are absent. */
  readonly stores: readonly KeepingStore[];
  /** Of MariaDB; absent without it. */
  readonly connections?: {
    readonly used: number;
    readonly limit: number;
    readonly modules: readonly KeepingConnections[];
  };
}

export interface KeepingStore {
  readonly store: string;
  readonly runs: string;
  readonly copies: string;
}

export interface KeepingConnections {
  readonly module: string;
  readonly connections: number;
  /** Tasks that can run at once, in the middle of a deployment and with every job. */
  readonly tasks: number;
  /** Connections of one task. */
  readonly poolSize: number;
  /** What the module may do with the common schema. */
  readonly metadata: "none" | "read" | "write";
}

export function keepingOf({ data, modules }: EnvironmentConfig): Keeping {
  const { mariadb } = data;
  return {
    deletion: data.deletion,
    stores: [
      ...(mariadb ? [mariadbStore(mariadb)] : []),
      ...(data.qdrant ? [qdrantStore(data.qdrant)] : []),
      ...(data.cache ? [cacheStore(data.cache)] : []),
      ...bucketStores(data, modules),
      ...secretStores(data),
      ...(data.backups ? [backupStore(data.backups)] : []),
    ],
    ...(mariadb ? { connections: connectionsOf(mariadb, modules) } : {}),
  };
}

type Mariadb = Exclude<DataConfig["mariadb"], false>;

function connectionsOf({ instanceClass, metadataOwner }: Mariadb, modules: EnvironmentConfig["modules"]) {
  const connected = Object.keys(modules)
    .sort()
    .filter((name) => modules[name]!.data.schema)
    .map((module): KeepingConnections => {
      const config = modules[module]!;
      return {
        module,
        connections: config.data.connections,
        tasks: mostTasks(config),
        poolSize: poolSize(config),
        metadata: metadataAccess(module, metadataOwner),
      };
    });
  return {
    used: connected.reduce((sum, { connections }) => sum + connections, 0),
    limit: sharedConnections(instanceClass)!,
    modules: connected,
  };
}

function mariadbStore(mariadb: Mariadb): KeepingStore {
  const { version, instanceClass, multiAz, proxy, backupRetentionDays } = mariadb;
  const more = [multiAz ? "standby in another zone" : "one zone", ...(proxy ? ["proxy"] : [])];
  return {
    store: `MariaDB ${version}`,
    runs: [instanceClass, ...more].join(", "),
    copies: `any second of ${days(backupRetentionDays)}`,
  };
}

function qdrantStore(qdrant: Exclude<DataConfig["qdrant"], false>): KeepingStore {
  const { version, nodes, instanceType, snapshotRetentionDays: kept } = qdrant;
  const copies = replicationFactor(nodes);
  return {
    store: `Qdrant ${version}`,
    runs: `${nodes} x ${instanceType}, ${copies === 1 ? "one copy" : `${copies} copies`} of a vector`,
    copies: kept === false ? "none" : `snapshots of ${days(kept)}`,
  };
}

function cacheStore(cache: Exclude<DataConfig["cache"], false>): KeepingStore {
  const { version, nodeType, replicas = 0, maxGiB, maxEcpuPerSecond } = cache;
  const runs =
    nodeType === "serverless"
      ? `serverless, at most ${maxGiB} GiB and ${maxEcpuPerSecond} ECPU/s`
      : `${1 + replicas} x ${nodeType}`;
  return { store: `Valkey ${version}`, runs, copies: "none: it is a cache" };
}

function bucketStores(data: DataConfig, modules: EnvironmentConfig["modules"]): KeepingStore[] {
  const buckets = Object.values(modules).filter(({ data: { bucket } }) => bucket !== false);
  if (buckets.length === 0) return [];
  return [
    {
      store: `buckets of ${buckets.length} module(s)`,
      runs: data.bucketAccessLogs ? "calls are recorded" : "calls are not recorded",
      copies: `old versions for ${days(data.noncurrentVersionDays)}`,
    },
  ];
}

function secretStores({ rotationDays, secretRecoveryDays }: DataConfig): KeepingStore[] {
  return [
    {
      store: "passwords and tokens",
      runs: rotationDays === false ? "never change by themselves" : `change every ${days(rotationDays)}`,
      copies: secretRecoveryDays === 0 ? "none" : `${days(secretRecoveryDays)} after their end`,
    },
  ];
}

function backupStore({
  time,
  dailyDays,
  monthlyDays,
  restoreTesting,
}: Exclude<DataConfig["backups"], false>) {
  const monthly = monthlyDays === false ? [] : [`monthly for ${days(monthlyDays)}`];
  return {
    store: "AWS Backup",
    runs: `daily at ${time} UTC${restoreTesting ? ", a restore is tried every month" : ""}`,
    copies: [`daily for ${days(dailyDays)}`, ...monthly].join(", "),
  };
}

function days(number: number): string {
  return number === 1 ? "1 day" : `${number} days`;
}
