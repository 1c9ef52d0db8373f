import { expect } from "chai";
import { authorizer } from "../../../functions/authorizer/authorize";
import { readSettings } from "../../../functions/authorizer/settings";
import { pseudonyms } from "../../../functions/authorizer/subject";
import { verifierFor } from "../../../functions/authorizer/verify";
import { bearer, environment, kmsOf, outcome, start } from "./support/api";
import { claims, issuerUrl, type Key, KeyPage, makeKey, sign } from "./support/issuer";

const reasons = (log: readonly string[]) =>
  log.map((line) => {
    const { reason, message } = JSON.parse(line) as { reason?: string; message: string };
    return reason ?? message;
  });

describe("the authorizer and the issuer's keys", () => {
  let old: Key;
  let fresh: Key;
  before(async () => {
    old = await makeKey("key-1", "ES256");
    fresh = await makeKey("key-2", "ES256");
  });

  it("fetches them once a start, where it is told or where the issuer is", async () => {
    const page = new KeyPage(old);
    const { ask } = start(page);
    for (let i = 0; i < 3; i++) await ask(await sign(old, claims({ sub: `user-${i}` })));
    expect(page.fetched).to.deep.equal([`${issuerUrl}/.well-known/jwks.json`]);

    const elsewhere = new KeyPage(old);
    await start(elsewhere, { JWKS_URI: "https://keys.example.com/v1" }).ask(await sign(old, claims()));
    expect(elsewhere.fetched).to.deep.equal(["https://keys.example.com/v1"]);
  });

  it("takes a new key as soon as a token names it, and the old one until the next start", async () => {
    const page = new KeyPage(old);
    const { ask } = start(page);
    await ask(await sign(old, claims()));

    page.keys = [old, fresh];
    await ask(await sign(fresh, claims()));
    await ask(await sign(old, claims()));
    expect(page.fetched).to.have.length(2);

    page.keys = [fresh];
    await ask(await sign(old, claims()));
    const again = start(page);
    await again.ask(await sign(fresh, claims()));
    expect(await outcome(again.ask(await sign(old, claims())))).to.equal("Unauthorized");
    expect(reasons(again.log)).to.deep.equal(["unknown-key"]);
  });

  it("does not fetch for each made-up key, and goes on to serve the known ones", async () => {
    const page = new KeyPage(old);
    const { ask, log } = start(page);
    for (let i = 0; i < 5; i++) {
      const forged = await sign(fresh, claims(), { kid: `made-up-${i}` });
      expect(await outcome(ask(forged))).to.equal("Unauthorized");
      await ask(await sign(old, claims()));
    }
    expect(page.fetched).to.have.length(2);
    expect(new Set(reasons(log))).to.deep.equal(new Set(["unknown-key"]));
  });

  it("refuses a token that names no key", async () => {
    const { ask, log } = start(new KeyPage(old));
    expect(await outcome(ask(await sign(old, claims(), { kid: undefined })))).to.equal("Unauthorized");
    expect(reasons(log)).to.deep.equal(["unknown-key"]);
  });

  it("lets nobody in while they cannot be had, with 500, and works once they can", async () => {
    const page = new KeyPage(old);
    page.down = true;
    const { ask, log } = start(page);
    const token = await sign(old, claims());
    expect(await outcome(ask(token))).to.equal("the authorizer failed");
    expect(reasons(log)).to.deep.equal(["no keys at the start", "failed"]);
    expect(log.join()).to.contain("ECONNREFUSED").and.not.contain(token);

    page.down = false;
    expect(await outcome(ask(token))).to.be.an("object");
  });

  it("asks again with the first request when the start had no luck", async () => {
    const page = new KeyPage(old);
    page.down = true;
    const token = await sign(old, claims());
    const { ask, log } = start(page);
    page.down = false;
    expect(await outcome(ask(token))).to.be.an("object");
    expect(reasons(log)).to.deep.equal(["no keys at the start"]);
  });

  for (const [what, text] of [
    ["no JSON", "<html>maintenance</html>"],
    ["no keys", '{"error":"maintenance"}'],
    ["broken keys", '{"keys":[{"kty":"EC","kid":"key-1","crv":"P-256","x":"AA","y":"AA"}]}'],
  ] as const)
    it(`answers 500 for a page of ${what}`, async () => {
      const page = new KeyPage(old);
      page.text = text;
      const { ask, log } = start(page);
      expect(await outcome(ask(await sign(old, claims())))).to.equal("the authorizer failed");
      expect(reasons(log).at(-1)).to.equal("failed");
    });
});

describe("the authorizer's pseudonyms", () => {
  const made = (remembered?: number) => {
    const asked: string[] = [];
    const pseudonymOf = pseudonyms(
      (message) => {
        asked.push(Buffer.from(message).toString());
        return Promise.resolve(kmsOf(message));
      },
      "https://id.example.com",
      remembered,
    );
    return { asked, pseudonymOf };
  };

  it("are 32 hexadecimal digits, the same for the same user, another for another", async () => {
    const { pseudonymOf } = made();
    const kim = await pseudonymOf("kim");
    expect(kim).to.match(/^[0-9a-f]{32}$/);
    expect(await made().pseudonymOf("kim")).to.equal(kim);
    expect(await pseudonymOf("lee")).to.not.equal(kim);
  });

  it("are asked for once a user, and forgotten by the longest unseen", async () => {
    const { asked, pseudonymOf } = made(2);
    for (const sub of ["kim", "lee", "kim", "park", "kim", "lee"]) await pseudonymOf(sub);
    expect(asked.map((message) => message.split("|")[1])).to.deep.equal(["kim", "lee", "park", "lee"]);
  });

  it("fail closed when KMS does, with nothing of the user in the log", async () => {
    const key = await makeKey("key-1", "ES256");
    const answers = [
      () => Promise.reject(new Error("AccessDenied")),
      () => Promise.resolve(new Uint8Array()),
    ];
    for (const mac of answers) {
      const log: string[] = [];
      const settings = readSettings(environment);
      const handler = authorizer({
        routes: settings.routes,
        verifier: verifierFor(settings, new KeyPage(key)),
        pseudonymOf: pseudonyms(mac, settings.issuer),
        log: (line) => log.push(line),
      });
      expect(await outcome(handler(bearer(await sign(key, claims()))))).to.equal("the authorizer failed");
      expect(reasons(log)).to.deep.equal(["failed"]);
      expect(log.join()).to.not.contain("kim");
    }
  });
});
