import { fault, type Fault } from "../../../faults";
import { schemaName } from "../../../naming";
import type { DataConfig } from "../../schema/data";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import type { BucketConfig } from "../../schema/moduleData";
import type { At } from "./at";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

/** What a module keeps, and whether the environment has what it keeps it in. */
export function dataFaults(name: string, module: ModuleConfig, config: EnvironmentConfig, at: At): Fault[] {
  const { data } = module;
  const rules = [
    ...serverRules(module, config.data),
    ...removalRules(module, config.data),
    ...(typeof data.bucket === "object" ? bucketRules(data.bucket, config.data) : []),
  ];
  return [
    ...(data.schema ? schemaFaults(name) : []),
    ...rules.filter(([broken]) => broken).map(([, path, rule, got, fix]) => at(path, rule, got, fix)),
  ];
}

function serverRules({ data }: ModuleConfig, { mariadb, qdrant, cache }: DataConfig): Rule[] {
  const { schema, collections } = data;
  return [
    [
      schema && !mariadb,
      "data.schema",
      "needs a database",
      true,
      "Turn data.mariadb on, or write schema: false.",
    ],
    [
      collections !== false && !qdrant,
      "data.collections",
      "needs Qdrant",
      collections,
      "Turn data.qdrant on, or write collections: false.",
    ],
    [
      // A token for no collection at all would be one more secret that opens nothing.
      collections !== false && Object.keys(collections).length === 0,
      "data.collections",
      "must have a collection",
      collections,
      "Declare one, or write collections: false.",
    ],
    [
      data.cache && !cache,
      "data.cache",
      "needs a cache",
      true,
      "Write data.cache with a version and a node type, or write cache: false.",
    ],
  ];
}

function removalRules({ data }: ModuleConfig, { deletion }: DataConfig): Rule[] {
  return [
    [
      data.onRemove === "drop" && deletion === "protected",
      "data.onRemove",
      "must be keep where data.deletion is protected",
      data.onRemove,
      "Remove the key: what is protected is never dropped by an edit.",
    ],
  ];
}

function bucketRules(bucket: BucketConfig, { deletion }: DataConfig): Rule[] {
  const { shared = false, expireDays, infrequentAccessDays, lockDays } = bucket;
  return [
    [
      // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
      expireDays !== undefined && infrequentAccessDays !== undefined && expireDays <= infrequentAccessDays,
      "data.bucket.expireDays",
      `must be more than infrequentAccessDays (${infrequentAccessDays})`,
      expireDays,
      "Objects would move on the day that they go; raise one, or lower the other.",
    ],
    [
      expireDays !== undefined && lockDays !== undefined && expireDays <= lockDays,
      "data.bucket.expireDays",
      `must be more than lockDays (${lockDays})`,
      expireDays,
      "Nothing can remove an object while it is locked; raise it.",
    ],
    // One rule or lock of the shared bucket would hold for the objects of all.
    ...Object.entries({ expireDays, infrequentAccessDays, lockDays }).map(([key, days]): Rule => [
      shared && days !== undefined,
      `data.bucket.${key}`,
      "must be absent with shared: true",
      days,
      "It would hold for the whole bucket; give the module one of its own.",
    ]),
    [
      lockDays !== undefined && deletion === "disposable",
      "data.bucket.lockDays",
      "must be absent where data.deletion is disposable",
      lockDays,
      "A locked object cannot be deleted with the environment; remove the key.",
    ],
  ];
}

/**
 * Schemas and users of MariaDB, of RDS and of the platform, as a module's name would make them.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MariaDB.Limits.html
 */
const reservedSchemas = new Set([
  "admin",
  "information_schema",
  "innodb",
  "mariadb",
  "mysql",
  "none",
  "performance_schema",
  "platform_metadata",
  "public",
  "rds",
  "rdsadmin",
  "rdsproxyadmin",
  "rdsrepladmin",
  "root",
  "sys",
  "test",
]);

function schemaFaults(name: string): Fault[] {
  if (!reservedSchemas.has(schemaName(name))) return [];
  const fix = "Choose another name, or write data.schema: false.";
  return [
    fault(`modules.${name}`, "has the name of a schema or user that MariaDB has by itself", undefined, fix),
  ];
}
