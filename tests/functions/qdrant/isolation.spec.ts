import { expect } from "chai";
import type { QdrantClient } from "@qdrant/js-client-rest";
import { ensureCollections } from "../../../functions/qdrant/collections";
import { tokenCollection } from "../../../functions/qdrant/token";
import { ensureToken, revokeTokens } from "../../../functions/qdrant/tokens";
import { Target } from "./support/target";

type Act = (client: QdrantClient, collection: string) => Promise<unknown>;

const point = { id: 7, vector: [1, 0, 0, 0], payload: { tenant: "a" } };
const filter = { must: [{ key: "tenant", match: { value: "a" } }] };
/** What a module does with what is its own. */
const uses: Readonly<Record<string, Act>> = {
  "write points to": (client, name) => client.upsert(name, { wait: true, points: [point] }),
  search: (client, name) => client.query(name, { query: point.vector, filter, limit: 1 }),
  list: (client, name) => client.scroll(name, { filter, limit: 1 }),
  describe: (client, name) => client.getCollection(name),
  "delete points of": (client, name) => client.delete(name, { wait: true, points: [point.id] }),
};
/** What is nobody's but the platform's. */
const rules: Readonly<Record<string, Act>> = {
  change: (client, name) => client.updateCollection(name, { strict_mode_config: { enabled: false } }),
  delete: (client, name) => client.deleteCollection(name),
  "give a name to": (client, name) =>
    client.updateCollectionAliases({
      actions: [{ create_alias: { collection_name: name, alias_name: `${name}_alias` } }],
    }),
  "make one beside": (client, name) =>
    client.createCollection(`${name}_more`, { vectors: { size: 4, distance: "Dot" } }),
};

const modules = ["planning", "billing", "search"];

describe("A module's token for Qdrant", () => {
  let target: Target;
  let tokens: Map<string, string>;
  const nameOf = (module: string) => `${target.module(module)}__documents`;
  const as = (module: string) => target.client(tokens.get(module)!);
  const refused = async (what: string, promise: Promise<unknown>) => {
    const error = await promise.then(
      () => undefined,
      (reason: unknown) => reason as Error,
    );
    expect(error?.message, what).to.match(/: 40[13] /);
  };

  before(async () => {
    target = await Target.open();
    tokens = new Map();
    const connection = await target.connect();
    for (const name of modules) {
      const module = target.module(name);
      const collections = {
        [nameOf(name)]: {
          vectorSize: 4,
          distance: "Dot",
          onDisk: false,
          shards: 1,
          replicas: 1,
          payloadIndexes: { tenant: "keyword" },
          strict: true,
        },
      } as const;
      await ensureCollections(connection.client, collections);
      const request = { connection, keys: target.keys, module, collections: Object.keys(collections) };
      tokens.set(name, await ensureToken({ ...request, held: ["pending"] }));
    }
  });
  after(() => target.close());

  for (const module of modules) {
    it(`opens what is ${module}'s`, async () => {
      for (const act of Object.values(uses)) await act(as(module), nameOf(module));
    });

    for (const other of modules.filter((name) => name !== module))
      it(`lets ${module} do nothing with what is ${other}'s`, async () => {
        for (const [what, act] of Object.entries({ ...uses, ...rules }))
          await refused(what, act(as(module), nameOf(other)));
      });

    it(`lets ${module} neither make nor delete nor change a collection, be it its own`, async () => {
      for (const [what, act] of Object.entries(rules)) await refused(what, act(as(module), nameOf(module)));
    });

    it(`lists for ${module} its own collections only`, async () => {
      const { collections } = await as(module).getCollections();
      expect(collections.map(({ name }) => name)).to.deep.equal([nameOf(module)]);
    });

    it(`shows ${module} neither tokens nor the cluster`, async () => {
      for (const [what, act] of Object.entries(uses)) await refused(what, act(as(module), tokenCollection));
      await refused("ask for the cluster", as(module).api().clusterStatus({}));
    });
  }

  it("opens nothing without a search's index, in strict mode", async () => {
    const unindexed = { must: [{ key: "secret", match: { value: "a" } }] };
    const error = await as("planning")
      .scroll(nameOf("planning"), { filter: unindexed })
      .catch((reason: unknown) => reason as Error);
    expect((error as Error).message).to.match(/400 .*Index required/);
  });

  it("opens nothing when it is revoked, and the others' go on", async () => {
    await revokeTokens((await target.connect()).client, target.module("search"));
    for (const [what, act] of Object.entries(uses)) await refused(what, act(as("search"), nameOf("search")));
    await refused("list collections", as("search").getCollections());
    await as("billing").scroll(nameOf("billing"), { limit: 1 });
  });

  it("opens nothing when its claims are changed, or nobody signed it", async () => {
    const [head, payload, signature] = tokens.get("planning")!.split(".");
    const claims = JSON.parse(Buffer.from(payload!, "base64url").toString()) as Record<string, unknown>;
    const more = Buffer.from(JSON.stringify({ ...claims, access: "m" })).toString("base64url");
    await refused("claim more", target.client(`${head!}.${more}.${signature!}`).getCollections());
    const unsigned = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url");
    await refused("sign nothing", target.client(`${unsigned}.${payload!}.`).getCollections());
  });
});
