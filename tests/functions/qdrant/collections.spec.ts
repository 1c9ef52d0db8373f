import { expect } from "chai";
import type { Collection, Collections } from "../../../functions/qdrant/collection";
import { dropCollections, ensureCollections, namesOf } from "../../../functions/qdrant/collections";
import { contractOf, Target } from "./support/target";

const documents: Collection = {
  vectorSize: 4,
  distance: "Cosine",
  onDisk: false,
  shards: 2,
  replicas: 1,
  payloadIndexes: { tenant: "keyword", "page.number": "integer" },
  strict: true,
};

describe("Collections of Qdrant", () => {
  let target: Target;
  let name: string;
  let declared: Collections;
  const client = () => target.client(target.keys.key);
  const fault = (promise: Promise<unknown>) =>
    promise.then(
      () => expect.fail("no fault"),
      (error: unknown) => (error as Error).message,
    );

  beforeEach(async () => {
    target = await Target.open();
    const module = target.module("planning");
    name = `${module}__documents`;
    declared = {
      [name]: documents,
      [`${module}__images`]: { ...documents, payloadIndexes: {}, strict: false, onDisk: true },
    };
  });
  afterEach(() => target.close());

  it("are made as declared, and a second run sends no change", async () => {
    await ensureCollections(client(), declared);
    const { config, payload_schema } = await client().getCollection(name);
    expect(config.params).to.deep.include({
      vectors: { size: 4, distance: "Cosine", on_disk: false },
      shard_number: 2,
      replication_factor: 1,
      write_consistency_factor: 1,
    });
    expect(config.strict_mode_config).to.include({ enabled: true, unindexed_filtering_retrieve: false });
    expect(payload_schema.tenant!.data_type).to.equal("keyword");
    expect(payload_schema["page.number"]!.data_type).to.equal("integer");
    const [index, images] = [`PUT /collections/${name}/index`, Object.keys(declared)[1]!];
    target.changed([`PUT /collections/${name}`, index, index, `PUT /collections/${images}`]);

    await ensureCollections(client(), declared);
    target.changed([]);
  });

  const changes: readonly (readonly [string, Partial<Collection>, readonly string[]])[] = [
    ["vectors that move to the volume", { onDisk: true }, ["PATCH"]],
    ["another number of copies", { replicas: 2 }, ["PATCH"]],
    ["strict mode that is lifted", { strict: false }, ["PATCH"]],
    [
      "one index in place of another",
      { payloadIndexes: { tenant: "keyword", title: "text" } },
      ["PUT /index", "DELETE /index/page.number"],
    ],
    [
      "an index of another type",
      { payloadIndexes: { ...documents.payloadIndexes, tenant: "uuid" } },
      ["PUT /index"],
    ],
  ];
  for (const [what, change, sent] of changes)
    it(`take ${what} in place`, async () => {
      await ensureCollections(client(), declared);
      target.contract?.changes();
      const changed: Collections = { ...declared, [name]: { ...documents, ...change } };
      await ensureCollections(client(), changed);
      target.changed(sent.map((line) => line.replace(/^(\w+) ?/, `$1 /collections/${name}`)));
      await ensureCollections(client(), changed);
      target.changed([]);
    });

  it("refuse what Qdrant cannot change, all of it at once and before anything else is changed", async () => {
    await ensureCollections(client(), declared);
    target.contract?.changes();
    const wrong = { ...documents, vectorSize: 8, distance: "Dot", shards: 3, strict: false } as const;
    const message = await fault(ensureCollections(client(), { [`${name}2`]: documents, [name]: wrong }));
    expect(message.split("\n  ")).to.deep.equal([
      "Qdrant cannot change these in place; declare a collection of another name, have the module fill it, " +
        "and then remove the old one, or declare what was found:",
      `${name}: vectorSize is declared as 8, found 4`,
      `${name}: distance is declared as Dot, found Cosine`,
      `${name}: shards is declared as 3, found 2`,
    ]);
    target.changed([]);
  });

  it("go when they are dropped, and may be gone already", async () => {
    await ensureCollections(client(), declared);
    target.contract?.changes();
    await dropCollections(client(), [name, `${name}_never`]);
    target.changed([`DELETE /collections/${name}`]);
    expect(await namesOf(client()))
      .to.include(Object.keys(declared)[1])
      .and.not.include(name);
  });

  it("may be asked for by several at the same time", async () => {
    await Promise.all([1, 2, 3].map(() => ensureCollections(client(), declared)));
    expect(await namesOf(client())).to.include.keys(Object.keys(declared));
  });

  it("with no way to the server say so", async () => {
    const message = await fault(
      Target.open().then(async (gone) => {
        await gone.contract?.close();
        return gone.client("key").getCollections();
      }),
    );
    expect(message).to.match(/^Qdrant, getCollections at https?:\S+: /);
  });

  it("tell what Qdrant said, and where", async () => {
    expect(await fault(client().getCollection(`${name}_never`))).to.equal(
      `Qdrant, getCollection at ${target.server.urls[0]!}: 404 ` +
        `Not found: Collection \`${name}_never\` doesn't exist!`,
    );
  });

  it("keep a vector with a name that the module added", async function () {
    const { store } = contractOf(this, target, "the contract server adds the vector in its own way");
    await ensureCollections(client(), declared);
    target.contract?.changes();
    const stored = store.get(name);
    stored.named = { summary: { size: 2, distance: "Dot" } };
    await ensureCollections(client(), declared);
    target.changed([]);
  });
});
