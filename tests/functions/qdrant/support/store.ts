import type { Schemas } from "@qdrant/js-client-rest";
import { Refusal } from "./access";
import { fieldsOf, matches, type Point } from "./filter";

type Info = Schemas["CollectionInfo"];
type Vectors = Schemas["VectorParams"];
interface Replica {
  readonly shard_id: number;
  readonly peer_id: number;
}

interface Stored {
  vectors: Vectors;
  /** Vectors that a module added. */
  named?: Readonly<Record<string, Vectors>>;
  params: { shard_number: number; replication_factor: number; write_consistency_factor: number };
  strict: Schemas["StrictModeConfig"];
  readonly indexes: Map<string, Schemas["PayloadSchemaType"]>;
  readonly points: Map<string | number, Point>;
  readonly replicas: Replica[];
  readonly snapshots: string[];
  /** Whether there is no place for one more snapshot. */
  full?: boolean;
}

/** What a cluster of Qdrant holds. */
export class Store {
  readonly collections = new Map<string, Stored>();
  readonly aliases = new Map<string, string>();

  constructor(readonly peers: readonly number[]) {}

  get(name: string): Stored {
    const stored = this.collections.get(this.aliases.get(name) ?? name);
    if (stored === undefined) throw new Refusal(404, `Not found: Collection \`${name}\` doesn't exist!`);
    return stored;
  }

  create(name: string, body: Schemas["CreateCollection"]): boolean {
    if (this.collections.has(name))
      throw new Refusal(409, `Wrong input: Collection \`${name}\` already exists!`);
    const shards = body.shard_number ?? 1;
    const copies = Math.min(body.replication_factor ?? 1, this.peers.length);
    this.collections.set(name, {
      vectors: body.vectors as Vectors,
      params: {
        shard_number: shards,
        replication_factor: body.replication_factor ?? 1,
        write_consistency_factor: body.write_consistency_factor ?? 1,
      },
      strict: (body.strict_mode_config as Schemas["StrictModeConfig"] | null) ?? { enabled: false },
      indexes: new Map(),
      points: new Map(),
      replicas: Array.from({ length: shards * copies }, (_, index) => ({
        shard_id: index % shards,
        peer_id: this.peers[(index + Math.floor(index / shards)) % this.peers.length]!,
      })),
      snapshots: [],
    });
    return true;
  }

  update(name: string, body: Schemas["UpdateCollection"]): boolean {
    const stored = this.get(name);
    const { vectors, params, strict_mode_config: strict } = body as Record<string, Record<string, unknown>>;
    if (vectors !== undefined) stored.vectors = { ...stored.vectors, ...(vectors[""] as Partial<Vectors>) };
    stored.params = { ...stored.params, ...params };
    stored.strict = { ...stored.strict, ...strict };
    return true;
  }

  delete(name: string): boolean {
    for (const [alias, target] of this.aliases) if (target === name) this.aliases.delete(alias);
    return this.collections.delete(name);
  }

  upsert(name: string, points: readonly Schemas["PointStruct"][]): void {
    const stored = this.get(name);
    for (const { id, vector, payload } of points) {
      const size = (vector as number[]).length;
      if (size !== stored.vectors.size)
        throw new Refusal(
          400,
          `Wrong input: Vector dimension error: expected dim: ${stored.vectors.size}, got ${size}`,
        );
      stored.points.set(id, { id, vector, payload: (payload as Point["payload"] | undefined) ?? {} });
    }
  }

  /** Strict mode asks for an index, and for less than everything. */
  find(name: string, filter: Schemas["Filter"] | null | undefined, limit: number): Point[] {
    const { strict, indexes, points } = this.get(name);
    const field = fieldsOf(filter).find((key) => !indexes.has(key));
    if (strict.enabled === true && strict.unindexed_filtering_retrieve === false && field !== undefined)
      throw new Refusal(400, `Bad request: Index required but not found for "${field}"`);
    if (strict.enabled === true && limit > (strict.max_query_limit ?? Infinity))
      throw new Refusal(400, `Forbidden: Limit exceeded ${limit} > ${strict.max_query_limit} for "limit"`);
    return [...points.values()].filter((point) => matches(point, filter)).slice(0, limit);
  }

  remove(name: string, selector: Schemas["PointsSelector"]): void {
    const { points } = this.get(name);
    const chosen = (point: Point) =>
      "points" in selector ? selector.points.includes(point.id) : matches(point, selector.filter);
    for (const point of [...points.values()].filter(chosen)) points.delete(point.id);
  }

  info(name: string): Info {
    const { vectors: unnamed, named, params, strict, indexes, points } = this.get(name);
    const vectors = named === undefined ? unnamed : { "": unnamed, ...named };
    return {
      status: "green",
      optimizer_status: "ok",
      points_count: points.size,
      segments_count: 1,
      config: {
        params: { vectors, ...params },
        hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10000 },
        optimizer_config: {
          deleted_threshold: 0.2,
          vacuum_min_vector_number: 1000,
          default_segment_number: 0,
          flush_interval_sec: 5,
        },
        strict_mode_config: strict,
      } as Info["config"],
      payload_schema: Object.fromEntries(
        [...indexes].map(([field, data_type]) => [field, { data_type, points: points.size }]),
      ),
    };
  }

  clusterOf(name: string, peer: number): Schemas["CollectionClusterInfo"] {
    const { params, replicas, points } = this.get(name);
    return {
      peer_id: peer,
      shard_count: params.shard_number,
      local_shards: replicas
        .filter(({ peer_id }) => peer_id === peer)
        .map(({ shard_id }) => ({ shard_id, points_count: points.size, state: "Active" })),
      remote_shards: replicas
        .filter(({ peer_id }) => peer_id !== peer)
        .map((replica) => ({ ...replica, state: "Active" })),
      shard_transfers: [],
    };
  }
}
