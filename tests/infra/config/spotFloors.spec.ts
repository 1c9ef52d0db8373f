import type { Changes } from "./given";
import { ruleTable } from "./ruleTable";

const stack = "prod";
const at = "modules.planning.";
const base = "must be at least 2 where spotPercent is not 0 in prod";

/** Planning on a pool, or on Managed Instances, with answers of two minutes at most. */
const on = (capacity: Changes, pool: Changes = {}, more: Changes = {}): Changes => ({
  "platform.pools": {
    general: { instanceTypes: ["m7g.xlarge"], max: 20, ...pool },
    unused: { instanceTypes: ["m7g.xlarge"], max: 20, spotPercent: 100 },
  },
  "modules.planning.capacity": capacity,
  "modules.planning.longestResponseSeconds": 120,
  ...more,
});
const pooled = { kind: "ec2", pool: "general" };
const gpu = (spotPercent: number) =>
  on(
    { kind: "gpu", gpus: 1, spotPercent },
    {},
    { "modules.planning.size": { cpu: 1024, memoryMiB: 2048, architecture: "x86_64" } },
  );
const worker = { "modules.planning.kind": "worker", "modules.planning.routes": [] };
const callers = {
  "edge.clients.back-office.scopes": ["manufacturing.invoke"],
  ...worker,
};

ruleTable("Spot in production", [
  {
    trap: "a task on Spot has two minutes after its notice",
    says: `${at}capacity.spotPercent must be 0 where longestResponseSeconds (121) is more than 120 in prod; got 50. Spot ends two minutes after its notice, in the middle of an answer; run on demand.`,
    wrong: on({ spotPercent: 50 }, {}, { "modules.planning.longestResponseSeconds": 121 }),
    right: on({ spotPercent: 50 }),
    stack,
  },
  {
    says: `${at}longestResponseSeconds must be at most 120 on a pool with Spot in prod; got 300. Spot ends two minutes after its notice, in the middle of an answer; take a pool on demand.`,
    wrong: on(
      pooled,
      { spotPercent: 10, onDemandBase: 2 },
      { "modules.planning.longestResponseSeconds": 300 },
    ),
    right: on(pooled, { spotPercent: 0 }, { "modules.planning.longestResponseSeconds": 300 }),
    stack,
  },
  {
    says: `platform.pools.general.onDemandBase ${base}; got 1. Spot instances may all stop at once; write 2.`,
    wrong: on(pooled, { spotPercent: 100, onDemandBase: 1 }),
    right: on(pooled, { spotPercent: 100, onDemandBase: 2 }),
    stack,
  },
  {
    trap: "a message waits for another task",
    says: `platform.pools.general.onDemandBase ${base}; got 0. Spot instances may all stop at once; write 2.`,
    wrong: on(pooled, { spotPercent: 100 }),
    right: on(pooled, { spotPercent: 100 }, callers),
    stack,
  },
  {
    says: `${at}capacity.spotPercent must be 0 with Managed Instances in prod; got 100. Spot instances may all stop at once; run on demand.`,
    wrong: gpu(100),
    right: gpu(0),
    stack,
  },
]);
