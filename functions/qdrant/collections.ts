import type { QdrantClient } from "@qdrant/js-client-rest";
import { QdrantError } from "./client";
import type { Collection, Collections } from "./collection";
import { creation, faultsOf, type Found, indexesOf, patchOf } from "./difference";
import { ensureReplicas } from "./replicas";

/**
 * Makes what is missing and changes what differs. A difference that would take another collection is an error,
 * and then nothing at all has been changed.
 */
export async function ensureCollections(client: QdrantClient, collections: Collections): Promise<void> {
  const there = await namesOf(client);
  const found = new Map<string, Found>();
  for (const name of Object.keys(collections))
    if (there.has(name)) found.set(name, await client.getCollection(name));
  refuse([...found].flatMap(([name, info]) => faultsOf(name, collections[name]!, info)));

  for (const [name, declared] of Object.entries(collections))
    await align(client, name, declared, found.get(name) ?? (await made(client, name, declared)));
}

/** Deletes the collections with all their points; those that are gone already are no error. */
export async function dropCollections(client: QdrantClient, names: readonly string[]): Promise<void> {
  const there = await namesOf(client);
  for (const name of names) if (there.has(name)) await client.deleteCollection(name);
}

export async function namesOf(client: QdrantClient): Promise<Set<string>> {
  return new Set((await client.getCollections()).collections.map(({ name }) => name));
}

function refuse(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new Error(
      [
        "Qdrant cannot change these in place; declare a collection of another name, have the module fill it, " +
          "and then remove the old one, or declare what was found:",
        ...faults,
      ].join("\n  "),
    );
}

/** Modules are made at the same time, and all of them ask for the collection of tokens: one of them makes it. */
async function made(client: QdrantClient, name: string, declared: Collection): Promise<Found> {
  await client.createCollection(name, creation(declared)).catch((error: unknown) => {
    if (!(error instanceof QdrantError && error.status === 409)) throw error;
  });
  return client.getCollection(name);
}

/** A new index comes before strict mode, which asks for it, and an old one goes after that. */
async function align(client: QdrantClient, name: string, declared: Collection, info: Found) {
  const { missing, surplus } = indexesOf(declared.payloadIndexes, info.payload_schema);
  for (const [field_name, field_schema] of missing)
    await client.createPayloadIndex(name, { field_name, field_schema, wait: true });

  const patch = patchOf(declared, info);
  if (patch !== undefined) await client.updateCollection(name, patch);
  await ensureReplicas(client, name, declared.replicas);
  for (const field of surplus) await client.deletePayloadIndex(name, field);
}
