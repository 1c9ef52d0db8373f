import { instanceMemoryMiB } from "./aws/instances";

/** The operating system, the ECS agent and the container runtime keep this much of an instance. */
const systemMiB = 512;

/** Memory that a Qdrant container may use on an instance type, in MiB. */
export function qdrantMemoryMiB(instanceType: string): number {
  return (instanceMemoryMiB(instanceType) ?? 0) - systemMiB;
}

/**
 * Memory of a collection in MiB: vectors × dimensions × 4 bytes × 1.5.
 * https://qdrant.tech/documentation/guides/capacity-planning/
 */
export function collectionMemoryMiB(vectors: number, vectorSize: number): number {
  return (vectors * vectorSize * 4 * 1.5) / 2 ** 20;
}

/** Copies of every shard: one node cannot hold two, and a cluster must outlive the loss of a node. */
export function replicationFactor(nodes: number): number {
  return nodes >= 3 ? 2 : 1;
}
