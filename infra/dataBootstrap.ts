import type { DataConfig } from "./config/schema/data";
import type { CollectionConfig, ModuleDataConfig } from "./config/schema/moduleData";
import { collectionName, schemaName } from "./naming";
import { defaultShards, replicationFactor } from "./qdrant";

/** A higher number has the function look after every module once more, after a change of the function. */
const revision = 1;

/** Where MariaDB is, and the secrets that open it. */
export interface MariadbAccess {
  readonly host: string;
  readonly port: number;
  readonly adminSecretArn: string;
  readonly userSecretArn: string;
}

/** Where Qdrant is, how to know it, and the secrets that open it. */
export interface QdrantAccess {
  readonly urls: readonly string[];
  readonly authority: string;
  readonly keySecretArn: string;
  readonly tokenSecretArn: string;
}

export interface ModuleAccess {
  /** Only of a module with a schema. */
  readonly mariadb?: MariadbAccess | undefined;
  /** Only of a module with collections. */
  readonly qdrant?: QdrantAccess | undefined;
}

/** What the function `data-bootstrap` is told of a module: names and ARNs, never the value of a secret. */
export function bootstrapInput(
  module: string,
  data: Pick<ModuleDataConfig, "collections" | "onRemove">,
  settings: Pick<DataConfig, "mariadb" | "qdrant">,
  { mariadb, qdrant }: ModuleAccess,
): string {
  const { metadataOwner } = settings.mariadb || {};
  const { nodes } = settings.qdrant || { nodes: 1 };
  return JSON.stringify({
    revision,
    module,
    onRemove: data.onRemove,
    ...(mariadb && {
      mariadb: { ...mariadb, schema: schemaName(module), metadata: metadataAccess(module, metadataOwner) },
    }),
    ...(qdrant && {
      qdrant: { ...qdrant, collections: collectionsOf(module, data.collections || {}, nodes) },
    }),
  });
}

/** What a module with a schema may do with the common one. */
export function metadataAccess(module: string, owner: string | undefined): "none" | "read" | "write" {
  if (owner === undefined) return "none";
  return module === owner ? "write" : "read";
}

export interface CertificateRequest {
  readonly secretArn: string;
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

/** What the function is told where servers need a certificate. */
export function certificateInput(certificate: CertificateRequest): string {
  return JSON.stringify({ revision, certificate });
}

/** In the order of their names, so that another order in the stack file is no change. */
function collectionsOf(
  module: string,
  collections: Readonly<Record<string, CollectionConfig>>,
  nodes: number,
) {
  return byName(
    collections,
    (name) => collectionName(module, name),
    (collection) => ({
      vectorSize: collection.vectorSize,
      distance: collection.distance,
      onDisk: collection.onDisk ?? false,
      shards: collection.shards ?? defaultShards,
      replicas: replicationFactor(nodes),
      payloadIndexes: byName(collection.payloadIndexes ?? {}),
      strict: collection.strict ?? true,
    }),
  );
}

function byName<T, U = T>(
  record: Readonly<Record<string, T>>,
  named = (name: string): string => name,
  made = (value: T): U | T => value,
): Record<string, U | T> {
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((name) => [named(name), made(record[name]!)]),
  );
}
