import { expect } from "chai";
import { dataBootstrap } from "../../../functions/data-bootstrap/bootstrap";
import { goodCertificate, makeCertificate } from "../../../functions/qdrant/certificate";
import { qdrantClient } from "../../../functions/qdrant/client";
import { connect } from "../../../functions/qdrant/connect";
import { readClaims } from "../../../functions/qdrant/token";
import { secretsOf } from "../../../functions/secrets";
import { ContractServer } from "../qdrant/contractServer";
import { SecretsManager } from "../rotate-secret/support/secretsManager";
import { collection, declared, invoked } from "./support/input";

const keys = { key: "k".repeat(43), alternate: "" };

describe("data-bootstrap", () => {
  let secretsManager: SecretsManager;
  let server: ContractServer;
  let statements: string[];
  /** Statement at which the session breaks. */
  let broken: RegExp | undefined;
  let log: string[];
  let now: Date;
  let tokenSecretArn: string;
  let certificateArn: string;

  before(async () => {
    server = await ContractServer.start(keys);
  });
  beforeEach(() => {
    secretsManager = new SecretsManager();
    const user = { username: "a_b", password: "p".repeat(40) };
    secretsManager.add("admin", JSON.stringify({ username: "admin", password: "any" }));
    secretsManager.add("user", JSON.stringify(user));
    secretsManager.add("key", JSON.stringify(keys));
    tokenSecretArn = secretsManager.add("token", "pending");
    certificateArn = secretsManager.add("certificate", "pending");
    statements = [];
    broken = undefined;
    log = [];
    now = new Date();
  });
  afterEach(() => {
    expect(server.faults).to.deep.equal([]);
  });
  after(() => server.close());

  const handler = (event: unknown) =>
    dataBootstrap({
      secrets: secretsOf(secretsManager.client),
      openMariadb: (_server, { username }) =>
        Promise.resolve({
          run: ({ sql }) => {
            if (broken?.test(sql)) return Promise.reject(new Error(`broken at ${sql.split(" ")[0]}`));
            statements.push(`${username}: ${sql}`);
            return Promise.resolve([]);
          },
          close: () => Promise.resolve(void statements.push("closed")),
        }),
      openQdrant: connect,
      now: () => now,
      log: (line) => log.push(line),
    })(event);
  const input = () => ({
    ...declared,
    qdrant: { ...declared.qdrant, urls: server.urls, authority: server.authority },
  });
  const collections = async () => {
    const { client } = await connect(server, keys);
    return (await client.getCollections()).collections.map(({ name }) => name).sort();
  };
  const opens = (token: string) =>
    qdrantClient(server.urls[0]!, server.authority, token)
      .scroll("a_b__documents", { limit: 1 })
      .then(
        () => true,
        () => false,
      );
  const messages = () => log.map((line) => (JSON.parse(line) as { message: string }).message);

  it("makes what a module declares, as the administrator, and tells what it did", async () => {
    const answer = await handler(invoked("create", null, input()));
    expect(answer).to.deep.equal({ module: "a-b" });
    expect(statements[0]).to.equal("admin: CREATE DATABASE IF NOT EXISTS `a_b`");
    expect(statements.at(-1)).to.equal("closed");
    expect(await collections()).to.deep.equal(["_tokens", "a_b__documents"]);
    const token = secretsManager.at(tokenSecretArn, "AWSCURRENT")!;
    expect(readClaims(token)?.access).to.deep.equal([{ collection: "a_b__documents", access: "prw" }]);
    expect(messages()).to.deep.equal(["schema is as declared", "collections are as declared"]);
    expect(log.join("\n") + JSON.stringify(answer))
      .to.not.contain(token)
      .and.not.match(/p{40}|k{43}/);
  });

  it("writes no secret when the token is good: a version more would be a restart more", async () => {
    await handler(invoked("create", null, input()));
    const token = secretsManager.at(tokenSecretArn, "AWSCURRENT");
    server.changes();
    secretsManager.calls.length = 0;
    await handler(invoked("update", input(), input()));
    expect(secretsManager.at(tokenSecretArn, "AWSCURRENT")).to.equal(token);
    expect(secretsManager.calls).to.not.include("PutSecretValueCommand");
    expect(server.changes()).to.deep.equal([]);
  });

  it("removes what the input before had, first, by the new word", async () => {
    await handler(invoked("create", null, input()));
    const two = { a_b__documents: collection, a_b__images: collection };
    const more = { ...input(), qdrant: { ...input().qdrant, collections: two } };
    await handler(invoked("update", input(), more));
    expect(await collections()).to.include("a_b__images");

    await handler(invoked("update", { ...more, onRemove: "drop" }, input()));
    expect(await collections(), "kept").to.include("a_b__images");
    log = [];
    await handler(invoked("update", more, { ...input(), onRemove: "drop" }));
    expect(await collections(), "dropped").to.deep.equal(["_tokens", "a_b__documents"]);
    expect(messages()[0]).to.equal("a_b__images dropped");
    expect(readClaims(secretsManager.at(tokenSecretArn, "AWSCURRENT")!)?.access).to.have.length(1);
  });

  for (const onRemove of ["keep", "drop"] as const)
    it(`ends access to collections that a module no longer has, with \`${onRemove}\``, async () => {
      await handler(invoked("create", null, input()));
      const token = secretsManager.at(tokenSecretArn, "AWSCURRENT")!;
      expect(await opens(token)).to.be.true;
      const { qdrant: _, ...rest } = input();
      await handler(invoked("update", input(), { ...rest, onRemove }));
      expect((await collections()).includes("a_b__documents")).to.equal(onRemove === "keep");
      expect(await opens(token)).to.be.false;
    });

  it("removes all of a module that is deleted", async () => {
    await handler(invoked("create", null, input()));
    statements = [];
    await handler(invoked("delete", input(), { ...input(), onRemove: "drop" }));
    expect(statements.filter((text) => text.includes("DROP"))).to.deep.equal([
      "admin: DROP USER IF EXISTS 'a_b'@'%'",
      "admin: DROP USER IF EXISTS 'a_b__b'@'%'",
      "admin: DROP DATABASE IF EXISTS `a_b`",
    ]);
    expect(await collections()).to.deep.equal(["_tokens"]);
  });

  it("throws what fails, closes its session, and goes on from there the next time", async () => {
    broken = /^GRANT/;
    expect(await handler(invoked("create", null, input())).catch(String)).to.equal("Error: broken at GRANT");
    expect(statements.at(-1)).to.equal("closed");
    expect(messages()).to.deep.equal([]);
    broken = undefined;
    await handler(invoked("create", null, input()));
  });

  it("says how to repeat a removal that failed, since no later run is told of it", async () => {
    broken = /^DROP USER/;
    const { mariadb: _, ...rest } = input();
    const tried = handler(invoked("update", input(), rest));
    expect(await tried.catch(String)).to.match(
      /broken at DROP\nThis was to end with: schema is removed \(keep\)\. The next up does not repeat it: declare/,
    );
    expect(messages()).to.deep.equal([]);
  });

  it("says which secret has no value, or none that it can use", async () => {
    const elsewhere = { ...input(), mariadb: { ...input().mariadb, adminSecretArn: tokenSecretArn } };
    expect(await handler(invoked("create", null, elsewhere)).catch(String)).to.contain("must be JSON");
    const none = tokenSecretArn.replace("token", "none");
    const missing = { ...input(), mariadb: { ...input().mariadb, userSecretArn: none } };
    expect(await handler(invoked("create", null, missing)).catch(String)).to.contain(
      `secret ${none} has no current version`,
    );
    expect(statements).to.deep.equal([]);
  });

  it("makes a certificate where the secret has none, and keeps a good one", async () => {
    const names = ["qdrant-0.example.com", "localhost"];
    const addresses = ["127.0.0.1"];
    const event = { revision: 1, certificate: { secretArn: certificateArn, names, addresses } };
    const answer = await handler(event);
    const text = secretsManager.at(certificateArn, "AWSCURRENT")!;
    const made = goodCertificate(text, names, addresses, now)!;
    expect(Object.keys(made).sort()).to.deep.equal(["authority", "certificate", "key"]);
    expect(answer).to.deep.equal({ authority: made.authority });
    expect(await handler(event)).to.deep.equal(answer);
    expect(secretsManager.at(certificateArn, "AWSCURRENT")).to.equal(text);

    now = new Date(now.getTime() + 9.5 * 365 * 24 * 3600 * 1000);
    expect(await handler(event)).to.not.deep.equal(answer);
    const other = await makeCertificate(["other"], [], now);
    secretsManager.calls.length = 0;
    await secretsOf(secretsManager.client).write(certificateArn, JSON.stringify(other));
    await handler(event);
    expect(secretsManager.calls.filter((call) => call === "PutSecretValueCommand")).to.have.length(2);
  });
});
