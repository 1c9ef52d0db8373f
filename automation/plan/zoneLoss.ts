import { zoneNames } from "../../components/network/layout";
import { placeOf } from "../../infra/capacity";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { hasService } from "../../infra/moduleKinds";
import { replicationFactor } from "../../infra/qdrant";

/**
 * What becomes of a part when one availability zone is lost, in the worst case of all its zones: `restarts` elsewhere
 * within minutes and by itself, `down` until the zone is back or somebody restores it, `unknown` where it is not the
 * program's to say.
 */
export type Outcome = "goes-on" | "restarts" | "unknown" | "down";

/** What of the data would be gone if the zone never came back. */
export type DataRisk =
  /** Copies stand in other zones at every moment. */
  | "none"
  /** It holds nothing but answers and runs that are under way. */
  | "under-way"
  /** The last moments, which had not been copied yet. */
  | "moments"
  /** About the last five minutes. */
  | "five-minutes"
  /** What was written after the last daily copy. */
  | "a-day"
  /** All of it: there is no copy. */
  | "all"
  /** All of it, which is only a cache. */
  | "cache";

export type Reason =
  | "regional"
  | "in-every-zone"
  | "outside"
  | "by-the-clock"
  | "spread"
  | "one-task"
  | "one-instance"
  | "zones-not-first"
  | "pinned"
  | "standby"
  | "one-zone"
  | "copies"
  | "one-node"
  | "nodes-share-zones"
  | "serverless"
  | "replicas"
  | "no-replica"
  | "gateway-per-zone"
  | "one-gateway"
  | "owner-of-the-network";

export interface PartLoss {
  readonly part:
    "edge" | "load-balancers" | "module" | "mariadb" | "qdrant" | "cache" | "storage" | "way-out";
  /** Of a module. */
  readonly module?: string;
  readonly outcome: Outcome;
  readonly reason: Reason;
  readonly data: DataRisk;
  /** Tasks or nodes that there are at least, and how many of them a lost zone leaves. */
  readonly count?: { readonly all: number; readonly left: number };
  /** The zone whose loss it is about, where only one can hit it. */
  readonly zone?: string;
  /** What a module needs and is worse off than its own tasks: parts, or other modules by name. */
  readonly heldUpBy: readonly string[];
  /** Whether what restarts waits for Spot, of which there is less when a zone is lost. */
  readonly spot?: boolean;
}

const ranks: Readonly<Record<Outcome, number>> = { "goes-on": 0, restarts: 1, unknown: 2, down: 3 };

/** The outcome that is worse for those who call. */
export function worse(one: Outcome, other: Outcome): Outcome {
  return ranks[other] > ranks[one] ? other : one;
}

/** Every part of an environment, from the door to the way out, and what the loss of a zone does to it. */
export function zoneLoss(config: EnvironmentConfig): PartLoss[] {
  const zones = zoneNames(config.network.availabilityZones, config.aws.region);
  const around = [
    { part: "edge", outcome: "goes-on", reason: "regional", data: "none", heldUpBy: [] },
    // Of ALB and NLB a node stands in each subnet they are given, which is one in every zone.
    { part: "load-balancers", outcome: "goes-on", reason: "in-every-zone", data: "none", heldUpBy: [] },
  ] as const;
  const stores = [
    ...mariadbLoss(config),
    ...qdrantLoss(config, zones),
    ...cacheLoss(config),
    // S3, Secrets Manager and SQS keep what they hold in three zones or more of the region.
    { part: "storage", outcome: "goes-on", reason: "regional", data: "none", heldUpBy: [] } as const,
    wayOutLoss(config, zones),
  ];
  return [...around, ...modulesLoss(config, zones.length, stores), ...stores];
}

function modulesLoss(config: EnvironmentConfig, zones: number, stores: readonly PartLoss[]): PartLoss[] {
  const names = Object.keys(config.modules).sort();
  const own = new Map(names.map((name) => [name, moduleLoss(name, config, zones)]));
  const outcomeOf = (need: string): Outcome =>
    own.get(need)?.outcome ?? stores.find(({ part }) => part === need)!.outcome;
  return names.map((name) => {
    const loss = own.get(name)!;
    const worseThan = (need: string) => ranks[outcomeOf(need)] > ranks[loss.outcome];
    const heldUpBy = needsOf(name, config)
      // Whether another's network goes on, nobody here can say; its own line says so.
      .filter((need) => outcomeOf(need) !== "unknown" && worseThan(need));
    return { ...loss, heldUpBy, outcome: heldUpBy.map(outcomeOf).reduce(worse, loss.outcome) };
  });
}

/**
 * Parts and other modules without which a module does not work, through all that it calls. Not the cache: what is in
 * one may go at any time. The way out counts for every module in the VPC, since images and secrets of a task that
 * starts come that way as well.
 */
