import type { Entry } from "./moduleEntries";
import { onPool, report } from "./moduleEntriesPlaces";

/** An entry that is wrong, and all that an operator reads of it. */
export type WrongEntry = readonly [what: string, entry: Entry, ...says: string[]];

const external = { kind: "external" };
const gpu = { size: { cpu: 2048, memoryMiB: 8192, architecture: "x86_64" } };

export const kinds: readonly WrongEntry[] = [
  [
    "a front end without a path",
    { module: { kind: "web", routes: [] } },
    "routes must have a path in a front end; got []. Write routes: [/].",
  ],
  [
    "a service that nobody reaches",
    { module: { routes: [] } },
    "routes must have a path where no module calls this one; got []. Nobody could reach it: give it a path, or name it in the calls of another module.",
  ],
  [
    "a worker with a path",
    { module: { kind: "worker" } },
    'routes must be empty in a worker; got ["/one"]. It answers nobody; remove the key, or use kind: service.',
  ],
  [
    "a job without a job",
    { module: { kind: "job", routes: [] } },
    "jobs must have a job; got {}. Nothing would ever run; write one.",
  ],
  [
    "a job with a path",
    { module: { kind: "job", jobs: { report } } },
    'routes must be empty in a job; got ["/one"]. It answers nobody; remove the key, or use kind: service.',
  ],
  [
    "TCP with a path",
    { module: { protocol: "tcp", allowedCidrs: ["10.8.0.0/16"] } },
    'protocol must be http in a front end, a worker, a job or a module with routes; got "tcp". Paths are HTTP; take the routes to another module, or remove the key.',
  ],
  [
    "TCP that nobody reaches",
    { module: { protocol: "tcp", routes: [] } },
    "allowedCidrs must have a range where no module calls this one; got []. Nobody could reach it: allow a range, or name it in the calls of another module.",
  ],
  [
    "TCP from the Internet",
    { module: { protocol: "tcp", routes: [], allowedCidrs: ["8.8.0.0/16"] } },
    'allowedCidrs[0] must be private (RFC 1918); got "8.8.0.0/16". Only private networks reach an internal load balancer; whoever comes from the Internet calls the API.',
  ],
  [
    "ranges without TCP",
    { module: { allowedCidrs: ["10.8.0.0/16"] } },
    'allowedCidrs must be empty without protocol: tcp; got ["10.8.0.0/16"]. HTTP comes through the API; remove the key.',
  ],
  [
    "a front end that asks for a token",
    { module: { kind: "web", routes: [{ path: "/one", scopes: ["one.read"] }] } },
    'routes[0] must be public in a module of the kind web; got ["one.read"]. A browser has no token before its first page; use kind: service, or move the path to a service.',
  ],
];

