import { costs, node, type Fields } from "./cases";

describe("cost of caches", () => {
  const serverless = (inputs: Fields = {}) =>
    node("aws:elasticache/serverlessCache:ServerlessCache", {
      engine: "valkey",
      cacheUsageLimits: { dataStorage: { maximum: 5, unit: "GB" }, ecpuPerSeconds: [{ maximum: 1000 }] },
      ...inputs,
    });
  const data = "Valkey serverless, data at its limit";
  const work = "Valkey serverless, work at its limit";
  const full = { [data]: 5 * 730 * 0.101, [work]: 1000 * 3.6 * 0.73 * 0.0023 };

  costs("the most that a serverless cache can cost, as a guess", [serverless()], {
    usd: full,
    unverified: [data, work],
  });
  costs("no guess at its snapshots", [serverless({ snapshotRetentionLimit: 1 })], {
    usd: full,
    notPriced: ["snapshots of a serverless cache are paid by their size"],
  });
  costs("no guess at a bill without a limit", [serverless({ cacheUsageLimits: undefined })], {
    notPriced: [
      "a serverless cache without a limit of its data has none of its bill",
      "a serverless cache without a limit of its work has none of its bill",
    ],
  });
  costs("no guess at another engine", [serverless({ engine: "redis" })], {
    notPriced: ["no price for a cache that is not Valkey"],
  });

  const nodes = (inputs: Fields = {}) =>
    node("aws:elasticache/replicationGroup:ReplicationGroup", {
      engine: "valkey",
      nodeType: "cache.t4g.micro",
      numCacheClusters: 3,
      snapshotRetentionLimit: 1,
      ...inputs,
    });

  costs("every node, with a snapshot that is free", [nodes()], {
    usd: { "Valkey cache.t4g.micro hours": 3 * 730 * 0.0192 },
    unverified: [],
  });
  costs("a node of a size without a source", [nodes({ nodeType: "cache.t4g.small", numCacheClusters: 1 })], {
    usd: { "Valkey cache.t4g.small hours": 730 * 0.0384 },
    unverified: ["Valkey cache.t4g.small hours"],
  });
  costs("no guess at more snapshots", [nodes({ snapshotRetentionLimit: 7 })], {
    usd: { "Valkey cache.t4g.micro hours": 3 * 730 * 0.0192 },
    notPriced: ["snapshots of a cache beyond one are paid by their size"],
  });
  costs("no guess at another type of node", [nodes({ nodeType: "cache.x9.large" })], {
    notPriced: ["no price for Valkey cache.x9.large hours in ap-northeast-2"],
  });
  costs("no guess at nodes without a type", [nodes({ nodeType: undefined })], {
    notPriced: ["the cache names no node type"],
  });
  costs("no guess at nodes of Redis", [nodes({ engine: "redis" })], {
    notPriced: ["no price for a cache that is not Valkey"],
  });
});
