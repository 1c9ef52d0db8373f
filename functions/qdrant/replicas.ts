import { setTimeout } from "node:timers/promises";
import type { QdrantClient, Schemas } from "@qdrant/js-client-rest";

/** A copy of a shard to be made. */
export type Replication = Required<Omit<Schemas["ReplicateShard"], "method">>;

/**
 * Qdrant makes the declared number of copies with a collection, but none afterwards: neither when the number is
 * raised, nor when a cluster grows to it. Copying goes on by itself when this returns.
 */
export async function ensureReplicas(client: QdrantClient, name: string, replicas: number): Promise<void> {
  if (replicas === 1) return;
  const { data } = await client.api().clusterStatus({});
  const peers = Object.keys(data.result?.peers ?? {}).map(Number);
  if (peers.length < 2) return;
  for (let attempt = 1; ; attempt++) {
    const [replicate_shard] = missingReplicas(await client.collectionClusterInfo(name), peers, replicas);
    if (replicate_shard === undefined) return;
    try {
      await client.updateCollectionCluster(name, { replicate_shard });
    } catch (error) {
      if (attempt >= mostAttempts || !isInvolved(error)) throw error;
      await setTimeout(againMs);
    }
  }
}

/** A shard takes part in one copy at a time, and modules bootstrap side by side. */
const isInvolved = (error: unknown) => (error as Error).message.includes("already involved in transfer");
const againMs = 2000;
const mostAttempts = 100;

/** The peer that holds the fewest shards gets the next copy. A copy under way is one already. */
export function missingReplicas(
  info: Schemas["CollectionClusterInfo"],
  peers: readonly number[],
  replicas: number,
): readonly Replication[] {
  const held = new Map(peers.map((peer) => [peer, new Set<number>()]));
  const sources = new Map<number, number>();
  for (const { shard_id, state, peer_id } of [
    ...info.local_shards.map((shard) => ({ ...shard, peer_id: info.peer_id })),
    ...info.remote_shards,
    ...info.shard_transfers.map(({ shard_id, to }) => ({ shard_id, peer_id: to, state: "Partial" })),
  ]) {
    held.get(peer_id)?.add(shard_id);
    if (state === "Active") sources.set(shard_id, peer_id);
  }

  const missing: Replication[] = [];
  for (const [shard_id, from_peer_id] of sources) {
    const copies = [...held.values()].filter((shards) => shards.has(shard_id)).length;
    const free = [...held]
      .filter(([, shards]) => !shards.has(shard_id))
      .sort(([, a], [, b]) => a.size - b.size);
    for (const [to_peer_id, shards] of free.slice(0, Math.max(0, replicas - copies))) {
      shards.add(shard_id);
      missing.push({ shard_id, from_peer_id, to_peer_id });
    }
  }
  return missing;
}
