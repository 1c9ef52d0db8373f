import { expect } from "chai";
import fc from "fast-check";
import { Refusal } from "../../../functions/authorizer/refusal";
import { clientOf, scopesOf, tokenOf } from "../../../functions/authorizer/token";
import { eventWith } from "./support/api";

const read = (...event: Parameters<typeof eventWith>) => {
  try {
    return tokenOf(eventWith(...event));
  } catch (error) {
    return error instanceof Refusal ? error.reason : error;
  }
};

describe("the authorizer's reading of a request", () => {
  for (const name of ["Authorization", "authorization", "AUTHORIZATION"])
    for (const scheme of ["Bearer", "bearer", "BEARER"])
      it(`finds the token in ${name}: ${scheme}`, () => {
        expect(read({ [name]: `${scheme} aa.bb.cc` })).to.equal("aa.bb.cc");
      });

  it("reads the header of either kind", () => {
    expect(read({}, { authorization: ["Bearer a.b.c"] })).to.equal("a.b.c");
    expect(read({ authorization: "Bearer a.b.c" }, {})).to.equal("a.b.c");
    expect(tokenOf({ headers: { authorization: "Bearer  a.b.c " }, multiValueHeaders: null })).to.equal(
      "a.b.c",
    );
  });

  it("refuses several tokens, for a module could read another one than it", () => {
    expect(read({}, { authorization: ["Bearer a.b.c", "Bearer d.e.f"] })).to.equal("several-tokens");
    expect(read({}, { Authorization: ["Bearer a.b.c"], authorization: ["Bearer a.b.c"] })).to.equal(
      "several-tokens",
    );
    expect(read({ Authorization: "Bearer a.b.c", authorization: "Bearer d" }, {})).to.equal("several-tokens");
    expect(read({ Authorization: "Bearer a.b.c, Bearer d.e.f" })).to.equal("malformed-token");
  });

  it("knows none from a bad one", () => {
    const none: Record<string, string>[] = [{}, { "X-Authorization": "Bearer a.b.c" }, { Authorization: "" }];
    for (const headers of none) expect(read(headers)).to.equal("missing-token");
    expect(() => tokenOf({ headers: null, multiValueHeaders: null })).to.throw(Refusal, "missing-token");
    for (const value of [
      "Bearer",
      "Bearer ",
      "a.b.c",
      "Basic a.b.c",
      "Bearera.b.c",
      "Bearer a b",
      "Bearer\ta.b.c",
      "Bearer a\n",
    ])
      expect(read({ Authorization: value }), value).to.equal("malformed-token");
  });

  it("takes 8 KB and no more", () => {
    expect(read({ Authorization: `Bearer ${"a".repeat(8192)}` })).to.have.length(8192);
    expect(read({ Authorization: `Bearer ${"a".repeat(8193)}` })).to.equal("oversized-token");
  });

  it("gives a token or a refusal for whatever a client sends", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, scheme) => {
        const got = read({ Authorization: scheme ? `Bearer ${text}` : text });
        expect(got).to.be.a("string");
        expect(got).to.match(/^[A-Za-z0-9._~+/=-]+$/);
      }),
    );
  });
});

describe("the scopes of a token", () => {
  it("are a text or a list, under any of three names", () => {
    for (const name of ["scope", "scp", "scopes"]) {
      expect(scopesOf({ [name]: "a b/c  a" })).to.deep.equal(["a", "b/c"]);
      expect(scopesOf({ [name]: ["a", "b/c"] })).to.deep.equal(["a", "b/c"]);
    }
  });

  it("are those of the first name, not of all", () => {
    expect(scopesOf({ scope: "a", scp: "b", scopes: ["c"] })).to.deep.equal(["a"]);
    expect(scopesOf({ scope: "", scp: "b" })).to.deep.equal([]);
    expect(scopesOf({ scp: [], scopes: ["c"] })).to.deep.equal([]);
  });

  it("are none where the claim is something else", () => {
    for (const scope of [undefined, 1, true, { a: "b" }, [1, null, ["a"]], ["a b"], "\u0000", 'a"'])
      expect(scopesOf({ scope })).to.deep.equal([]);
  });
});

describe("the client of a token", () => {
  it("is azp, client_id or appid, the first that is a text", () => {
    expect(clientOf({ azp: "a", client_id: "b", appid: "c" })).to.equal("a");
    expect(clientOf({ azp: 1, client_id: "b", appid: "c" })).to.equal("b");
    expect(clientOf({ appid: "c" })).to.equal("c");
    for (const none of [{}, { azp: null }, { azp: ["a"] }, { azp: "" }, { azp: "\r\n" }])
      expect(clientOf(none)).to.equal(undefined);
  });

  it("keeps to one line of a header and to 128 characters", () => {
    expect(clientOf({ azp: "my app\r\nx-admin: 1\u0000\u202e\u009b한" })).to.equal("my appx-admin: 1");
    expect(clientOf({ azp: `\n${"a".repeat(200)}` })).to.equal("a".repeat(128));
  });
});