export const capacity: readonly WrongEntry[] = [
  [
    "a size that Fargate has not",
    { module: { size: { cpu: 512, memoryMiB: 512 } } },
    "size.memoryMiB must be 1024, 2048, 3072, 4096 when cpu is 512; got 512. Choose one of them, or another cpu.",
  ],
  [
    "a floor above the most tasks",
    { module: { capacity: { onDemandBase: 3 } } },
    "capacity.onDemandBase must be at most scaling.max (2); got 3. Lower it, or raise scaling.max.",
  ],
  [
    "ec2 without a pool",
    { module: { capacity: { kind: "ec2" } } },
    "capacity.pool is required with ec2. Use one of: general, gpus.",
  ],
  [
    "a pool that is not there",
    { module: { capacity: { kind: "ec2", pool: "generall" } } },
    'capacity.pool is not a pool of platform.pools; got "generall". Did you mean general?',
  ],
  [
    "a pool with Fargate",
    { module: { capacity: { pool: "general" } } },
    'capacity.pool must be empty with fargate; got "general". Remove the key, or write kind: ec2.',
  ],
  [
    "a task too large for its pool",
    { module: { capacity: onPool(), size: { cpu: 4096, memoryMiB: 8192 } } },
    'size must fit the smallest instance type of the pool general: a m7g.large has no room for one task; got {"cpu":4096,"memoryMiB":8192}. Lower it, or take that type out of the pool. The system and the ECS agent keep some of the memory.',
  ],
  [
    "another processor than the pool",
    { module: { capacity: onPool(), size: { architecture: "x86_64" } } },
    'size.architecture must be arm64, as the pool general is; got "x86_64". Change it and build the image for it, or take another pool.',
  ],
  [
    "more tasks than a pool takes",
    { module: { capacity: onPool(), scaling: { max: 9 } } },
    "platform.pools.general.max must be at least 9 for its tasks during a deployment (one 18 tasks, 2 to an instance); got 8. Raise it, take types with more network interfaces and memory, or lower scaling.max.",
  ],
  [
    "a constraint that says nothing",
    { module: { capacity: onPool({ constraints: ["m7g"] }) } },
    'capacity.constraints[0] must be distinct-instances or an expression that compares; got "m7g". Write an expression as attribute:ecs.instance-type =~ m7g.*, for example.',
  ],
  [
    "a placement without a pool",
    { module: { capacity: { placement: ["random"] } } },
    'capacity.placement needs a pool; got ["random"]. Remove the key; only instances of a pool can be chosen.',
  ],
  [
    "a disk of its own on a pool",
    { module: { capacity: onPool(), ephemeralStorageGiB: 30 } },
    "ephemeralStorageGiB must be 20 outside Fargate; got 30. Remove the key, and give the pool more diskGiB.",
  ],
  [
    "gpu without GPUs",
    { module: { ...gpu, capacity: { kind: "gpu" } } },
    "capacity.gpus is required with gpu. Write how many GPUs one task needs.",
  ],
  [
    "GPUs with Fargate",
    { module: { capacity: { gpus: 1 } } },
    "capacity.gpus must be empty with fargate; got 1. Remove the key, or write kind: gpu.",
  ],
  [
    "GPUs for ARM64",
    { module: { capacity: { kind: "gpu", gpus: 1 } } },
    'size.architecture must be x86_64 with Managed Instances, but for the GPU t4g; got "arm64". Write architecture: x86_64, and build the image for it.',
  ],
  [
    "half of Managed Instances on Spot",
    { module: { ...gpu, capacity: { kind: "gpu", gpus: 1, spotPercent: 50 } } },
    "capacity.spotPercent must be 0 or 100 with Managed Instances; got 50. All of a module's instances are on Spot or none; write one of them.",
  ],
  [
    "more GPUs than the pool has",
    { module: { ...gpu, capacity: { kind: "gpu", gpus: 2, pool: "gpus" }, scaling: { max: 1 } } },
    "capacity.gpus must be at most 1, which the instance type of gpus with the fewest GPUs has; got 2. Take instance types with more GPUs into the pool, for example g6.12xlarge with 4, and no others.",
  ],
  [
    "a path on the company's servers",
    { module: { capacity: external } },
    'routes must be empty on the company\'s own servers; got ["/one"]. No load balancer reaches them; send work through the queue of a worker.',
  ],
  [
    "a schema on the company's servers",
    { module: { routes: [], capacity: external, data: { schema: true } }, data: { mariadb: {} } },
    "data.schema must be false on the company's own servers; got true. The database is in the VPC; let another module keep it.",
  ],
  [
    "tracing on the company's servers",
    { module: { routes: [], capacity: external, tracing: true } },
    "tracing must be false with capacity.kind: external; got true. The containers of a task have no network in common there; remove the key.",
  ],
  [
    "servers that cannot join",
    { module: { routes: [], capacity: external }, platform: { externalInstances: false } },
    'capacity.kind needs platform.externalInstances; got "external". Write platform.externalInstances: { registrations: 1, activation: 1 }, so that servers can join.',
  ],
];
