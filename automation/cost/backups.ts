import { backedUp } from "../../infra/backups";
import type { CostsConfig } from "../../infra/config/schema/costs";
import type { GraphNode } from "../../simulator/graph";
import { unpriced, type Estimator, type EstimatorTable, type Usage } from "./estimator";
import { numberOf, recordOf } from "./read";

interface Kind {
  readonly item: string;
  readonly price: Usage["price"];
  readonly field: string;
  readonly sizeGb: (node: GraphNode, assumptions: CostsConfig) => number;
}

const kinds: Readonly<Record<string, Kind>> = {
  "aws:rds/instance:Instance": {
    ...{ item: "databases", price: "backup.rds", field: "data.mariadb.storageGiB" },
    sizeGb: ({ inputs }) => numberOf(inputs.allocatedStorage) ?? 0,
  },
  "aws:ebs/volume:Volume": {
    ...{ item: "volumes", price: "backup.ebs", field: "data.qdrant.volumeGiB" },
    sizeGb: ({ inputs }) => numberOf(inputs.size) ?? 0,
  },
  "aws:s3/bucket:Bucket": {
    ...{ item: "buckets", price: "backup.s3", field: "costs.bucketGbPerModule" },
    sizeGb: (_node, { bucketGbPerModule }) => bucketGbPerModule,
  },
};

function isBackedUp({ inputs }: GraphNode): boolean {
  return recordOf(inputs.tags).Backup === backedUp.Backup;
}

/** The first backup is a copy of everything; those after it have what has changed, and nobody knows how much. */
const plan: Estimator = (_node, { graph, assumptions }) => [
  ...Object.entries(kinds).flatMap(([type, { item, price, field, sizeGb }]) => {
    const quantity = graph.nodes
      .filter((node) => node.type === type && isBackedUp(node))
      .reduce((sum, node) => sum + sizeGb(node, assumptions), 0);
    const usage = { item: `backups of ${item} (one full copy)`, quantity, price, field, unverified: true };
    return quantity > 0 ? [usage] : [];
  }),
  unpriced("backups after the first depend on how much changes between them"),
];

const restoreTesting: Estimator = () => [unpriced("restore tests depend on how much is restored")];

export const backupEstimators: EstimatorTable = {
  "aws:backup/plan:Plan": plan,
  "aws:backup/restoreTestingPlan:RestoreTestingPlan": restoreTesting,
};
