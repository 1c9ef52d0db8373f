import type { DataRisk, Outcome, PartLoss, Reason } from "../../plan/zoneLoss";

/** What the loss of a zone does. */
export const zones = {
  lead: (zones: string) =>
    `The environment stands in ${zones}. For each part: what happens when the zone is lost whose loss hurts it most.`,
  caption: "Parts, from the door to the way out",
  part: "part",
  outcome: "what happens",
  why: "why",
  data: "data at risk",
  outcomes: {
    "goes-on": "goes on",
    restarts: "back within minutes",
    unknown: "not known here",
    down: "down until restored",
  } satisfies Record<Outcome, string>,
  meaning:
    "Goes on: callers notice little. Back within minutes: by itself, in another zone; until then calls may fail or be slow. Down until restored: until the zone is back, or somebody acts.",
  parts: {
    edge: "API, WAF, sign-in",
    "load-balancers": "load balancers",
    mariadb: "MariaDB",
    qdrant: "Qdrant",
    cache: "cache",
    storage: "buckets, secrets, queues",
    "way-out": "way out (NAT)",
  } satisfies Record<Exclude<PartLoss["part"], "module">, string>,
  reasons: {
    regional: () => "AWS runs it in several zones of the region.",
    "in-every-zone": () => "They have a node in every zone.",
    outside: () => "Its tasks run on the company's own servers.",
    "by-the-clock": () => "A run under way is lost; the next one starts in another zone.",
    spread: ({ count }) =>
      `${count!.left} of at least ${count!.all} tasks are left, and ECS starts the others in the zones that remain.`,
    "one-task": () => "One task at the quietest time: if it stood there, ECS starts another one elsewhere.",
    "one-instance": () => "Its pool may be one instance, on which all tasks stand.",
    "zones-not-first": () => "Its placement does not put zones first: all tasks may stand in one.",
    pinned: () => "A constraint of the stack file speaks of zones (capacity.constraints).",
    standby: () => "The standby in another zone takes over, mostly within one to two minutes.",
    "one-zone": () => "It stands in one zone, without a standby.",
    copies: ({ count }) => `${count!.left} of ${count!.all} nodes are left, with a copy of every vector.`,
    "one-node": ({ zone }) => `The only node and its volume stand in ${zone!}.`,
    "nodes-share-zones": ({ count }) =>
      `Only ${count!.left} of ${count!.all} nodes are left: too few to agree, or without a copy of some vectors.`,
    serverless: () => "AWS keeps copies in several zones.",
    replicas: () => "A copy in another zone takes over.",
    "no-replica": () => "There is no copy in another zone.",
    "gateway-per-zone": () => "Every zone has a NAT gateway of its own.",
    "one-gateway": ({ zone }) =>
      `All zones go out by the gateway in ${zone!}. Without it modules reach nothing outside, and new tasks do not start.`,
    "owner-of-the-network": () => "The VPC is not made here; its owner knows.",
  } satisfies Record<Reason, (loss: PartLoss) => string> as Record<Reason, (loss: PartLoss) => string>,
  risks: {
    none: "none",
    "under-way": "answers under way",
    moments: "the last moments",
    "five-minutes": "about the last 5 minutes, if the zone never comes back",
    "a-day": "what came after the last daily copy, if the zone never comes back",
    all: "everything, if the zone never comes back",
    cache: "all of it, which is only a cache",
  } satisfies Record<DataRisk, string>,
  heldUp: (names: string) => `It waits for ${names}.`,
  spot: "What restarts waits for Spot, of which there is less then.",
};
