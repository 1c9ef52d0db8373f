import { databaseClasses } from "../../../infra/connections";
import { ruleTable } from "./ruleTable";

const db = (key: string, value: unknown) => ({ [`data.mariadb.${key}`]: value });
const larger =
  "Take a larger type, more nodes, or fewer vectors; or keep the vectors of a collection onDisk.";
const collection = (vectors: number, onDisk = false) => ({
  "modules.planning.data.collections": {
    documents: { vectorSize: 1024, distance: "Cosine", vectors, onDisk },
  },
  "modules.support.data.collections": false,
});

ruleTable("rules of the data tier", [
  {
    says: "data.mariadb.maxStorageGiB must be at least a tenth more than storageGiB (51); got 56. Write 57 or more.",
    wrong: { ...db("storageGiB", 51), ...db("maxStorageGiB", 56) },
    right: { ...db("storageGiB", 51), ...db("maxStorageGiB", 57) },
  },
  {
    says: 'data.mariadb.backupWindow must be at least 30 minutes long; got "18:00-18:29". Let it end later.',
    wrong: db("backupWindow", "18:00-18:29"),
    right: db("backupWindow", "18:00-18:30"),
  },
  {
    says: 'data.mariadb.backupWindow must be at least 30 minutes long; got "23:50-00:19". Let it end later.',
    wrong: db("backupWindow", "23:50-00:19"),
    right: db("backupWindow", "23:50-00:20"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must be at least 30 minutes long; got "sun:23:50-mon:00:10". Let it end later.',
    wrong: db("maintenanceWindow", "sun:23:50-mon:00:10"),
    right: db("maintenanceWindow", "sun:23:50-mon:00:20"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must not overlap backupWindow (18:00-19:00); got "tue:18:59-tue:19:30". Move one of them.',
    wrong: db("maintenanceWindow", "tue:18:59-tue:19:30"),
    right: db("maintenanceWindow", "tue:19:00-tue:19:30"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must not overlap backupWindow (18:00-19:00); got "wed:17:00-wed:18:01". Move one of them.',
    wrong: db("maintenanceWindow", "wed:17:00-wed:18:01"),
    right: db("maintenanceWindow", "wed:17:00-wed:18:00"),
  },
  {
    says: 'data.mariadb.maintenanceWindow must not overlap backupWindow (23:30-00:30); got "mon:00:15-mon:01:00". Move one of them.',
    wrong: { ...db("backupWindow", "23:30-00:30"), ...db("maintenanceWindow", "mon:00:15-mon:01:00") },
    right: { ...db("backupWindow", "23:30-00:30"), ...db("maintenanceWindow", "mon:00:30-mon:01:00") },
  },
  ...["db.t4g.micro", "db.t3.small"].map((instanceClass) => ({
    says: `data.mariadb.performanceInsights is not offered on ${instanceClass}; got true. Write false, or take db.t4g.medium or larger.`,
    wrong: { ...db("instanceClass", instanceClass), ...db("performanceInsights", true) },
    right: { ...db("instanceClass", "db.t4g.medium"), ...db("performanceInsights", true) },
  })),
  {
    says: "data.qdrant.nodes must be 1, or 3 and more; got 2. Two nodes have no majority when one is lost; write 1 or 3.",
    wrong: { "data.qdrant.nodes": 2 },
    right: { "data.qdrant.nodes": 3 },
  },
  {
    says: [
      "data.qdrant.nodes must be 1, or 3 and more; got 2. Two nodes have no majority when one is lost; write 1 or 3.",
      'data.qdrant.instanceType must be one whose memory is known here; got "t3.micro". Use one of: t4g.small, t4g.medium, t4g.large, t4g.xlarge, t4g.2xlarge, m7g.medium, m7g.large, m7g.xlarge, m7g.2xlarge, m7g.4xlarge, c7g.medium, c7g.large, c7g.xlarge, c7g.2xlarge, c7g.4xlarge, r7g.medium, r7g.large, r7g.xlarge, r7g.2xlarge, r7g.4xlarge.',
    ],
    wrong: { "data.qdrant.nodes": 2, "data.qdrant.instanceType": "t3.micro" },
    right: { "data.qdrant.nodes": 1, "data.qdrant.instanceType": "t4g.large" },
  },
  {
    // 244565 vectors of 1024 dimensions are 1433 MiB, all that a t4g.small has beside the system.
    says: `data.qdrant.instanceType must hold 1434 MiB of vectors per node and has 1433 MiB; got "t4g.small". ${larger}`,
    wrong: collection(244_566),
    right: collection(244_565),
  },
  {
    // Three nodes hold every vector twice: two thirds each.
    says: `data.qdrant.instanceType must hold 1434 MiB of vectors per node and has 1433 MiB; got "t4g.small". ${larger}`,
    wrong: { ...collection(366_849), "data.qdrant.nodes": 3 },
    right: { ...collection(366_848), "data.qdrant.nodes": 3 },
  },
  {
    trap: "a volume that fills up while Qdrant optimises",
    says: "data.qdrant.volumeGiB must be at least 11 for the vectors of all collections; got 10. Write more: payloads come on top, and a volume never shrinks.",
    wrong: { ...collection(873_814, true), "data.qdrant.instanceType": "t4g.medium" },
    right: { ...collection(873_813, true), "data.qdrant.instanceType": "t4g.medium" },
  },
]);

const withJob = {
  "modules.planning.jobs": {
    report: { schedule: "rate(1 day)", timezone: "UTC", command: ["true"], tasks: 3 },
  },
};
const noSchemas = { "modules.support.data.schema": false, "modules.manufacturing.data.schema": false };

ruleTable("rules of connections", [
  {
    trap: "more connections than the server has",
    says: 'data.mariadb.instanceClass must have 69 connections for the modules\' data.connections and has 68; got "db.t4g.micro". Take a larger class, or lower the data.connections of some modules.',
    wrong: { "modules.planning.data.connections": 49 },
    right: { "modules.planning.data.connections": 48 },
  },
  {
    trap: "a task without a connection",
    says: "modules.planning.data.connections must be at least 12, one for each task that can run at once; got 11. Raise it, or lower scaling.max. A deployment doubles the tasks, and jobs come on top.",
    wrong: { "modules.planning.data.connections": 11, "modules.planning.scaling": { max: 6 } },
    right: { "modules.planning.data.connections": 12, "modules.planning.scaling": { max: 6 } },
  },
  {
    trap: "a job without a connection",
    says: "modules.planning.data.connections must be at least 7, one for each task that can run at once; got 6. Raise it, or lower scaling.max. A deployment doubles the tasks, and jobs come on top.",
    wrong: { ...withJob, "modules.planning.data.connections": 6 },
    right: { ...withJob, "modules.planning.data.connections": 7 },
  },
  {
    trap: "only who has a schema takes connections",
    says: 'data.mariadb.instanceClass must have 500 connections for the modules\' data.connections and has 68; got "db.t4g.micro". Take a larger class, or lower the data.connections of some modules.',
    wrong: { ...noSchemas, "modules.planning.data.connections": 500 },
    right: {
      ...noSchemas,
      "modules.planning.data.connections": 500,
      "modules.planning.data.schema": false,
    },
  },
  {
    says: `data.mariadb.instanceClass must be one whose memory is known here; got "db.x9g.huge". Use one of: ${databaseClasses.join(", ")}.`,
    wrong: db("instanceClass", "db.x9g.huge"),
    right: db("instanceClass", "db.r8g.large"),
  },
]);

ruleTable("rules of the common schema", [
  {
    says: 'data.mariadb.metadataOwner must be a module with data.schema; got "nobody". Use one of: manufacturing, planning, support; or remove the key.',
    wrong: db("metadataOwner", "nobody"),
    right: db("metadataOwner", "planning"),
  },
  {
    says: 'data.mariadb.metadataOwner must be a module with data.schema; got "support". Use one of: manufacturing, planning; or remove the key.',
    wrong: { ...db("metadataOwner", "support"), "modules.support.data.schema": false },
    right: { ...db("metadataOwner", "planning"), "modules.support.data.schema": false },
  },
  {
    says: 'data.mariadb.metadataOwner must be a module with data.schema; got "constructor". No module has one; remove the key.',
    wrong: { ...db("metadataOwner", "constructor"), ...noSchemas, "modules.planning.data.schema": false },
    right: { ...noSchemas, "modules.planning.data.schema": false },
  },
]);

const cache = (keys: object) => ({ "data.cache": { version: "9", ...keys } });
const limits = { maxGiB: 5, maxEcpuPerSecond: 1000 };

ruleTable("rules of the cache", [
  {
    trap: "a serverless cache without a limit of its bill",
    says: ["maxGiB", "maxEcpuPerSecond"].map(
      (key) =>
        `data.cache.${key} is required with nodeType: serverless. Without this limit, the bill has none; write what the cache may take at most.`,
    ),
    wrong: cache({ nodeType: "serverless" }),
    right: cache({ nodeType: "serverless", ...limits }),
  },
  {
    says: "data.cache.replicas must be absent with nodeType: serverless; got 1. AWS keeps copies in other zones by itself; remove the key.",
    wrong: cache({ nodeType: "serverless", ...limits, replicas: 1 }),
    right: cache({ nodeType: "serverless", ...limits }),
  },
  {
    says: [
      "data.cache.replicas is required with a node type. Write 1; with 0, a lost node is a lost cache.",
      "data.cache.maxGiB must be absent with a node type; got 5. Nodes have the limits of their type; remove the key.",
      "data.cache.maxEcpuPerSecond must be absent with a node type; got 1000. Nodes have the limits of their type; remove the key.",
    ],
    wrong: cache({ nodeType: "cache.t4g.small", ...limits }),
    right: cache({ nodeType: "cache.t4g.small", replicas: 0 }),
  },
]);

const backups = (keys: object) => ({
  "data.backups": { time: "21:00", dailyDays: 7, monthlyDays: false, restoreTesting: false, ...keys },
});
const near = (key: string, window: string, time: string) =>
  `data.backups.time must leave an hour between it and data.mariadb.${key} (${window}); got "${time}". A backup starts up to an hour after this time, and RDS takes none then; move one of them.`;
const daily = "18:00-19:00";
const weekly = "sun:19:30-sun:20:30";

ruleTable("rules of backups", [
  {
    trap: "a backup that RDS refuses, before its own",
    says: near("backupWindow", daily, "16:01"),
    wrong: backups({ time: "16:01" }),
    right: backups({ time: "16:00" }),
  },
  {
    trap: "a backup that RDS refuses, after its own",
    says: [near("backupWindow", daily, "19:59"), near("maintenanceWindow", weekly, "19:59")],
    wrong: backups({ time: "19:59" }),
    right: { ...backups({ time: "20:00" }), ...db("maintenanceWindow", "sun:04:00-sun:05:00") },
  },
  {
    trap: "a backup that RDS refuses, in its maintenance",
    says: near("maintenanceWindow", weekly, "20:29"),
    wrong: backups({ time: "20:29" }),
    right: backups({ time: "20:30" }),
  },
  {
    trap: "a backup that RDS refuses, around midnight",
    says: near("backupWindow", "00:30-01:30", "23:00"),
    wrong: { ...backups({ time: "23:00" }), ...db("backupWindow", "00:30-01:30") },
    right: { ...backups({ time: "22:30" }), ...db("backupWindow", "00:30-01:30") },
  },
  {
    says: "data.backups.monthlyDays must be more than dailyDays (35); got 35. The daily backups reach back as far; write more, or false.",
    wrong: backups({ dailyDays: 35, monthlyDays: 35 }),
    right: backups({ dailyDays: 35, monthlyDays: 36 }),
  },
]);
