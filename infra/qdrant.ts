import { instanceMemoryMiB, unseenShare } from "./aws/instances";

/** As many nodes as an environment may have; the certificate holds the names of all, so that one more needs no other. */
export const mostNodes = 9;

/** The operating system, the agents of ECS and CloudWatch and the container runtime keep this much of an instance. */
const systemMiB = 512;

/** Memory that a Qdrant container may use on an instance type, in MiB; ECS places no container that asks for more. */
export function qdrantMemoryMiB(instanceType: string): number {
  return Math.floor((instanceMemoryMiB(instanceType) ?? 0) * (1 - unseenShare)) - systemMiB;
}

/** What a module says of a collection, as far as it takes room. */
export interface CollectionSize {
  readonly vectors?: number | undefined;
  readonly vectorSize: number;
  readonly onDisk?: boolean | undefined;
  readonly shards?: number | undefined;
}

/**
 * "Metadata (such as indexes and point versions) and temporary segments" take half of what the vectors take.
 * https://qdrant.tech/documentation/guides/capacity-planning/
 */
const surcharge = 0.5;

/** A snapshot, and an optimiser that writes segments anew, need the room of what they copy once more. */
const copiesOnDisk = 2;

/** 4 bytes for each dimension of each vector. */
function vectorsMiB({ vectors = 0, vectorSize }: CollectionSize): number {
  return (vectors * vectorSize * 4) / 2 ** 20;
}

/** Memory of a collection in MiB. Of vectors on disk, only what the surcharge stands for is in memory. */
export function collectionMemoryMiB(collection: CollectionSize): number {
  return vectorsMiB(collection) * (collection.onDisk === true ? surcharge : 1 + surcharge);
}

/** Room of a collection on volumes in MiB; vectors in memory are on disk as well. Payloads come on top. */
export function collectionDiskMiB(collection: CollectionSize): number {
  return vectorsMiB(collection) * (1 + surcharge) * copiesOnDisk;
}

/** Qdrant cannot change it later; it spreads evenly over one, two, three and six nodes. */
export const defaultShards = 6;

/** What all collections together take of the fullest node, in MiB. */
export function needsPerNode(
  collections: readonly CollectionSize[],
  nodes: number,
): { readonly memoryMiB: number; readonly diskMiB: number } {
  // The node that has most of it: whole shards, of which some nodes have one more than others.
  const share = ({ shards = defaultShards }: CollectionSize) =>
    Math.ceil((shards * replicationFactor(nodes)) / nodes) / shards;
  const sum = (of: (collection: CollectionSize) => number) =>
    collections.reduce((total, collection) => total + share(collection) * of(collection), 0);
  return { memoryMiB: sum(collectionMemoryMiB), diskMiB: sum(collectionDiskMiB) };
}

/** Copies of every shard: one node cannot hold two, and a cluster must outlive the loss of a node. */
export function replicationFactor(nodes: number): number {
  return nodes >= 3 ? 2 : 1;
}
