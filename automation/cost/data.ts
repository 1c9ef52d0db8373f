import type { GraphNode } from "../../simulator/graph";
import { unpriced, type Estimator, type EstimatorTable, type Finding } from "./estimator";
import { listOf, numberOf, textOf } from "./read";

/** Days that Performance Insights keeps without pay. */
const freeInsightsDays = 7;

/** gp3 alone is priced, and its speed only as it comes with the size. Backups up to the size are free. */
function databaseStorage(node: GraphNode, multiAz: boolean): readonly Finding[] {
  const size = numberOf(node.inputs.allocatedStorage);
  if (node.inputs.storageType !== "gp3") return [unpriced("no price for RDS storage that is not gp3")];
  if (size === undefined) return [unpriced("no price for the RDS storage: the size is not given")];
  const faster = node.inputs.iops ?? node.inputs.storageThroughput;
  return [
    {
      item: multiAz ? "RDS gp3 storage in two zones" : "RDS gp3 storage",
      quantity: size,
      price: multiAz ? "rds.gp3.multiAz" : "rds.gp3",
      field: "data.mariadb",
    },
    ...(faster === undefined ? [] : [unpriced("no price for RDS storage speed above what the size brings")]),
  ];
}

/** Performance Insights is free for a week and not with the advanced mode. */
function databaseInsights(node: GraphNode): readonly Finding[] {
  const days = numberOf(node.inputs.performanceInsightsRetentionPeriod) ?? freeInsightsDays;
  return node.inputs.databaseInsightsMode === "advanced" || days > freeInsightsDays
    ? [unpriced("no price for Database Insights beyond seven days")]
    : [];
}

/**
 * A standby in a second zone doubles the hours. Enhanced Monitoring has no price of its own: it writes a
 * few log lines a minute, one or two GB a month at most, and is left out.
 */
const instance: Estimator = (node, { assumptions }) => {
  const engine = textOf(node.inputs.engine);
  const kind = textOf(node.inputs.instanceClass);
  if (engine !== "mariadb")
    return [unpriced(`no price for RDS with the engine ${engine ?? "that is not given"}`)];
  if (kind === undefined) return [unpriced("the database names no instance class")];
  const multiAz = node.inputs.multiAz === true;
  return [
    {
      item: `RDS MariaDB ${kind} hours${multiAz ? " in two zones" : ""}`,
      quantity: (multiAz ? 2 : 1) * assumptions.hoursPerMonth,
      price: `rds.mariadb.db.${kind.replace(/^db\./, "")}`,
      field: "data.mariadb.instanceClass",
    },
    ...databaseStorage(node, multiAz),
    ...databaseInsights(node),
    {
      item: "secret of the master user, made by RDS",
      quantity: node.inputs.manageMasterUserPassword === true ? 1 : 0,
      price: "secret.month",
    },
  ];
};

/** Storage in the Standard class; requests are left out. */
const bucket: Estimator = (_node, { assumptions }) => [
  {
    item: "S3 Standard storage (assumed)",
    quantity: assumptions.bucketGbPerModule,
    price: "s3.standard",
    field: "costs.bucketGbPerModule",
  },
];

/** Of any kind, HMAC too. The first year; each of the first two yearly rotations adds one more to the price of a key. */
const key: Estimator = () => [{ item: "KMS key", quantity: 1, price: "kms.key" }];

/** Every replica is billed like the secret. */
const secret: Estimator = (node) => [
  { item: "secret", quantity: 1 + listOf(node.inputs.replicas).length, price: "secret.month" },
];

const backupPlan: Estimator = () => [unpriced("backup storage depends on how much changes between backups")];

const parameter: Estimator = (node) =>
  node.inputs.tier === "Advanced" ? [unpriced("no price for advanced SSM parameters")] : [];

export const dataEstimators: EstimatorTable = {
  "aws:rds/instance:Instance": instance,
  "aws:s3/bucket:Bucket": bucket,
  "aws:kms/key:Key": key,
  "aws:kms/replicaKey:ReplicaKey": key,
  "aws:secretsmanager/secret:Secret": secret,
  "aws:backup/plan:Plan": backupPlan,
  "aws:ssm/parameter:Parameter": parameter,
};
