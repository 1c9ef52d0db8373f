import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { QdrantClient } from "@qdrant/js-client-rest";
import { ensureCollections, namesOf } from "./collections";
import type { Connection } from "./connect";
import type { Keys } from "./keys";
import { claimsFor, idOf, isSignedBy, readClaims, sign, tokenCollection } from "./token";

export interface TokenRequest {
  readonly connection: Connection;
  readonly keys: Keys;
  readonly module: string;
  /** Full names. */
  readonly collections: readonly string[];
  /** Texts of the secret's versions, the current one first. A text that is no token, such as `pending`, is nothing. */
  readonly held: readonly string[];
}

/** Far more than the tokens that a module can have at once. */
const most = 1000;

/**
 * The module's token for exactly these collections: the current one where it is good, else a new one, which
 * the caller writes to the secret. Tokens of the module that the secret does not hold any more open nothing
 * afterwards; those that it holds live on, for tasks run with them.
 */
export async function ensureToken(request: TokenRequest): Promise<string> {
  const { connection, module, collections, held } = request;
  await ensureTokenCollection(connection);
  const ids = await idsOf(connection.client, module);

  const [current = ""] = held;
  const claims = readClaims(current);
  const good =
    claims !== undefined &&
    isSignedBy(current, connection.key) &&
    isDeepStrictEqual(claims, claimsFor(module, collections, idOf(claims))) &&
    ids.includes(idOf(claims));
  const token = good ? current : sign(claimsFor(module, collections, randomUUID()), connection.key);
  await admitOnly(connection.client, module, [token, ...held], token);
  return token;
}

/** Lets a token in, with those that are kept, and shuts out every other one of the module. */
export async function admitOnly(
  client: QdrantClient,
  module: string,
  kept: readonly string[],
  token: string,
) {
  const ids = await idsOf(client, module);
  const id = idOf(readClaims(token)!);
  if (!ids.includes(id))
    await client.upsert(tokenCollection, {
      wait: true,
      points: [{ id, vector: [1], payload: { id, module } }],
    });

  const keptIds = kept.map(readClaims).map((claims) => claims && idOf(claims));
  const strays = ids.filter((known) => !keptIds.includes(known));
  if (strays.length > 0) await client.delete(tokenCollection, { wait: true, points: strays });
}

/** All tokens of the module open nothing afterwards. */
export async function revokeTokens(client: QdrantClient, module: string): Promise<void> {
  if (!(await namesOf(client)).has(tokenCollection)) return;
  const points = await idsOf(client, module);
  if (points.length > 0) await client.delete(tokenCollection, { wait: true, points });
}

/** Every node has a copy: each looks up the tokens that it is shown, and none may depend on another for that. */
async function ensureTokenCollection({ client, nodes }: Connection): Promise<void> {
  await ensureCollections(client, {
    [tokenCollection]: {
      vectorSize: 1,
      distance: "Dot",
      onDisk: false,
      shards: 1,
      replicas: nodes,
      payloadIndexes: { id: "keyword", module: "keyword" },
      strict: true,
    },
  });
}

async function idsOf(client: QdrantClient, module: string): Promise<string[]> {
  const filter = { must: [{ key: "module", match: { value: module } }] };
  const { points } = await client.scroll(tokenCollection, { filter, limit: most, with_payload: false });
  return points.map(({ id }) => String(id));
}
