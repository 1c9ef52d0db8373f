import { ruleTable } from "./ruleTable";
import type { Changes } from "./given";

const at = "modules.planning.";
const pool = "platform.pools.general";
const nowhere = "Remove the key; only instances of a pool can be chosen.";
const server = "the company's own servers";

const pools = (change: Changes = {}): Changes => ({
  general: { instanceTypes: ["m7g.large"], max: 10, ...change },
});
const gpuPool = (...instanceTypes: string[]): Changes => ({ gpus: { instanceTypes, max: 20 } });

/** Planning on a pool. */
const pooled = (capacity: Changes = {}, change: Changes = {}, more: Changes = {}): Changes => ({
  "platform.pools": pools(change),
  "modules.planning.capacity": { kind: "ec2", pool: "general", ...capacity },
  ...more,
});
const x86 = { cpu: 1024, memoryMiB: 4096, architecture: "x86_64" };
const gpu = (capacity: Changes = {}, more: Changes = {}): Changes => ({
  "modules.planning.capacity": { kind: "gpu", gpus: 1, ...capacity },
  "modules.planning.size": x86,
  ...more,
});
const fargate = (capacity: Changes): Changes => ({ "modules.planning.capacity": capacity });
const external = (
  change: Changes = {},
  platform: Changes = { registrations: 1, activation: 1 },
): Changes => ({
  "platform.externalInstances": platform,
  "modules.plant": {
    owner: "plant@example.com",
    kind: "worker",
    routes: [],
    capacity: { kind: "external" },
    ...change,
  },
});

ruleTable("the pool of a module", [
  {
    says: `${at}capacity.pool is required with ec2. Use one of: general.`,
    wrong: { ...pooled(), "modules.planning.capacity": { kind: "ec2" } },
    right: pooled(),
  },
  {
    says: `${at}capacity.pool is not a pool of platform.pools; got "generel". Did you mean general?`,
    wrong: pooled({ pool: "generel" }),
    right: pooled(),
  },
  {
    says: `${at}capacity.pool is not a pool of platform.pools; got "general". Write it under platform.pools.`,
    wrong: { ...pooled(), "platform.pools": {} },
    right: pooled(),
  },
  {
    says: `${at}capacity.pool must be empty with fargate; got "general". Remove the key, or write kind: ec2.`,
    wrong: pooled({ kind: "fargate" }),
    right: pooled({ kind: "ec2" }),
  },
  {
    says: `${at}size.architecture must be arm64, as the pool general is; got "x86_64". Change it and build the image for it, or take another pool.`,
    wrong: pooled({}, {}, { "modules.planning.size": { ...x86, cpu: 512 } }),
    right: pooled({}, { instanceTypes: ["m7i.large"] }, { "modules.planning.size": { ...x86, cpu: 512 } }),
  },
  {
    trap: "ECS starts no instance for a task that the smallest type cannot take",
    says: `${at}size must fit the smallest instance type of the pool general: a c7g.large has no room for one task; got {"cpu":1024,"memoryMiB":4096}. Lower it, or take that type out of the pool. The system and the ECS agent keep some of the memory.`,
    wrong: pooled(
      {},
      { instanceTypes: ["m7g.large", "c7g.large"] },
      { "modules.planning.size": { cpu: 1024, memoryMiB: 4096 } },
    ),
    right: pooled({}, {}, { "modules.planning.size": { cpu: 1024, memoryMiB: 4096 } }),
  },
  {
    trap: "Fargate's table is Fargate's",
    says: `${at}size.cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384; got 1000. Fargate has no other sizes; 1024 units are one vCPU.`,
    wrong: { "modules.planning.size": { cpu: 1000, memoryMiB: 1500 } },
    right: pooled({}, {}, { "modules.planning.size": { cpu: 1000, memoryMiB: 1500 } }),
  },
  {
    says: `${at}ephemeralStorageGiB must be 20 outside Fargate; got 50. Remove the key, and give the pool more diskGiB.`,
    wrong: pooled({}, {}, { "modules.planning.ephemeralStorageGiB": 50 }),
    right: { "modules.planning.ephemeralStorageGiB": 50 },
  },
  {
    trap: "a floor on demand is Fargate's alone",
    says: `${at}capacity.onDemandBase must be at most scaling.max (2); got 3. Lower it, or raise scaling.max.`,
    wrong: fargate({ onDemandBase: 3 }),
    right: pooled({ onDemandBase: 3 }),
  },
]);

