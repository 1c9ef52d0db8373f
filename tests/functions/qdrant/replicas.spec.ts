import { expect } from "chai";
import { ensureCollections } from "../../../functions/qdrant/collections";
import { missingReplicas } from "../../../functions/qdrant/replicas";
import { qdrantClient } from "../../../functions/qdrant/client";
import { ContractServer } from "./contractServer";

const keys = { key: "k".repeat(32), alternate: "" };
const info = { peer_id: 1, shard_count: 2, local_shards: [], remote_shards: [], shard_transfers: [] };
const local = (shard_id: number, state: "Active" | "Dead" = "Active") => ({
  shard_id,
  points_count: 0,
  state,
});
const remote = (shard_id: number, peer_id: number) => ({ shard_id, peer_id, state: "Active" as const });

describe("Copies of shards", () => {
  for (const [what, found, peers, replicas, missing] of [
    [
      "none is missing",
      { ...info, local_shards: [local(0)], remote_shards: [remote(0, 2)] },
      [1, 2, 3],
      2,
      [],
    ],
    [
      "the emptiest peers get them",
      { ...info, local_shards: [local(0), local(1)], remote_shards: [remote(0, 2)] },
      [1, 2, 3],
      2,
      [{ shard_id: 1, from_peer_id: 1, to_peer_id: 3 }],
    ],
    [
      "they are spread",
      { ...info, local_shards: [local(0), local(1)] },
      [1, 2, 3],
      2,
      [
        { shard_id: 0, from_peer_id: 1, to_peer_id: 2 },
        { shard_id: 1, from_peer_id: 1, to_peer_id: 3 },
      ],
    ],
    [
      "one under way counts",
      { ...info, local_shards: [local(0)], shard_transfers: [{ shard_id: 0, from: 1, to: 2, sync: true }] },
      [1, 2, 3],
      2,
      [],
    ],
    [
      "a dead copy is no source",
      { ...info, local_shards: [local(0, "Dead")], remote_shards: [remote(0, 2)] },
      [1, 2, 3],
      3,
      [{ shard_id: 0, from_peer_id: 2, to_peer_id: 3 }],
    ],
    ["a shard without a source waits", { ...info, local_shards: [local(0, "Dead")] }, [1, 2], 2, []],
    ["there are no more than peers", { ...info, local_shards: [local(0)] }, [1], 2, []],
    ["a surplus stays", { ...info, local_shards: [local(0)], remote_shards: [remote(0, 2)] }, [1, 2], 1, []],
  ] as const)
    it(what, () => {
      const status = {
        ...found,
        local_shards: [...found.local_shards],
        remote_shards: [...found.remote_shards],
      };
      const transfers = [...found.shard_transfers];
      expect(missingReplicas({ ...status, shard_transfers: transfers }, peers, replicas)).to.deep.equal(
        missing,
      );
    });

  it("are made when a cluster declares more, and a second run sends no change", async () => {
    const server = await ContractServer.start(keys, 3);
    const client = qdrantClient(server.urls[0]!, server.authority, keys.key);
    const collection = {
      vectorSize: 4,
      distance: "Dot",
      onDisk: false,
      shards: 2,
      payloadIndexes: {},
      strict: true,
    } as const;
    await ensureCollections(client, { a__b: { ...collection, replicas: 1 } });
    server.changes();
    await ensureCollections(client, { a__b: { ...collection, replicas: 2 } });
    expect(server.changes()).to.deep.equal([
      "PATCH /collections/a__b",
      "POST /collections/a__b/cluster",
      "POST /collections/a__b/cluster",
    ]);
    const { replicas } = server.store.get("a__b");
    expect(replicas.map(({ shard_id, peer_id }) => `${shard_id}@${peer_id}`)).to.have.length(4);
    expect(new Set(replicas.map(({ shard_id, peer_id }) => `${shard_id}@${peer_id}`))).to.have.length(4);
    await ensureCollections(client, { a__b: { ...collection, replicas: 2 } });
    expect(server.changes()).to.deep.equal([]);
    await server.close();
    expect(server.faults).to.deep.equal([]);
  });
});
