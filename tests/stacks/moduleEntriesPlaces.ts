import type { Entry } from "./moduleEntries";
import type { Facts } from "./moduleFacts";

/** An entry that is right, and what of its facts is otherwise than of a plain service; `-` for a topic that it has not. */
export type RightEntry = readonly [what: string, entry: Entry, is: Facts];

export const worker = { kind: "worker", routes: [] };
export const onPool = (more: object = {}) => ({ kind: "ec2", pool: "general", ...more });
export const report = { schedule: "cron(0 6 ? * MON *)", timezone: "Asia/Seoul", command: ["report"] };
const tcp = { protocol: "tcp", routes: [], allowedCidrs: ["10.8.0.0/16"] };
const called = { modules: { caller: { owner: "c@example.com", routes: ["/caller"], calls: ["one"] } } };
const x86 = { cpu: 2048, memoryMiB: 8192, architecture: "x86_64" };

export const unrouted = {
  goesBack: "failed starts",
  release: "ROLLING breaker",
  targets: "-",
  alarms: "-",
  ways: "out one-service 0.0.0.0/0 443",
};
export const asWorker = {
  ...unrouted,
  kind: "worker",
  alarms: "one-dead-letters",
  queues: "one-dead-letters /1209600; one-queue 300/345600 x3",
};
export const asJob = {
  kind: "job",
  tasks: "0-0",
  scales: "-",
  takesOver: "-",
  goesBack: "-",
  place: "-",
  release: "-",
  targets: "-",
  watched: "-",
  alarms: "one-failures",
  scaling: "-",
  ways: "out one-service 0.0.0.0/0 443",
  jobs: "one--report cron(0 6 ? * MON *) Asia/Seoul x1 retries 2 DISABLED",
  queues: "one-failures /1209600",
};
export const onGeneral = {
  runs: "pool general",
  place: "ai-platform-dev-pool-general 1, spread availability-zone, binpack memory, rebalanced",
  task: "EC2 awsvpc 512 1024 ARM64",
};
const managed = {
  runs: "managed instances, 1 GPU",
  place: "ai-platform-dev-module-one-spot 1, rebalanced",
  task: "MANAGED_INSTANCES awsvpc 2048 8192 X86_64",
  containers: "app! <prepare:SUCCESS /cache 1 GPU, prepare /cache",
};

export const kinds: readonly RightEntry[] = [
  ["a service", { module: {} }, {}],
  ["a front end", { module: { kind: "web", routes: ["/"] } }, { kind: "web" }],
  ["a worker", { module: worker }, asWorker],
  ["a job", { module: { kind: "job", routes: [], jobs: { report } } }, asJob],
  ["a service that only others call", { module: { routes: [] }, ...called }, unrouted],
  [
    "a module of TCP",
    { module: tcp },
    {
      ...unrouted,
      targets: "one TCP 8080",
      alarms: "one-healthy; one-unhealthy",
      ways: "in one-nlb 10.8.0.0/16 8080; in one-service one-nlb 8080; out one-nlb one-service 8080; out one-service 0.0.0.0/0 443",
    },
  ],
  ["a module of TCP that only others call", { module: { ...tcp, allowedCidrs: [] }, ...called }, unrouted],
];

export const capacity: readonly RightEntry[] = [
  [
    "on demand",
    { module: { capacity: { spotPercent: 0 } } },
    { spot: "0%", place: "FARGATE 100 0, rebalanced" },
  ],
  [
    "a floor on demand",
    { module: { capacity: { spotPercent: 70, onDemandBase: 1 } } },
    { spot: "70%", place: "FARGATE 30 1, FARGATE_SPOT 70, rebalanced" },
  ],
  [
    "Spot alone over a floor",
    { module: { capacity: { onDemandBase: 2 } } },
    { place: "FARGATE 0 2, FARGATE_SPOT 100, rebalanced" },
  ],
  [
    "another processor",
    { module: { size: { architecture: "x86_64" } } },
    { task: "FARGATE awsvpc 512 1024 X86_64" },
  ],
  [
    "the largest size",
    { module: { size: { cpu: 16384, memoryMiB: 122880 } } },
    { task: "FARGATE awsvpc 16384 122880 ARM64" },
  ],
  [
    "a larger disk",
    { module: { ephemeralStorageGiB: 21 } },
    { task: "FARGATE awsvpc 512 1024 ARM64 disk 21" },
  ],
  ["a pool", { module: { capacity: onPool() } }, onGeneral],
  [
    "a pool, packed",
    { module: { capacity: onPool({ placement: ["binpack-cpu"] }) } },
    { ...onGeneral, place: "ai-platform-dev-pool-general 1, binpack cpu, not rebalanced" },
  ],
  [
    "a pool, chosen",
    {
      module: {
        capacity: onPool({
          placement: ["spread-zones", "spread-instances"],
          constraints: ["distinct-instances", "attribute:ecs.instance-type =~ m7g.*"],
        }),
      },
    },
    {
      ...onGeneral,
      place:
        "ai-platform-dev-pool-general 1, spread availability-zone, spread instanceId, distinctInstance, attribute:ecs.instance-type =~ m7g.*, rebalanced",
    },
  ],
  [
    "a pool, bound to a zone",
    { module: { capacity: onPool({ constraints: ["attribute:ecs.availability-zone == ap-northeast-2a"] }) } },
    {
      ...onGeneral,
      place:
        "ai-platform-dev-pool-general 1, spread availability-zone, binpack memory, attribute:ecs.availability-zone == ap-northeast-2a, not rebalanced",
    },
  ],
  ["GPUs of Managed Instances", { module: { size: x86, capacity: { kind: "gpu", gpus: 1 } } }, managed],
  [
    "GPUs by name, on Spot",
    { module: { size: x86, capacity: { kind: "gpu", gpus: 4, gpuNames: ["l4", "a10g"], spotPercent: 100 } } },
    {
      ...managed,
      runs: "managed instances, 4 GPU l4 or a10g",
      containers: "app! <prepare:SUCCESS /cache 4 GPU, prepare /cache",
    },
  ],
  [
    "GPUs of Graviton",
    { module: { capacity: { kind: "gpu", gpus: 1, gpuNames: ["t4g"] } } },
    { ...managed, runs: "managed instances, 1 GPU t4g", task: "MANAGED_INSTANCES awsvpc 512 1024 ARM64" },
  ],
  [
    "GPUs of a pool",
    { module: { size: x86, capacity: { kind: "gpu", gpus: 1, pool: "gpus" }, scaling: { max: 1 } } },
    {
      runs: "pool gpus, 1 GPU",
      tasks: "1-1",
      scales: "-",
      place: "ai-platform-dev-pool-gpus 1, spread availability-zone, binpack memory, rebalanced",
      task: "EC2 awsvpc 2048 8192 X86_64",
      containers: "app! <prepare:SUCCESS /cache 1 GPU, prepare /cache",
      scaling: "-",
    },
  ],
  [
    "a server of the company",
    { module: { routes: [], capacity: { kind: "external" } } },
    {
      ...unrouted,
      runs: "external",
      spot: "-",
      place: "EXTERNAL, not rebalanced",
      task: "EXTERNAL bridge 512 1024 any processor",
      ways: "-",
    },
  ],
  [
    "a worker on servers of the company",
    { module: { ...worker, capacity: { kind: "external" }, calls: ["mail"] } },
    {
      ...asWorker,
      runs: "external",
      spot: "-",
      place: "EXTERNAL, not rebalanced",
      task: "EXTERNAL bridge 512 1024 any processor",
      ways: "-",
      calls: "mail",
    },
  ],
];