ruleTable("placement", [
  {
    says: `${at}capacity.placement needs a pool; got ["random"]. ${nowhere}`,
    wrong: fargate({ placement: ["random"] }),
    right: pooled({ placement: ["random"] }),
  },
  {
    says: `${at}capacity.constraints needs a pool; got ["distinct-instances"]. ${nowhere}`,
    wrong: gpu({ constraints: ["distinct-instances"] }),
    right: pooled({ constraints: ["distinct-instances"] }),
  },
  {
    says: `${at}capacity.constraints[0] must be distinct-instances or an expression that compares; got "distinct-instance". Write an expression as attribute:ecs.instance-type =~ m7g.*, for example.`,
    wrong: pooled({ constraints: ["distinct-instance"] }),
    right: pooled({
      constraints: [
        "attribute:ecs.instance-type =~ m7g.*",
        "attribute:stack exists",
        "attribute:ecs.availability-zone in [a]",
        "runningTasksCount greater_than 1",
      ],
    }),
  },
]);

ruleTable("GPUs of a module", [
  {
    says: `${at}capacity.gpus is required with gpu. Write how many GPUs one task needs.`,
    wrong: gpu({}, { "modules.planning.capacity": { kind: "gpu" } }),
    right: gpu(),
  },
  {
    says: `${at}capacity.gpus must be empty with ec2; got 1. Remove the key, or write kind: gpu.`,
    wrong: {
      ...pooled({ gpus: 1, pool: "gpus" }),
      "platform.pools": gpuPool("g6.xlarge"),
      "modules.planning.size": x86,
    },
    right: {
      ...pooled({ kind: "gpu", gpus: 1, pool: "gpus" }),
      "platform.pools": gpuPool("g6.xlarge"),
      "modules.planning.size": x86,
    },
  },
  {
    says: `${at}capacity.gpuNames is for Managed Instances only; got ["l4"]. Remove the key; the instance types of a pool say which GPUs it has.`,
    wrong: gpu({ pool: "gpus", gpuNames: ["l4"] }, { "platform.pools": gpuPool("g6.xlarge") }),
    right: gpu({ gpuNames: ["l4"] }),
  },
  {
    says: `${at}capacity.gpus must be at most 1, which the instance type of gpus with the fewest GPUs has; got 2. Take instance types with more GPUs into the pool, for example g6.12xlarge with 4, and no others.`,
    wrong: gpu({ pool: "gpus", gpus: 2 }, { "platform.pools": gpuPool("g6.12xlarge", "g6.xlarge") }),
    right: gpu({ pool: "gpus", gpus: 2 }, { "platform.pools": gpuPool("g6.12xlarge") }),
  },
  {
    says: `${at}size.architecture must be x86_64 with Managed Instances, but for the GPU t4g; got "arm64". Write architecture: x86_64, and build the image for it.`,
    wrong: gpu({ gpuNames: ["l4"] }, { "modules.planning.size": { ...x86, architecture: "arm64" } }),
    right: gpu({ gpuNames: ["t4g"] }, { "modules.planning.size": { ...x86, architecture: "arm64" } }),
  },
  {
    says: `${at}capacity.spotPercent must be 0 or 100 with Managed Instances; got 50. All of a module's instances are on Spot or none; write one of them.`,
    wrong: gpu({ spotPercent: 50 }),
    right: gpu({ spotPercent: 0 }),
  },
  {
    says: `${at}ephemeralStorageGiB must be 20 outside Fargate; got 40. Remove the key; an instance has 100 GiB.`,
    wrong: gpu({}, { "modules.planning.ephemeralStorageGiB": 40 }),
    right: gpu(),
  },
]);

ruleTable("pools", [
  {
    says: `${pool}.instanceTypes[0] must be an instance type that is known here; got "m7g.larje". Did you mean m7g.large?`,
    wrong: pooled({}, { instanceTypes: ["m7g.larje"] }),
    right: pooled(),
  },
  {
    says: `${pool}.instanceTypes[1] must not be named twice; got "m7g.large". Remove one.`,
    wrong: pooled({}, { instanceTypes: ["m7g.large", "m7g.large"] }),
    right: pooled({}, { instanceTypes: ["m7g.large", "c7g.large"] }),
  },
  {
    says: `${pool}.instanceTypes must all have the same processor architecture; got ["m7g.large","m7i.large"]. Make one pool for arm64 (Graviton: a g after the number) and one for x86_64.`,
    wrong: pooled({}, { instanceTypes: ["m7g.large", "m7i.large"] }),
    right: pooled({}, { instanceTypes: ["m7g.large", "r7g.large"] }),
  },
  {
    trap: "one image cannot serve both",
    says: `${pool}.instanceTypes must all have GPUs, or none of them; got ["g6.xlarge","m7i.xlarge"]. Make a pool of its own for the types with GPUs.`,
    wrong: { "platform.pools": pools({ instanceTypes: ["g6.xlarge", "m7i.xlarge"] }) },
    right: { "platform.pools": pools({ instanceTypes: ["g6.xlarge", "g5.xlarge"] }) },
  },
  {
    says: `${pool}.max must be at least min (4); got 3. Raise max or lower min.`,
    wrong: pooled({}, { min: 4, max: 3 }),
    right: pooled({}, { min: 4, max: 4 }),
  },
  {
    says: `${pool}.onDemandBase must be at most max (3); got 4. Lower it, or raise max.`,
    wrong: pooled({}, { onDemandBase: 4, max: 3 }),
    right: pooled({}, { onDemandBase: 3, max: 3 }),
  },
]);

