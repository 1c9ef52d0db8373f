import { z } from "zod";
import { boolean, integer, optionalPart, text } from "./scalars";

const collectionName = text(
  /^[a-z][a-z0-9_]{0,39}$/,
  "must be a collection name",
  "Use lower-case letters, digits and underscores.",
);

const collectionSchema = z.strictObject({
  vectorSize: integer(1, 65536).describe("Dimensions of a vector. For another size, declare another collection."),
  distance: z.enum(["Cosine", "Dot", "Euclid", "Manhattan"]).describe("How two vectors are compared. For another way, declare another collection."),
  vectors: integer(1, 1_000_000_000).optional().describe("Expected number of vectors; checked against memory and volumes of Qdrant."),
  onDisk: boolean().optional().describe("True keeps the vectors on the volume and only an index in memory: slower, and a third of the memory."),
  shards: integer(1, 100).optional().describe("Parts that the collection is made of, 6 otherwise, which spread evenly over 1, 2, 3 and 6 nodes. For another number, declare another collection."),
  payloadIndexes: z
    .record(
      text(/^[A-Za-z_][\w.[\]-]{0,99}$/, "must be a field of a payload", "Use letters, digits, _ - . and []."),
      z.enum(["keyword", "integer", "float", "bool", "geo", "datetime", "text", "uuid"]),
    )
    .optional()
    .describe("Fields of payloads that searches filter by, each with its type. In strict mode a search by another field is refused."),
  strict: boolean().optional().describe("False lets searches without an index, or of any size, through; they can slow every module down."),
});

const bucketSchema = z.strictObject({
  shared: boolean()
    .optional()
    .describe("True takes the prefix `<module>/` of one bucket that modules share, in place of a bucket of its own."),
  expireDays: integer(1, 3650).optional().describe("Days after which objects go by themselves; for ever otherwise."),
  infrequentAccessDays: integer(30, 3650).optional().describe("Days after which objects move to the cheaper class for what is seldom read."),
  lockDays: integer(1, 3650)
    .optional()
    .describe("Days in which nobody can change or delete an object, for audit records (governance mode). For what is written from then on; a lock that an object has it keeps to its end."),
});

export const moduleDataSchema = z.strictObject({
  schema: boolean().describe("A MariaDB schema of its own."),
  connections: integer(2, 10_000).describe("Most connections to MariaDB that all tasks of the module hold together; a task gets its part as `DB_POOL_SIZE`."),
  bucket: z.union([boolean(), bucketSchema]).describe("An S3 bucket of its own, or a set of keys with what is special about it."),
  collections: optionalPart(z.record(collectionName, collectionSchema)).describe("Qdrant collections by name, or false."),
  cache: boolean().describe("Keys of its own in the cache: those that begin with `<module>:`."),
  onRemove: z
    .enum(["keep", "drop"])
    .describe("What becomes of schema and collections when they, or the module, leave this file. Access ends either way; `drop` needs `data.deletion: disposable`."),
});
export type ModuleDataConfig = z.output<typeof moduleDataSchema>;
export type CollectionConfig = z.output<typeof collectionSchema>;
export type BucketConfig = z.output<typeof bucketSchema>;
