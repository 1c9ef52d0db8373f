import type { Collection, Collections, IndexType } from "../qdrant/collection";
import { fieldsOf, isRecord, type Told } from "./fields";

const keys = ["vectorSize", "distance", "onDisk", "shards", "replicas", "payloadIndexes", "strict"];
const distances = ["Cosine", "Dot", "Euclid", "Manhattan"] as const;
const indexTypes: readonly IndexType[] = [
  "keyword",
  "integer",
  "float",
  "bool",
  "geo",
  "datetime",
  "text",
  "uuid",
];

/** Collections by name. Each name begins with the module's, so that none can be another module's. */
export function readCollections(value: unknown, path: string, schema: string, told: Told): Collections {
  if (!isRecord(value) || Object.keys(value).length === 0) {
    told(path, "must be an object with at least one collection");
    return {};
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, collection]) => {
      if (!name.startsWith(`${schema}__`) || !/^[a-z][a-z0-9_]{0,99}$/.test(name))
        told(`${path}.${name}`, `must be named ${schema}__ and lower-case letters, digits and underscores`);
      return [name, readCollection(collection, `${path}.${name}`, told)];
    }),
  );
}

function readCollection(value: unknown, path: string, told: Told): Collection {
  const fields = fieldsOf(value, path, keys, told);
  const indexes = fields.value("payloadIndexes");
  const fieldNames = isRecord(indexes) ? Object.keys(indexes) : [];
  const types = fieldsOf(indexes, `${path}.payloadIndexes`, fieldNames, told);
  return {
    vectorSize: fields.integer("vectorSize", 1, 65536),
    distance: fields.oneOf("distance", distances),
    onDisk: fields.boolean("onDisk"),
    shards: fields.integer("shards", 1, 1000),
    replicas: fields.integer("replicas", 1, 100),
    payloadIndexes: Object.fromEntries(fieldNames.map((name) => [name, types.oneOf(name, indexTypes)])),
    strict: fields.boolean("strict"),
  };
}
