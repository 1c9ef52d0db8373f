import type { RightEntry } from "./moduleEntriesPlaces";
import type { WrongEntry } from "./moduleEntriesWrongPlaces";

const documents = { vectorSize: 1024, distance: "Cosine" };
const byUse = { version: "9", nodeType: "serverless", maxGiB: 1, maxEcpuPerSecond: 1000 };

const databaseVariables = "DB_HOST; DB_NAME; DB_PASSWORD!; DB_POOL_SIZE; DB_PORT; DB_USER!";
const qdrantVariables = "QDRANT_API_KEY!; QDRANT_CA; QDRANT_COLLECTIONS; QDRANT_URL; QDRANT_URLS";
/** Types of what a module keeps under its key. */
const keeps = (...types: string[]) => [...types, "Key"].sort().join("; ");
const secret = ["Secret", "SecretVersion"];
const bucket = [
  "Bucket",
  ...[
    "LifecycleConfiguration",
    "Policy",
    "PublicAccessBlock",
    "ServerSideEncryptionConfiguration",
    "Versioning",
  ].map((part) => `Bucket${part}`),
];

/** What a module keeps, in an environment that has the servers for it. */
export const right: readonly RightEntry[] = [
  [
    "a schema",
    { module: { data: { schema: true } }, data: { mariadb: {} } },
    {
      keeps: keeps("Invocation", ...secret),
      told: databaseVariables,
      asks: "keep; one metadata none",
      opens: "data-mariadb-clients",
    },
  ],
  [
    "a schema whose module writes the common one",
    { module: { data: { schema: true, connections: 20 } }, data: { mariadb: { metadataOwner: "one" } } },
    {
      keeps: keeps("Invocation", ...secret),
      told: databaseVariables,
      asks: "keep; one metadata write",
      opens: "data-mariadb-clients",
    },
  ],
  [
    "a schema whose module reads what another writes, through a proxy",
    {
      module: { data: { schema: true } },
      data: { mariadb: { metadataOwner: "other", proxy: true } },
      modules: { other: { owner: "other@example.com", routes: ["/other"], data: { schema: true } } },
    },
    {
      keeps: keeps("Invocation", ...secret),
      told: "DB_HOST; DB_NAME; DB_PASSWORD!; DB_POOL_SIZE; DB_PORT; DB_USER!",
      asks: "keep; one metadata read",
      opens: "data-mariadb-clients",
    },
  ],
  [
    "a schema whose password changes",
    { module: { data: { schema: true } }, data: { mariadb: {}, rotationDays: 30 } },
    {
      keeps: keeps("Invocation", ...secret, "SecretRotation"),
      told: databaseVariables,
      asks: "keep; one metadata none",
      opens: "data-mariadb-clients",
    },
  ],
  [
    "collections",
    { module: { data: { collections: { documents } } }, data: { qdrant: {} } },
    {
      keeps: keeps("Invocation", ...secret),
      told: qdrantVariables,
      asks: "keep; one__documents 1024 Cosine 6x1 strict",
      opens: "data-qdrant-clients",
    },
  ],
  [
    "collections that say all that they can",
    {
      module: {
        data: {
          collections: {
            documents: {
              ...documents,
              onDisk: true,
              shards: 3,
              payloadIndexes: { tenant: "keyword" },
              strict: false,
            },
            notes: { vectorSize: 8, distance: "Dot", vectors: 1000 },
          },
          onRemove: "drop",
        },
      },
      data: { qdrant: { nodes: 3 } },
    },
    {
      keeps: keeps("Invocation", ...secret),
      told: qdrantVariables,
      asks: "drop; one__documents 1024 Cosine 3x2 on disk tenant; one__notes 8 Dot 6x2 strict",
      opens: "data-qdrant-clients",
    },
  ],
  [
    "a bucket",
    { module: { data: { bucket: true } } },
    {
      keeps: keeps(...bucket),
      told: "BUCKET",
    },
  ],
  [
    "a part of the bucket that modules share",
    { module: { data: { bucket: { shared: true } } } },
    { told: "BUCKET; BUCKET_PREFIX" },
  ],
  [
    "a bucket whose objects move and go, with its calls recorded",
    {
      module: { data: { bucket: { infrequentAccessDays: 60, expireDays: 365 } } },
      data: { bucketAccessLogs: true },
    },
    {
      keeps: keeps(...bucket, "BucketLogging"),
      told: "BUCKET",
      ages: "STANDARD_IA 60; ends 365",
    },
  ],
  [
    "a bucket for audit records",
    { module: { data: { bucket: { lockDays: 365 } } }, data: { deletion: "protected" } },
    {
      keeps: keeps(...bucket, "BucketObjectLockConfiguration"),
      told: "BUCKET",
      locks: "GOVERNANCE 365",
    },
  ],
  [
    "keys in the cache",
    { module: { data: { cache: true } }, data: { cache: byUse } },
    {
      keeps: "User; UserGroupAssociation",
      told: "CACHE_HOST; CACHE_NAME; CACHE_PORT; CACHE_PREFIX; CACHE_SERVERLESS; CACHE_USER",
      opens: "data-cache-clients",
      enters: "on ~one:* &one:* +@all",
    },
  ],
  [
    "a bucket of a worker on the company's own servers, which reach S3",
    { module: { kind: "worker", routes: [], capacity: { kind: "external" }, data: { bucket: true } } },
    {
      kind: "worker",
      runs: "external",
      goesBack: "failed starts",
      place: "EXTERNAL, not rebalanced",
      task: "EXTERNAL bridge 512 1024 any processor",
      release: "ROLLING breaker",
      alarms: "one-dead-letters",
      queues: "one-dead-letters /1209600; one-queue 300/345600 x3",
      keeps: keeps(...bucket),
      told: "BUCKET",
      spot: "-",
      targets: "-",
      ways: "-",
    },
  ],
];

