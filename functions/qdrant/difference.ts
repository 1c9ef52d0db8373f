import type { Schemas } from "@qdrant/js-client-rest";
import type { Collection, IndexType } from "./collection";
import { strictMode } from "./strict";

export type Found = Schemas["CollectionInfo"];

/** How a collection is made. One copy is enough for a write, so that it goes on while a node restarts. */
export function creation(declared: Collection) {
  return {
    vectors: { size: declared.vectorSize, distance: declared.distance, on_disk: declared.onDisk },
    shard_number: declared.shards,
    replication_factor: declared.replicas,
    write_consistency_factor: 1,
    strict_mode_config: strictMode(declared.strict),
  } satisfies Schemas["CreateCollection"];
}

/** What Qdrant cannot change in place. */
export function faultsOf(name: string, declared: Collection, { config }: Found): string[] {
  const vector = vectorOf(config.params.vectors);
  return Object.entries({
    vectorSize: [declared.vectorSize, vector?.size],
    distance: [declared.distance, vector?.distance],
    shards: [declared.shards, config.params.shard_number ?? 1],
  })
    .filter(([, [wanted, found]]) => wanted !== found)
    .map(([key, [wanted, found]]) => `${name}: ${key} is declared as ${wanted}, found ${found ?? "none"}`);
}

/** What is to be sent so that everything else is as declared, or undefined where it is. */
export function patchOf(declared: Collection, { config }: Found): Schemas["UpdateCollection"] | undefined {
  const { params, strict_mode_config: strict } = config;
  const { replication_factor, write_consistency_factor, strict_mode_config } = creation(declared);
  const copies = { replication_factor, write_consistency_factor };
  const patch: Schemas["UpdateCollection"] = {
    // The one vector without a name has the empty one.
    ...(isOnDisk(params.vectors) !== declared.onDisk && { vectors: { "": { on_disk: declared.onDisk } } }),
    ...(differs(params, copies) && { params: copies }),
    ...(differs(strict ?? { enabled: false }, strict_mode_config) && { strict_mode_config }),
  };
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Fields whose index is to be made, each with its type, and fields whose index is to go. */
export function indexesOf(
  declared: Collection["payloadIndexes"],
  found: Found["payload_schema"],
): {
  readonly missing: readonly (readonly [field: string, type: IndexType])[];
  readonly surplus: readonly string[];
} {
  return {
    // Qdrant replaces an index of another type.
    missing: Object.entries(declared).filter(([field, type]) => found[field]?.data_type !== type),
    surplus: Object.keys(found).filter((field) => !(field in declared)),
  };
}

/** A module may add vectors with names to its collection; the declared one has none. */
function vectorOf(vectors: Schemas["VectorsConfig"] | undefined): Schemas["VectorParams"] | undefined {
  if (vectors === undefined) return undefined;
  return isVector(vectors) ? vectors : vectors[""];
}

/** From 1.19 on there is a newer word for it, which older versions ignore without a word. */
function isOnDisk(vectors: Schemas["VectorsConfig"] | undefined): boolean {
  const { on_disk } = (vectorOf(vectors) ?? {}) as { readonly on_disk?: boolean | null };
  return on_disk ?? false;
}

function isVector(vectors: Schemas["VectorsConfig"]): vectors is Schemas["VectorParams"] {
  return typeof vectors.size === "number";
}

function differs(found: object, wanted: object): boolean {
  return Object.entries(wanted).some(([name, value]) => (found as Record<string, unknown>)[name] !== value);
}