function needsOf(name: string, { modules }: EnvironmentConfig): string[] {
  const called = new Set<string>();
  const follow = (at: string) => {
    for (const callee of modules[at]?.calls ?? [])
      if (callee !== name && !called.has(callee)) {
        called.add(callee);
        follow(callee);
      }
  };
  follow(name);
  const all = [modules[name]!, ...[...called].map((callee) => modules[callee]!)];
  return [
    ...[...called].sort(),
    ...(all.some(({ data }) => data.schema) ? ["mariadb"] : []),
    ...(all.some(({ data }) => data.collections !== false) ? ["qdrant"] : []),
    ...(all.some(({ capacity }) => capacity.kind !== "external") ? ["way-out"] : []),
  ];
}

function moduleLoss(module: string, { modules, platform }: EnvironmentConfig, zones: number): PartLoss {
  const config = modules[module]!;
  const { capacity } = config;
  const place = placeOf(capacity);
  const pool = capacity.pool === undefined ? undefined : platform.pools[capacity.pool]!;
  const told = (outcome: Outcome, reason: Reason): PartLoss => ({
    part: "module",
    module,
    outcome,
    reason,
    data: place === "external" ? "none" : "under-way",
    heldUpBy: [],
    ...(place !== "external" && (pool ?? capacity).spotPercent > 0 ? { spot: true } : {}),
  });
  if (place === "external") return told("goes-on", "outside");
  if (!hasService(config)) return told("restarts", "by-the-clock");
  if (pinned(config)) return told("unknown", "pinned");
  const all = leastTasks(config);
  if (all < 2) return { ...told("restarts", "one-task"), count: { all, left: 0 } };
  if (capacity.placement && capacity.placement[0] !== "spread-zones")
    return told("restarts", "zones-not-first");
  // Tasks spread over the zones of the instances that there are, and these may be one.
  if (pool && pool.min < 2) return told("restarts", "one-instance");
  return { ...told("goes-on", "spread"), count: { all, left: all - Math.ceil(all / zones) } };
}

/** Tasks at the quietest time at which there are any. */
function leastTasks({ scaling: { min, schedules } }: ModuleConfig): number {
  const numbers = [min, ...Object.values(schedules).map((schedule) => schedule.min)];
  return Math.min(...numbers.filter((tasks) => tasks > 0));
}

/** An expression of the stack file may name one zone; only its author knows. */
function pinned({ capacity: { constraints = [] } }: ModuleConfig): boolean {
  return constraints.some((text) => text.includes("ecs.availability-zone"));
}

/**
 * A standby has all that was committed, and takes over within 60 to 120 seconds mostly. Without one the volume waits
 * in its zone, and what can be had elsewhere ends about five minutes before.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
 * https://aws.amazon.com/blogs/database/amazon-rds-under-the-hood-single-az-instance-recovery/
 */
function mariadbLoss({ data: { mariadb } }: EnvironmentConfig): PartLoss[] {
  if (!mariadb) return [];
  return [
    mariadb.multiAz
      ? { part: "mariadb", outcome: "restarts", reason: "standby", data: "none", heldUpBy: [] }
      : { part: "mariadb", outcome: "down", reason: "one-zone", data: "five-minutes", heldUpBy: [] },
  ];
}

/** Node after node takes the zones in turn, and a node's volume stays in its zone. */
function qdrantLoss({ data: { qdrant, backups } }: EnvironmentConfig, zones: readonly string[]): PartLoss[] {
  if (!qdrant) return [];
  const { nodes } = qdrant;
  const lost = Math.ceil(nodes / zones.length);
  const left = nodes - lost;
  // Qdrant knows no zones: both copies of a shard may stand on the nodes of one. Raft needs the greater half.
  const survives = replicationFactor(nodes) > lost && left > nodes / 2;
  const copied = qdrant.snapshotRetentionDays !== false || backups !== false;
  const loss = { part: "qdrant", count: { all: nodes, left }, heldUpBy: [] } as const;
  if (survives) return [{ ...loss, outcome: "goes-on", reason: "copies", data: "none" }];
  const data = copied ? "a-day" : "all";
  return nodes === 1
    ? [{ ...loss, outcome: "down", reason: "one-node", data, zone: zones[0]! }]
    : [{ ...loss, outcome: "down", reason: "nodes-share-zones", data }];
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/AutoFailover.html */
function cacheLoss({ data: { cache } }: EnvironmentConfig): PartLoss[] {
  if (!cache) return [];
  const { nodeType, replicas = 0 } = cache;
  const loss = { part: "cache", heldUpBy: [] } as const;
  if (nodeType === "serverless")
    return [{ ...loss, outcome: "goes-on", reason: "serverless", data: "moments" }];
  return replicas > 0
    ? [{ ...loss, outcome: "restarts", reason: "replicas", data: "moments" }]
    : [{ ...loss, outcome: "down", reason: "no-replica", data: "cache" }];
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html */
function wayOutLoss({ network }: EnvironmentConfig, zones: readonly string[]): PartLoss {
  const loss = { part: "way-out", data: "none", heldUpBy: [] } as const;
  if (network.existing) return { ...loss, outcome: "unknown", reason: "owner-of-the-network" };
  return network.natGateways === "single"
    ? { ...loss, outcome: "down", reason: "one-gateway", zone: zones[0]! }
    : { ...loss, outcome: "goes-on", reason: "gateway-per-zone" };
}
