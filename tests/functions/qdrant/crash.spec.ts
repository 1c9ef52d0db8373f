import { expect } from "chai";
import { ensureCollections } from "../../../functions/qdrant/collections";
import type { Collections } from "../../../functions/qdrant/collection";
import { readClaims } from "../../../functions/qdrant/token";
import { ensureToken, revokeTokens } from "../../../functions/qdrant/tokens";
import { Target } from "./support/target";

const common = { vectorSize: 4, distance: "Dot", shards: 1, replicas: 1, strict: true } as const;
const first: Collections = {
  planning__documents: { ...common, onDisk: false, payloadIndexes: { tenant: "keyword", old: "text" } },
};
const second: Collections = {
  planning__documents: { ...common, onDisk: true, payloadIndexes: { tenant: "uuid", page: "integer" } },
  planning__images: { ...common, onDisk: false, payloadIndexes: { tenant: "keyword" } },
};

/** What the bootstrap does with one module; the secret is a list of its versions, the current one first. */
async function bootstrap(target: Target, collections: Collections, held: string[]): Promise<void> {
  const connection = await target.connect();
  await ensureCollections(connection.client, collections);
  const names = Object.keys(collections);
  const token = await ensureToken({
    connection,
    keys: target.keys,
    module: "planning",
    collections: names,
    held,
  });
  if (token !== held[0]) held.unshift(token);
}

/** All that a run leaves, without the ids of tokens, which are random. */
function leftBy({ contract }: Target) {
  const { store } = contract!;
  const names = [...store.collections.keys()].sort();
  return names.map((name) => {
    const { params, payload_schema, strict } = {
      ...store.info(name).config,
      ...store.info(name),
      strict: true,
    };
    return { name, params, payload_schema: Object.entries(payload_schema).sort(), strict };
  });
}

/** How many requests a run sends: it was broken at each of them. */
async function brokenRuns(when: "before" | "after"): Promise<number> {
  const whole = await wholeRun();
  for (let at = 1; ; at++) {
    const target = await Target.open();
    const held = ["pending"];
    await bootstrap(target, first, held);
    const contract = target.contract!;
    contract.changes();
    contract.broken = { at, when };
    const failed = await bootstrap(target, second, held).then(
      () => false,
      () => true,
    );
    contract.broken = undefined;

    await bootstrap(target, second, held);
    const repaired = leftBy(target);
    const tokens = [...contract.store.get("_tokens").points.keys()];
    contract.changes();
    await bootstrap(target, second, held);
    expect(contract.changes(), `changes after request ${at}`).to.deep.equal([]);

    for (const token of held.filter((text) => readClaims(text) !== undefined))
      await target.client(token).scroll("planning__documents", { limit: 1 });
    await target.client(held[0]!).scroll("planning__images", { limit: 1 });
    expect(tokens, `tokens after request ${at}`).to.have.length(2);
    expect(repaired, `state after request ${at}`).to.deep.equal(whole);
    await target.close();
    if (!failed) return at - 1;
  }
}

async function wholeRun() {
  const target = await Target.open();
  const held = ["pending"];
  await bootstrap(target, first, held);
  await bootstrap(target, second, held);
  await target.close();
  return leftBy(target);
}

describe("A run on Qdrant that breaks", () => {
  before(function () {
    if (process.env.QDRANT_URL === undefined) return;
    console.log("      skipped, QDRANT_URL is set: a Qdrant that runs does not break when a test asks");
    this.skip();
  });

  for (const when of ["before", "after"] as const)
    it(`is repaired by the next, wherever it broke ${when} the server did its part`, async () => {
      expect(await brokenRuns(when)).to.be.greaterThan(10);
    }).timeout(120_000);

  it("at a revocation is too", async () => {
    for (let at = 1; ; at++) {
      const target = await Target.open();
      const held = ["pending"];
      await bootstrap(target, first, held);
      const contract = target.contract!;
      contract.changes();
      contract.broken = { at, when: "before" };
      const failed = await revokeTokens(target.client(target.keys.key), "planning").then(
        () => false,
        () => true,
      );
      contract.broken = undefined;
      await revokeTokens(target.client(target.keys.key), "planning");
      expect(contract.store.get("_tokens").points).to.have.length(0);
      await target.close();
      if (!failed) break;
    }
  });
});