const both = { "modules.support.capacity": { kind: "ec2", pool: "general" } };
const jobs = {
  nightly: { schedule: "rate(1 day)", timezone: "UTC", command: ["true"], tasks: 3 },
};
const raise = "Raise it, take types with more network interfaces and memory, or lower scaling.max.";

ruleTable("the room in a pool", [
  {
    trap: "an m7g.large has interfaces for two tasks",
    says: `${pool}.max must be at least 4 for its tasks during a deployment (planning 8 tasks, 2 to an instance); got 3. ${raise}`,
    wrong: pooled({}, { max: 3 }, { "modules.planning.scaling.max": 4 }),
    right: pooled({}, { max: 4 }, { "modules.planning.scaling.max": 4 }),
  },
  {
    says: `${pool}.max must be at least 6 for its tasks during a deployment (planning 8 tasks, 2 to an instance; support 4 tasks, 2 to an instance); got 5. ${raise}`,
    wrong: pooled({}, { max: 5 }, { "modules.planning.scaling.max": 4, ...both }),
    right: pooled({}, { max: 6 }, { "modules.planning.scaling.max": 4, ...both }),
  },
  {
    says: `${pool}.max must be at least 4 for its tasks during a deployment (planning 4 tasks, 1 to an instance); got 3. ${raise}`,
    wrong: pooled({ constraints: ["distinct-instances"] }, { max: 3 }),
    right: pooled({ constraints: ["distinct-instances"] }, { max: 4 }),
  },
  {
    says: `${pool}.max must be at least 4 for its tasks during a deployment (planning 7 tasks, 2 to an instance); got 3. ${raise}`,
    wrong: pooled({}, { max: 3 }, { "modules.planning.jobs": jobs }),
    right: pooled({}, { max: 3 }),
  },
  {
    trap: "a schedule may ask for more than scaling.max",
    says: `${pool}.max must be at least 5 for its tasks during a deployment (planning 10 tasks, 2 to an instance); got 4. ${raise}`,
    wrong: pooled({}, { max: 4 }, { "modules.planning.scaling.schedules": { rush: rush(5) } }),
    right: pooled({}, { max: 4 }, { "modules.planning.scaling.schedules": { rush: rush(4) } }),
  },
]);

function rush(max: number): Changes {
  return { at: "cron(0 9 ? * MON-FRI *)", timezone: "Asia/Seoul", min: 1, max };
}

ruleTable("modules on the company's own servers", [
  {
    says: `modules.plant.capacity.kind needs platform.externalInstances; got "external". Write platform.externalInstances: { registrations: 1, activation: 1 }, so that servers can join.`,
    wrong: { ...external(), "platform.externalInstances": false },
    right: external(),
  },
  {
    says: [
      `modules.plant.kind must be service, worker or job on ${server}; got "web". No load balancer reaches them; let the front end run on Fargate.`,
      `modules.plant.routes must be empty on ${server}; got ["/plant"]. No load balancer reaches them; send work through the queue of a worker.`,
    ],
    wrong: external({ kind: "web", routes: ["/plant"] }),
    right: external({ kind: "service" }),
  },
  {
    says: `modules.plant.routes must be empty on ${server}; got ["/plant"]. No load balancer reaches them; send work through the queue of a worker.`,
    wrong: external({ kind: "service", routes: ["/plant"] }),
    right: external({ kind: "job", jobs }),
  },
  {
    says: `modules.plant.data.schema must be false on ${server}; got true. The database is in the VPC; let another module keep it.`,
    wrong: external({ data: { schema: true } }),
    right: external({ data: { bucket: true } }),
  },
  {
    says: `modules.plant.data.collections must be false on ${server}; got {"a":{"vectorSize":4,"distance":"Dot"}}. Qdrant is in the VPC; let another module keep them.`,
    wrong: external({ data: { collections: { a: { vectorSize: 4, distance: "Dot" } } } }),
    right: external({ container: { exec: true } }),
  },
  {
    says: `modules.plant.ephemeralStorageGiB must be 20 outside Fargate; got 30. Remove the key; what containers write is on the disk of the server.`,
    wrong: external({ ephemeralStorageGiB: 30 }),
    right: external({ capacity: { kind: "external", spotPercent: 30, onDemandBase: 900 } }),
  },
]);
