import { dropCollections, ensureCollections } from "../qdrant/collections";
import type { Connection } from "../qdrant/connect";
import { type Keys, readKeys } from "../qdrant/keys";
import { ensureToken, revokeTokens } from "../qdrant/tokens";
import type { QdrantPart } from "./input";
import type { Parts } from "./parts";

/** The collections first, so that a token never names one that is not there. */
export async function makeQdrant(module: string, part: QdrantPart, parts: Parts): Promise<void> {
  const { connection, keys } = await asAdministrator(part, parts);
  await ensureCollections(connection.client, part.collections);
  const held = await parts.secrets.held(part.tokenSecretArn);
  const collections = Object.keys(part.collections);
  const token = await ensureToken({ connection, keys, module, collections, held });
  if (token !== held[0]) await parts.secrets.write(part.tokenSecretArn, token);
}

/** Ends all access of the module. */
export async function removeQdrant(
  module: string,
  part: QdrantPart,
  what: "keep" | "drop",
  parts: Parts,
): Promise<void> {
  const { client } = (await asAdministrator(part, parts)).connection;
  await revokeTokens(client, module);
  if (what === "drop") await dropCollections(client, Object.keys(part.collections));
}

/** Takes collections of a module that has others. Access to them ends with its next token. */
export async function dropFrom(part: QdrantPart, names: readonly string[], parts: Parts): Promise<void> {
  await dropCollections((await asAdministrator(part, parts)).connection.client, names);
}

async function asAdministrator(
  part: QdrantPart,
  parts: Parts,
): Promise<{ readonly connection: Connection; readonly keys: Keys }> {
  const keys = readKeys(await parts.secrets.read(part.keySecretArn));
  return { connection: await parts.openQdrant(part, keys), keys };
}
