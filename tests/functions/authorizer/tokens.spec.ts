import { expect } from "chai";
import { type CryptoKey, exportSPKI, importJWK, SignJWT } from "jose";
import { bearer, decisionOn, eventWith, kmsOf, outcome, start } from "./support/api";
import { altered, audience, type Claims, claims, fromNow, issuerUrl, type Key } from "./support/issuer";
import { KeyPage, makeKey, sign, unsigned } from "./support/issuer";

describe("the authorizer and a token", () => {
  let key: Key;
  let page: KeyPage;
  before(async () => {
    key = await makeKey("key-1");
  });
  beforeEach(() => {
    page = new KeyPage(key);
  });

  /** What is logged of a token that must be refused; the client learns nothing but the one word. */
  const refusal = async (token: string, change?: Record<string, string>) => {
    const { ask, log, macs } = start(page, change);
    expect(await outcome(ask(token))).to.equal("Unauthorized");
    expect(macs).to.deep.equal([]);
    expect(log).to.have.length(1);
    const { reason, ...line } = JSON.parse(log[0]!) as Record<string, string>;
    expect(line).to.deep.equal({ level: "WARN", message: "refused", requestId: "request-1" });
    return reason;
  };
  const refusalOf = async (change: Claims, header: Claims = {}) =>
    refusal(await sign(key, claims(change), header));
  const accepted = async (token: string, change?: Record<string, string>) => {
    const { ask, log } = start(page, change);
    const answer = await ask(token);
    expect(log).to.deep.equal([]);
    return answer;
  };

  it("answers a good one with a pseudonym, what it opens, and who called", async () => {
    const { ask, macs } = start(page);
    const answer = await ask(await sign(key, claims({ azp: "web app", scope: "planning/invoke other" })));
    const subject = kmsOf(Buffer.from(`${issuerUrl}|kim@example.com`))
      .toString("hex")
      .slice(0, 32);
    expect(answer.principalId).to.equal(subject);
    expect(answer.context).to.deep.equal({ subject, client: "web app", scope: "planning/invoke other" });
    expect(macs).to.deep.equal([`${issuerUrl}|kim@example.com`]);
    expect(await decisionOn(answer.policyDocument, "POST/planning/jobs")).to.equal("Allowed");
    expect(await decisionOn(answer.policyDocument, "GET/help")).to.equal("Allowed");
    expect(await decisionOn(answer.policyDocument, "GET/plan")).to.equal("ImplicitlyDenied");
  });

  it("says nothing of the name, and names no client where there is none", async () => {
    const answer = await accepted(await sign(key, claims()));
    expect(JSON.stringify(answer)).to.not.contain("kim");
    expect(answer.context).to.have.all.keys("subject", "scope");
  });

  for (const alg of ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "EdDSA"])
    for (const named of [true, false])
      it(`takes ${alg}${named ? "" : " from a key that names no algorithm"}`, async () => {
        const other = await makeKey("key-2", alg, named);
        page.keys = [key, other];
        await accepted(await sign(other, claims()));
        expect(await refusal(altered(await sign(other, claims()), "payload", { scope: "admin" }))).to.equal(
          "wrong-signature",
        );
      });

  it("answers 403 by a policy when the scope is missing", async () => {
    const routes = JSON.stringify([{ path: "/planning", scopes: ["planning/invoke"] }]);
    for (const scope of ["planning", undefined]) {
      const { policyDocument } = await accepted(await sign(key, claims({ scope })), { ROUTES: routes });
      expect(await decisionOn(policyDocument, "GET/planning/jobs")).to.equal("ExplicitlyDenied");
    }
  });

  it("takes each of the audiences, alone or among others", async () => {
    for (const aud of [audience, "https://other.example.com", ["https://x.example.com", audience]])
      await accepted(await sign(key, claims({ aud })));
  });

  for (const [what, change, reason] of [
    ["of another audience", { aud: "https://x.example.com" }, "wrong-audience"],
    ["of many other audiences", { aud: ["a", `${audience}/`] }, "wrong-audience"],
    ["of no audience", { aud: undefined }, "wrong-audience"],
    ["of another issuer", { iss: "https://id.example.com" }, "wrong-issuer"],
    ["of the issuer with a slash", { iss: `${issuerUrl}/` }, "wrong-issuer"],
    ["of no issuer", { iss: undefined }, "wrong-issuer"],
    ["that never ends", { exp: undefined }, "no-expiry"],
    ["of nobody", { sub: undefined }, "no-subject"],
    ["of an empty name", { sub: "" }, "no-subject"],
    ["of a name longer than KMS takes", { sub: "a".repeat(5000) }, "no-subject"],
    ["with a number for a name", { sub: 7 }, "malformed-token"],
    ["with a text for an end", { exp: "never" }, "malformed-token"],
    ["larger than 8 KB", { more: "a".repeat(8000) }, "oversized-token"],
  ] as const)
    it(`refuses one ${what}`, async () => {
      expect(await refusalOf(change)).to.equal(reason);
    });

  it("allows for clocks that differ, within bounds", async () => {
    const wide = { CLOCK_SKEW_SECONDS: "300" };
    const ended = await sign(key, claims({ exp: fromNow(-150) }));
    const early = await sign(key, claims({ nbf: fromNow(150) }));
    await accepted(ended, wide);
    await accepted(early, wide);
    expect(await refusal(ended)).to.equal("expired");
    expect(await refusal(early)).to.equal("not-yet-valid");
    expect(await refusal(await sign(key, claims({ exp: fromNow(-450) })), wide)).to.equal("expired");
    expect(await refusal(await sign(key, claims({ nbf: fromNow(450) })), wide)).to.equal("not-yet-valid");
    expect(
      await refusal(await sign(key, claims({ exp: fromNow(-2) })), { CLOCK_SKEW_SECONDS: "0" }),
    ).to.equal("expired");
  });

  it("refuses an unsigned one, with and without the dots and the name of a key", async () => {
    expect(await refusal(unsigned(claims()))).to.equal("malformed-token");
    expect(await refusal(`${unsigned(claims())}AA`)).to.equal("unknown-key");
    const signed = await sign(key, claims());
    for (const alg of ["none", "None", "", undefined])
      expect(await refusal(altered(signed, "header", { alg }))).to.equal("wrong-algorithm");
    expect(await refusal(signed.slice(0, signed.lastIndexOf(".")))).to.equal("malformed-token");
  });

  it("refuses one signed with the public key as if that were a secret", async () => {
    for (const named of [true, false]) {
      const other = await makeKey("key-2", "RS256", named);
      page.keys = [other];
      const spki = await exportSPKI(
        (await importJWK(other.jwk, "RS256", { extractable: true })) as CryptoKey,
      );
      for (const secret of [spki, JSON.stringify(other.jwk), other.jwk.n!])
        for (const alg of ["HS256", "HS512"]) {
          const forged = await new SignJWT(claims())
            .setProtectedHeader({ alg, kid: other.kid })
            .sign(Buffer.from(secret.padEnd(64)));
          expect(await refusal(forged)).to.equal("wrong-algorithm");
        }
    }
  });

  it("refuses a header that does not suit the key, with 401 and not 500", async () => {
    for (const alg of ["RS256", "ES256", "EdDSA"]) {
      const other = await makeKey("key-2", alg, false);
      page.keys = [other];
      for (const claimed of ["RS256", "RS512", "ES256", "ES512", "EdDSA"].filter((one) => one !== alg)) {
        const forged = altered(await sign(other, claims()), "header", { alg: claimed });
        expect(await refusal(forged), `${claimed} for ${alg}`).to.be.oneOf([
          "wrong-algorithm",
          "wrong-signature",
        ]);
      }
    }
  });

  it("refuses what was changed after it was signed", async () => {
    const signed = await sign(key, claims());
    expect(await refusal(altered(signed, "payload", { scope: "admin" }))).to.equal("wrong-signature");
    expect(await refusal(altered(signed, "header", { typ: "at+jwt" }))).to.equal("wrong-signature");
  });

  for (const alg of ["RS256", "ES256", "ES512", "EdDSA"])
    it(`refuses a signature of another length than ${alg} makes, with 401 and not 500`, async () => {
      const other = await makeKey("key-2", alg);
      page.keys = [other];
      const [header, payload, signature] = (await sign(other, claims())).split(".");
      for (const bad of ["AAAA", `${signature}AAAA`, signature!.slice(0, -4), signature!.slice(4)])
        expect(await refusal(`${header}.${payload}.${bad}`)).to.equal("wrong-signature");
    });

  it("refuses one that brings its own key, or asks for a rule that nobody here knows", async () => {
    const own = await makeKey("key-1");
    const { jwk } = own;
    expect(await refusal(await sign(own, claims(), { jwk, jku: "https://evil.example.com" }))).to.equal(
      "wrong-signature",
    );
    expect(page.fetched).to.deep.equal([`${issuerUrl}/.well-known/jwks.json`]);
    expect(await refusalOf({}, { crit: ["x-rule"], "x-rule": true })).to.equal("unknown-extension");
  });

  it("refuses a key that is no key for signatures", async () => {
    const signed = await sign(key, claims());
    page.text = JSON.stringify({ keys: [{ ...key.jwk, use: "enc" }] });
    expect(await refusal(signed)).to.equal("unknown-key");
    page.text = JSON.stringify({ keys: [{ kty: "oct", k: "AAAA", kid: key.kid }] });
    expect(await refusal(signed)).to.equal("unknown-key");
  });

  for (const token of ["a", "a.b.c", "a.b.c.d.e", "e30.e30.AA", "bnVsbA.bnVsbA.AA", "..", "=.=.="])
    it(`refuses ${token}`, async () => {
      expect(await refusal(token)).to.be.oneOf(["malformed-token", "unknown-key"]);
    });

  it("refuses a request without a token before it asks anybody", async () => {
    const { handler, log } = start(page);
    expect(await outcome(handler(eventWith({})))).to.equal("Unauthorized");
    expect(await outcome(handler(eventWith({}, { authorization: ["Bearer a", "Bearer b"] })))).to.equal(
      "Unauthorized",
    );
    expect(log.map((line) => (JSON.parse(line) as { reason: string }).reason)).to.deep.equal([
      "missing-token",
      "several-tokens",
    ]);
  });

  it("answers 500 when the event is of a kind that it does not know", async () => {
    const { handler, log } = start(page);
    const event = { ...bearer(await sign(key, claims())), methodArn: "arn:aws:lambda:x" };
    expect(await outcome(handler(event))).to.equal("the authorizer failed");
    expect(log).to.have.length(1);
    expect(JSON.parse(log[0]!)).to.include({ level: "ERROR", message: "failed", error: "Error" });
  });
});
