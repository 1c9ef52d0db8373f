import { filled } from "./interpolate";

/** What the platform has in place of a server that Compose files bring along. */
export interface Store {
  /** How the image's name ends. */
  readonly images: RegExp;
  readonly what: string;
  /** The part of a module's entry that asks for it; absent where the platform has nothing like it. */
  readonly part?: "schema" | "cache" | "bucket";
  readonly instead: string;
}

/** Also what of them one has to declare by hand, since Compose does not say it. */
const stores: readonly Store[] = [
  {
    images: /(^|\/)(mariadb|mysql|percona)(-server)?$/,
    what: "MariaDB or MySQL",
    part: "schema",
    instead: "data.schema: true, a MariaDB schema of its own; its address and password come as DB_*",
  },
  {
    images: /(^|\/)(redis|redismod|valkey|keydb|dragonfly|memcached)(-stack(-server)?|-cluster)?$/,
    what: "a cache",
    part: "cache",
    instead: "data.cache: true, keys of its own in Valkey; its address comes as CACHE_*",
  },
  {
    images: /(^|\/)(minio|localstack|seaweedfs|azurite)$/,
    what: "a store of objects",
    part: "bucket",
    instead:
      "data.bucket: true, an S3 bucket of its own; its name comes as BUCKET, and the role of the task opens it",
  },
  {
    images: /(^|\/)qdrant$/,
    what: "Qdrant",
    instead:
      "data.collections, each with the vectorSize and distance of its vectors; the address comes as QDRANT_*",
  },
  {
    images: /(^|\/)pgvector$/,
    what: "PostgreSQL with vectors",
    instead:
      "the platform has Qdrant for vectors (data.collections) and MariaDB for tables (data.schema); a PostgreSQL elsewhere is reached by an entry in outbound",
  },
  {
    images: /(^|\/)(weaviate|chroma|chromadb|milvus|infinity)$/,
    what: "a database of vectors",
    instead:
      "the platform has Qdrant: data.collections, each with the vectorSize and distance of its vectors",
  },
  {
    images: /(^|\/)(postgres|postgresql|postgis|timescaledb|cockroach)$/,
    what: "PostgreSQL",
    instead:
      "the platform has MariaDB only (data.schema); a PostgreSQL elsewhere is reached by an entry in outbound",
  },
  {
    images:
      /(^|\/)(mongo|mongodb|couchdb|cassandra|elasticsearch|opensearch|clickhouse-server|meilisearch|neo4j|mssql\/server|azure-sql-edge|oceanbase-ce|seekdb)$/,
    what: "a database",
    instead: "the platform has none like it; one elsewhere is reached by an entry in outbound",
  },
  {
    images: /(^|\/)(rabbitmq|kafka|zookeeper|nats|redpanda|activemq)$/,
    what: "a queue",
    instead: "kind: worker, a module with a queue of its own (SQS), which others name in calls",
  },
  {
    images: /(^|\/)((opentelemetry-)?collector([-_]contrib)?|jaeger|zipkin|prometheus)$/,
    what: "a collector of telemetry",
    instead: "tracing: true sends traces to X-Ray; logs go to CloudWatch",
  },
];

/** Undefined for an image that is no server of the platform's. */
export function storeOf(image: unknown): Store | undefined {
  if (typeof image !== "string") return undefined;
  const { text, unknown } = filled(image);
  // An image that only whoever starts it knows is told by its variable: POSTGRES_IMAGE.
  const known = text === "" ? (unknown[0] ?? "").toLowerCase().replace(/_image$/, "") : text;
  // A port of the registry is followed by a slash.
  const name = known.split("@")[0]!.replace(/:[^/]*$/, "");
  return stores.find(({ images }) => images.test(name));
}
