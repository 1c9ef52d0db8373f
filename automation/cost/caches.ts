import { unpriced, type Estimator, type EstimatorTable, type Finding } from "./estimator";
import { numberOf, recordOf, recordsOf, textOf } from "./read";

const notValkey = unpriced("no price for a cache that is not Valkey");
const secondsPerHour = 3600;
const perMillion = 1_000_000;

/**
 * Paid by use, which nobody knows before. A cache fills up until its limit; the work is at its limit rarely. Both are
 * counted there, so that the amount is the most that the cache can cost.
 */
const serverless: Estimator = ({ inputs }, { assumptions: { hoursPerMonth } }) => {
  if (inputs.engine !== "valkey") return [notValkey];
  const limits = recordOf(inputs.cacheUsageLimits);
  const most = numberOf(recordOf(limits.dataStorage).maximum);
  const [work] = recordsOf(limits.ecpuPerSeconds);
  const perSecond = numberOf(work?.maximum);
  const backups = (numberOf(inputs.snapshotRetentionLimit) ?? 0) > 0;
  return [
    ...(most === undefined
      ? [unpriced("a serverless cache without a limit of its data has none of its bill")]
      : [atLimit("data at its limit", most * hoursPerMonth, "cache.serverless.data", "data.cache.maxGiB")]),
    ...(perSecond === undefined
      ? [unpriced("a serverless cache without a limit of its work has none of its bill")]
      : [
          atLimit(
            "work at its limit",
            (perSecond * secondsPerHour * hoursPerMonth) / perMillion,
            "cache.serverless.work",
            "data.cache.maxEcpuPerSecond",
          ),
        ]),
    ...(backups ? [unpriced("snapshots of a serverless cache are paid by their size")] : []),
  ];
};

function atLimit(
  what: string,
  quantity: number,
  price: "cache.serverless.data" | "cache.serverless.work",
  field: string,
): Finding {
  return { item: `Valkey serverless, ${what}`, quantity, price, field, unverified: true };
}

/** One shard: the first node and its copies. A snapshot of one day is free. */
const nodes: Estimator = ({ inputs }, { assumptions: { hoursPerMonth } }) => {
  if (inputs.engine !== "valkey") return [notValkey];
  const kind = textOf(inputs.nodeType);
  if (kind === undefined) return [unpriced("the cache names no node type")];
  return [
    {
      item: `Valkey ${kind} hours`,
      quantity: (numberOf(inputs.numCacheClusters) ?? 1) * hoursPerMonth,
      price: `cache.valkey.${kind.replace(/^cache\./, "")}`,
      field: "data.cache.nodeType",
    },
    ...((numberOf(inputs.snapshotRetentionLimit) ?? 0) > 1
      ? [unpriced("snapshots of a cache beyond one are paid by their size")]
      : []),
  ];
};

export const cacheEstimators: EstimatorTable = {
  "aws:elasticache/serverlessCache:ServerlessCache": serverless,
  "aws:elasticache/replicationGroup:ReplicationGroup": nodes,
};
