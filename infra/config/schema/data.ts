import { z } from "zod";
import { mostNodes } from "../../qdrant";
import { moduleName } from "./names";
import { boolean, integer, oneOf, optionalPart, retentionDays, text } from "./scalars";

const window = (example: string, pattern: RegExp) =>
  text(pattern, "must be a time window in UTC", `Write it as ${example}.`);

export const mariadbSchema = z.strictObject({
  version: z
    .enum(["11.8", "11.4", "10.11"])
    .describe("Major version of MariaDB. Minor versions follow by themselves in the maintenance window."),
  instanceClass: text(
    /^db\.[a-z0-9]+\.[a-z0-9]+$/,
    "must be an RDS instance class",
    "Write it as db.<family>.<size>, for example db.t4g.micro.",
  ).describe("RDS instance class. Changing it restarts the database."),
  multiAz: boolean().describe("Keep a standby in a second zone. Doubles the price of instance and storage."),
  storageGiB: integer(20, 65536).describe("gp3 storage at the start, in GiB."),
  maxStorageGiB: integer(22, 65536).describe("Storage grows by itself up to this, in GiB, and never shrinks."),
  backupRetentionDays: integer(1, 35).describe("Days of point-in-time recovery."),
  backupWindow: window("18:00-19:00", /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/).describe("Daily, UTC."),
  maintenanceWindow: window(
    "sun:19:30-sun:20:30",
    /^(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d$/,
  ).describe("Weekly, UTC. Must not overlap the backup window."),
  performanceInsights: boolean().describe("Performance Insights for 7 days. Not on the smallest burstable classes."),
  monitoringSeconds: oneOf([0, 1, 5, 10, 15, 30, 60]).describe("Interval of enhanced monitoring; 0 is off."),
  proxy: boolean().describe("RDS Proxy between modules and server: a failover keeps connections, and idle ones are shared. Priced by vCPU of the server."),
  metadataOwner: moduleName
    .optional()
    .describe("Module that may write the common schema `platform_metadata`, which every module with `data.schema` reads. Without it there is none."),
});

export const qdrantSchema = z.strictObject({
  version: text(/^\d+\.\d+\.\d+$/, "must be a full version", "Write it as major.minor.patch, for example 1.19.0.").describe(
    "Qdrant version. Go up one minor version at a time; there is no way down.",
  ),
  nodes: integer(1, mostNodes).describe("1, or at least 3 for a cluster that survives the loss of a node. One EC2 instance and volume each."),
  instanceType: text(
    /^[a-z][a-z0-9-]*\.[a-z0-9]+$/,
    "must be an EC2 instance type",
    "Write it as <family>.<size>, for example t4g.small.",
  ).describe("EC2 instance type of a node, ARM64. A change gives each node a new instance, one after the other."),
  volumeGiB: integer(10, 16384).describe("gp3 volume of a node in GiB. It can grow and never shrinks; the file system follows within minutes."),
  snapshotRetentionDays: optionalPart(integer(1, 365))
    .describe("Days that the daily snapshots of every collection are kept in S3, or false for none."),
});

export const cacheSchema = z.strictObject({
  version: z.enum(["8", "9"]).describe("Major version of Valkey."),
  nodeType: text(
    /^(serverless|cache\.[a-z0-9]+\.[a-z0-9]+)$/,
    "must be serverless or an ElastiCache node type",
    "Write serverless, or cache.<family>.<size>, for example cache.t4g.small.",
  ).describe("`serverless`, which is paid by use, or the node type of a replication group."),
  replicas: integer(0, 5).optional().describe("Copies in other zones of the nodes of a replication group; with 0 a lost node is a lost cache. Not for serverless."),
  maxGiB: integer(1, 5000).optional().describe("Most data of a serverless cache, in GiB: the limit of its bill."),
  maxEcpuPerSecond: integer(1000, 15_000_000)
    .optional()
    .describe("Most work of a serverless cache, in ElastiCache processing units per second: the other limit of its bill."),
});

export const backupsSchema = z.strictObject({
  time: text(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day in UTC", "Write it as 21:00.").describe("When the daily backup starts, UTC; not within an hour of `data.mariadb.backupWindow`."),
  dailyDays: integer(1, 365).describe("Days that daily backups are kept."),
  monthlyDays: optionalPart(integer(31, 3650))
    .describe("Days that the backup of the first of each month is kept, or false for none."),
  restoreTesting: boolean().describe("Restore the latest backup every month by itself, look whether it comes up, and delete it again."),
});

export const dataSchema = z.strictObject({
  deletion: z
    .enum(["protected", "disposable"])
    .describe(
      "`protected`: databases, volumes, buckets and keys outlive their removal from this file, and `destroy` is refused. " +
        "`disposable`: everything is deleted with its content.",
    ),
  keyDeletionDays: integer(7, 30).describe("Days between the deletion of a KMS key and its end."),
  secretRecoveryDays: z
    .union([oneOf([0]), integer(7, 30)])
    .describe("Days in which a deleted secret can be restored; 0 deletes at once."),
  noncurrentVersionDays: integer(1, 3650).describe("Days that overwritten or deleted objects of a module's bucket can be restored."),
  logRetentionDays: retentionDays().describe("Days that the logs of the databases are kept."),
  rotationDays: optionalPart(integer(1, 365))
    .describe("Days after which passwords and tokens of modules change by themselves, or false for never. The module's tasks are then restarted, one module after the other."),
  keyMaximumAgeDays: integer(1, 1000).describe("Days after which an alarm says that a key of an AI provider, which only its provider can replace, is old."),
  bucketAccessLogs: boolean().describe("Record every call to the modules' buckets, in a bucket of its own for as long as `logRetentionDays`."),
  mariadb: optionalPart(mariadbSchema).describe("MariaDB on RDS for modules with `data.schema`, or false."),
  qdrant: optionalPart(qdrantSchema).describe("Qdrant on ECS for modules with `data.collections`, or false."),
  cache: optionalPart(cacheSchema).describe("Valkey on ElastiCache for modules with `data.cache`, or false."),
  backups: optionalPart(backupsSchema).describe("AWS Backup of databases, volumes and buckets into a locked vault, or false."),
});
export type DataConfig = z.output<typeof dataSchema>;
export type MariadbConfig = z.output<typeof mariadbSchema>;
export type QdrantConfig = z.output<typeof qdrantSchema>;
export type CacheConfig = z.output<typeof cacheSchema>;
export type BackupsConfig = z.output<typeof backupsSchema>;
