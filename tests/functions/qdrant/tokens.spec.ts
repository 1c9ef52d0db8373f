import { randomUUID } from "node:crypto";
import { expect } from "chai";
import { jwtVerify } from "jose";
import { connect } from "../../../functions/qdrant/connect";
import { readKeys } from "../../../functions/qdrant/keys";
import { claimsFor, readClaims, sign } from "../../../functions/qdrant/token";
import { ensureToken, revokeTokens } from "../../../functions/qdrant/tokens";
import { qdrantKey } from "../../../functions/rotate-secret/qdrantKey";
import { qdrantToken } from "../../../functions/rotate-secret/qdrantToken";
import { contractOf, Target } from "./support/target";

const collection = { vectors: { size: 4, distance: "Dot" } } as const;

const rotation = ({ server, keys: own }: Target, keys = own) =>
  qdrantToken({
    server: { ...server, keySecretArn: "arn" },
    readSecret: () => Promise.resolve(JSON.stringify(keys)),
  });

describe("Tokens of Qdrant", () => {
  let target: Target;
  let module: string;
  let collections: string[];
  const token = async (held: readonly string[], names = collections) =>
    ensureToken({ connection: await target.connect(), keys: target.keys, module, collections: names, held });
  const opens = (bearer: string, name = collections[0]!) =>
    target
      .client(bearer)
      .scroll(name, { limit: 1 })
      .then(
        () => true,
        () => false,
      );

  beforeEach(async () => {
    target = await Target.open();
    module = target.module("planning");
    collections = [`${module}__documents`, `${module}__images`];
    for (const name of collections) await target.client(target.keys.key).createCollection(name, collection);
  });
  afterEach(() => target.close());

  it("say what Qdrant reads, by HS256", async () => {
    const text = await token(["pending"]);
    const { payload, protectedHeader } = await jwtVerify(text, new TextEncoder().encode(target.keys.key));
    expect(protectedHeader).to.deep.equal({ alg: "HS256", typ: "JWT" });
    const { value_exists, ...rest } = payload as unknown as NonNullable<ReturnType<typeof readClaims>>;
    expect(rest).to.deep.equal({
      subject: module,
      access: collections.map((name) => ({ collection: name, access: "prw" })),
    });
    expect(value_exists.collection).to.equal("_tokens");
    expect(value_exists.matches).to.have.length(1);
    expect(value_exists.matches[0])
      .to.include({ key: "id" })
      .and.have.property("value")
      .that.matches(/^[\da-f-]{36}$/);
  });

  it("stay as long as they are good", async () => {
    const first = await token(["pending"]);
    target.contract?.changes();
    expect(await token([first])).to.equal(first);
    expect(await token([first], collections.toReversed())).to.equal(first);
    target.changed([]);
  });

  for (const [what, damage] of [
    ["is none", () => "pending"],
    [
      "was revoked",
      async (text: string) => {
        await revokeTokens((await target.connect()).client, module);
        return text;
      },
    ],
    ["is signed by another key", (text: string) => sign(readClaims(text)!, randomUUID())],
    [
      "is another module's",
      (text: string) => {
        const id = readClaims(text)!.value_exists.matches[0].value;
        return sign(claimsFor(`${module}x`, collections, id), target.keys.key);
      },
    ],
  ] as const)
    it(`are made anew where the current one ${what}`, async () => {
      const first = await token(["pending"]);
      const current = await damage(first);
      const next = await token([current]);
      expect(next).to.not.equal(current);
      expect(await opens(next)).to.be.true;
    });

  it("open what is declared: for another declaration there is another, and the one before lives on once", async () => {
    const first = await token(["pending"], collections.slice(0, 1));
    expect(await opens(first, collections[1])).to.be.false;
    const second = await token([first]);
    expect([await opens(second, collections[1]), await opens(first)]).to.deep.equal([true, true]);
    const third = await token([second, first], collections.slice(1));
    expect([await opens(third), await opens(third, collections[1])]).to.deep.equal([false, true]);
    await token([third, second], collections.slice(1));
    expect([await opens(first), await opens(second)]).to.deep.equal([false, true]);
  });

  it("of a module are revoked, and those of no module are none", async () => {
    const first = await token(["pending"]);
    const { client } = await target.connect();
    await revokeTokens(client, `${module}x`);
    expect(await opens(first)).to.be.true;
    await revokeTokens(client, module);
    expect(await opens(first)).to.be.false;
  });

  it("are rotated: old and new are good until the next rotation", async () => {
    const first = await token(["pending"]);
    const kind = rotation(target);
    const rotated = async (current: string) => {
      const pending = await kind.next(current);
      expect(await opens(pending), "before set").to.be.false;
      expect(
        await kind.test({ current, pending }).then(
          () => true,
          () => false,
        ),
        "test before set",
      ).to.be.false;
      await kind.set({ current, pending });
      await kind.set({ current, pending });
      await kind.test({ current, pending });
      return pending;
    };
    const second = await rotated(first);
    expect([await opens(first), await opens(second)]).to.deep.equal([true, true]);
    const third = await rotated(second);
    expect([await opens(first), await opens(second), await opens(third)]).to.deep.equal([false, true, true]);
    expect(await token([third, second])).to.equal(third);
  });

  it("are not rotated before there is one", async () => {
    const error = await rotation(target)
      .next("pending")
      .catch((reason: unknown) => reason as Error);
    expect((error as Error).message).to.contain("holds no token");
  });

  it("live through a rotation of the key, before the nodes are restarted and after it", async function () {
    const contract = contractOf(this, target, "its key stays what it is");
    const [node] = contract.nodes;
    const first = await token(["pending"]);
    const current = JSON.stringify(target.keys);
    const pending = await qdrantKey.next(current);
    await qdrantKey.set({ current, pending });
    await qdrantKey.test({ current, pending });
    const keys = readKeys(pending);
    expect(keys).to.include({ alternate: target.keys.key });
    expect(keys.key).to.match(/^[\w-]{43}$/);

    const bootstrapped = async (held: readonly string[]) => {
      const connection = await connect(target.server, keys);
      return ensureToken({ connection, keys, module, collections, held });
    };
    expect(await bootstrapped([first]), "with the nodes as they were").to.equal(first);
    const early = await bootstrapped(["pending", first]);
    expect([await opens(first), await opens(early)]).to.deep.equal([true, true]);

    node!.keys = keys;
    expect([await opens(first), await opens(early)]).to.deep.equal([true, true]);
    const renewed = await bootstrapped([first]);
    expect(renewed, "with the nodes restarted").not.to.equal(first);
    expect([await opens(first), await opens(renewed)]).to.deep.equal([true, true]);
    node!.keys = readKeys(await qdrantKey.next(pending));
    expect([await opens(first), await opens(renewed)], "after one more").to.deep.equal([false, true]);
  });

  it("by a new key are not finished while a node does not know it", async function () {
    contractOf(this, target, "it may have one node only");
    const cluster = await Target.open(2);
    const contract = cluster.contract!;
    const old = contract.nodes[1]!.keys;
    const keys = readKeys(await qdrantKey.next(JSON.stringify(old)));
    contract.nodes[0]!.keys = keys;
    const { client } = await connect(cluster.server, keys);
    await client.createCollection("planning__documents", collection);
    const request = { keys, module: "planning", collections: ["planning__documents"], held: ["pending"] };
    const current = await ensureToken({ ...request, connection: await connect(cluster.server, keys) });
    const kind = rotation(cluster, keys);
    const versions = { current, pending: await kind.next(current) };
    await kind.set(versions);
    const error = await kind.test(versions).catch((reason: unknown) => reason as Error);
    expect((error as Error).message).to.contain(`${contract.urls[1]!}: 403 InvalidSignature`);
    contract.nodes[1]!.keys = keys;
    await kind.test(versions);
    await cluster.close();
  });
});
