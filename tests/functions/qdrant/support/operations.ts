import type { Schemas } from "@qdrant/js-client-rest";
import { type Access, checkCollection, checkGlobal, mayRead, Refusal, type Requirements } from "./access";
import type { Store } from "./store";

export interface Call {
  readonly store: Store;
  readonly access: Access;
  /** Of the node that was called. */
  readonly peer: number;
  readonly collection: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: unknown;
}

type Run = (call: Call) => unknown;

/** An operation on one collection; needs as in Qdrant's own tests/consensus_tests/auth_tests/test_jwt_access.py. */
const on =
  (needs: Requirements, run: Run): Run =>
  (call) => {
    checkCollection(call.access, call.collection, needs);
    return run(call);
  };
const global =
  (needs: Requirements, run: Run): Run =>
  (call) => {
    checkGlobal(call.access, needs);
    return run(call);
  };

const done = { operation_id: 1, status: "completed" };
const read = {};
const write = { write: true };
const extras = { write: true, extras: true };
const manage = { manage: true };

/** What the server can do, by the names in the description. */
export const runs: Readonly<Record<string, Run>> = {
  cluster_status: global(read, ({ store, peer }) =>
    store.peers.length === 1
      ? { status: "disabled" }
      : {
          status: "enabled",
          peer_id: peer,
          peers: Object.fromEntries(store.peers.map((id) => [id, { uri: `https://qdrant-${id}:6335/` }])),
          raft_info: { term: 1, commit: 9, pending_operations: 0, leader: 1, role: "Leader", is_voter: true },
          consensus_thread_status: {
            consensus_thread_status: "working",
            last_update: "2026-01-01T00:00:00Z",
          },
          message_send_failures: {},
        },
  ),
  get_collections: ({ store, access }) => ({
    collections: [...store.collections.keys()]
      .filter((name) => mayRead(access, name))
      .map((name) => ({ name })),
  }),
  get_collections_aliases: ({ store, access }) => ({
    aliases: [...store.aliases]
      .filter(([, name]) => mayRead(access, name))
      .map(([alias_name, collection_name]) => ({ alias_name, collection_name })),
  }),
  update_aliases: global(manage, ({ store, body }) => {
    for (const action of (body as Schemas["ChangeAliasesOperation"]).actions)
      if ("create_alias" in action)
        store.aliases.set(action.create_alias.alias_name, action.create_alias.collection_name);
    return true;
  }),
  collection_exists: on(read, ({ store, collection }) => ({ exists: store.collections.has(collection) })),
  get_collection: on(read, ({ store, collection }) => store.info(collection)),
  create_collection: global(manage, ({ store, collection, body }) =>
    store.create(collection, body as Schemas["CreateCollection"]),
  ),
  update_collection: global(manage, ({ store, collection, body }) =>
    store.update(collection, body as Schemas["UpdateCollection"]),
  ),
  delete_collection: global(manage, ({ store, collection }) => store.delete(collection)),
  create_field_index: on(extras, ({ store, collection, body }) => {
    const { field_name, field_schema } = body as Schemas["CreateFieldIndex"];
    store.get(collection).indexes.set(field_name, field_schema as Schemas["PayloadSchemaType"]);
    return done;
  }),
  delete_field_index: on(extras, ({ store, collection, parameters }) => {
    store.get(collection).indexes.delete(parameters.field_name!);
    return done;
  }),
  upsert_points: on(write, ({ store, collection, body }) => {
    store.upsert(collection, (body as Schemas["PointsList"]).points);
    return done;
  }),
  delete_points: on(write, ({ store, collection, body }) => {
    store.remove(collection, body as Schemas["PointsSelector"]);
    return done;
  }),
  scroll_points: on(read, ({ store, collection, body }) => {
    const { filter, limit, with_payload } = body as Schemas["ScrollRequest"] & {
      readonly filter?: Schemas["Filter"];
    };
    const points = store.find(collection, filter, limit ?? 10);
    return {
      points: points.map(({ id, payload }) => ({ id, ...(with_payload === true && { payload }) })),
      next_page_offset: null,
    };
  }),
  query_points: on(read, ({ store, collection, body }) => {
    const { filter, limit } = body as { readonly filter?: Schemas["Filter"]; readonly limit?: number };
    const points = store.find(collection, filter, limit ?? 10);
    return { points: points.map(({ id }) => ({ id, version: 0, score: 1 })) };
  }),
  collection_cluster_info: on(read, ({ store, collection, peer }) => store.clusterOf(collection, peer)),
  update_collection_cluster: global(manage, ({ store, collection, body }) => {
    const { shard_id, to_peer_id } = (body as Schemas["ReplicateShardOperation"]).replicate_shard;
    store.get(collection).replicas.push({ shard_id, peer_id: to_peer_id });
    return true;
  }),
  create_snapshot: on(extras, ({ store, collection, peer }) => {
    const { snapshots, full } = store.get(collection);
    if (full === true) throw new Refusal(500, "No space left on device");
    const name = `${collection}-${peer}-${snapshots.length}.snapshot`;
    snapshots.push(name);
    return { name, size: 1, creation_time: "2026-01-01T00:00:00", checksum: null };
  }),
};