const external = { capacity: { kind: "external" }, routes: [] };

export const wrong: readonly WrongEntry[] = [
  [
    "a schema without a database",
    { module: { data: { schema: true } } },
    "data.schema needs a database; got true. Turn data.mariadb on, or write schema: false.",
  ],
  [
    "collections without Qdrant",
    { module: { data: { collections: { documents } } } },
    'data.collections needs Qdrant; got {"documents":{"vectorSize":1024,"distance":"Cosine"}}. Turn data.qdrant on, or write collections: false.',
  ],
  [
    "keys in a cache that is not there",
    { module: { data: { cache: true } } },
    "data.cache needs a cache; got true. Write data.cache with a version and a node type, or write cache: false.",
  ],
  [
    "data in the VPC of a module on the company's own servers",
    {
      module: { ...external, data: { schema: true, collections: { documents }, cache: true } },
      data: { mariadb: {}, qdrant: {}, cache: byUse },
    },
    "data.schema must be false on the company's own servers; got true. The database is in the VPC; let another module keep it.",
    'data.collections must be false on the company\'s own servers; got {"documents":{"vectorSize":1024,"distance":"Cosine"}}. Qdrant is in the VPC; let another module keep them.',
    "data.cache must be false on the company's own servers; got true. The cache is in the VPC; remove the key.",
  ],
  [
    "a dropping of what is protected",
    { module: { data: { onRemove: "drop" } }, data: { deletion: "protected" } },
    'data.onRemove must be keep where data.deletion is protected; got "drop". Remove the key: what is protected is never dropped by an edit.',
  ],
  [
    "an index of a kind that Qdrant does not have",
    {
      module: {
        data: { collections: { documents: { ...documents, payloadIndexes: { tenant: "string" } } } },
      },
      data: { qdrant: {} },
    },
    'data.collections.documents.payloadIndexes.tenant must be one of keyword, integer, float, bool, geo, datetime, text, uuid; got "string". Use one of: keyword, integer, float, bool, geo, datetime, text, uuid.',
  ],
  [
    "fewer connections than tasks",
    { module: { data: { schema: true, connections: 3 } }, data: { mariadb: {} } },
    "data.connections must be at least 4, one for each task that can run at once; got 3. Raise it, or lower scaling.max. A deployment doubles the tasks, and jobs come on top.",
  ],
  [
    "more connections than the database has",
    { module: { data: { schema: true, connections: 100 } }, data: { mariadb: {} } },
    'data.mariadb.instanceClass must have 100 connections for the modules\' data.connections and has 68; got "db.t4g.micro". Take a larger class, or lower the data.connections of some modules.',
  ],
  [
    "a lock in a bucket of several",
    { module: { data: { bucket: { shared: true, lockDays: 30 } } }, data: { deletion: "protected" } },
    "data.bucket.lockDays must be absent with shared: true; got 30. It would hold for the whole bucket; give the module one of its own.",
  ],
  [
    "an owner of the common schema who has none",
    { module: { data: { schema: true } }, data: { mariadb: { metadataOwner: "other" } } },
    'data.mariadb.metadataOwner must be a module with data.schema; got "other". Use one of: one; or remove the key.',
  ],
];
