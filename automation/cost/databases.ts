import type { Graph, GraphNode } from "../../simulator/graph";
import { unpriced, type Estimator, type EstimatorTable, type Finding } from "./estimator";
import { numberOf, textOf } from "./read";

const instanceType = "aws:rds/instance:Instance";
const targetType = "aws:rds/proxyTarget:ProxyTarget";

/** Days that Performance Insights keeps without pay. */
const freeInsightsDays = 7;

function withIdentifier(graph: Graph, identifier: unknown): GraphNode | undefined {
  if (identifier === undefined) return undefined;
  return graph.ofType(instanceType).find(({ inputs }) => inputs.identifier === identifier);
}

/** gp3 alone is priced, and its speed only as it comes with the size. Backups up to the size are free. */
function databaseStorage({ inputs }: GraphNode, multiAz: boolean): readonly Finding[] {
  const size = numberOf(inputs.allocatedStorage);
  if (inputs.storageType !== "gp3") return [unpriced("no price for RDS storage that is not gp3")];
  if (size === undefined) return [unpriced("no price for the RDS storage: the size is not given")];
  const faster = inputs.iops ?? inputs.storageThroughput;
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
function databaseInsights({ inputs }: GraphNode): readonly Finding[] {
  const days = numberOf(inputs.performanceInsightsRetentionPeriod) ?? freeInsightsDays;
  return inputs.databaseInsightsMode === "advanced" || days > freeInsightsDays
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

/** What a proxy pays for at least. */
const leastVcpus = 2;

/** vCPUs of an instance class by its size, which is the same for all families. */
const vcpusBySize: ReadonlyMap<string, number> = new Map([
  ["micro", 2],
  ["small", 2],
  ["medium", 2],
  ["large", 2],
  ["xlarge", 4],
  ["2xlarge", 8],
  ["4xlarge", 16],
  ["8xlarge", 32],
  ["16xlarge", 64],
]);

/** By the vCPUs of the server that it stands before. */
const proxy: Estimator = (node, { assumptions, graph }) => {
  const target = graph.ofType(targetType).find(({ inputs }) => inputs.dbProxyName === node.outputs.name);
  const kind = textOf(withIdentifier(graph, target?.inputs.dbInstanceIdentifier)?.inputs.instanceClass);
  const vcpus = vcpusBySize.get(kind?.split(".").at(-1) ?? "");
  if (vcpus === undefined) return [unpriced("the size of the server behind the proxy is not known")];
  return [
    {
      item: "RDS Proxy vCPU-hours",
      quantity: Math.max(leastVcpus, vcpus) * assumptions.hoursPerMonth,
      price: "rds.proxy",
      field: "data.mariadb.proxy",
    },
  ];
};

export const databaseEstimators: EstimatorTable = {
  [instanceType]: instance,
  "aws:rds/proxy:Proxy": proxy,
};
