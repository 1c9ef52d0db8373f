import { expect } from "chai";
import { readSettings } from "../../../functions/authorizer/settings";
import { environment, keyArn } from "./support/api";
import { audience, issuerUrl } from "./support/issuer";

const faultsOf = (env: Record<string, string | undefined>): string[] => {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    return (error as Error).message.split("\n").map((line) => line.trim());
  }
};
const faultOf = (change: Record<string, string | undefined>) => {
  const [, ...faults] = faultsOf({ ...environment, ...change });
  expect(faults).to.have.length(1);
  return faults[0]!;
};
const routes = (...list: unknown[]) => ({ ROUTES: JSON.stringify(list) });

describe("the authorizer's settings", () => {
  it("are read from the environment, with a minute of clock skew unless told", () => {
    expect(readSettings(environment)).to.deep.equal({
      issuer: issuerUrl,
      audience: [audience, "https://other.example.com"],
      routes: [
        { path: "/planning", scopes: ["planning/invoke", "admin"] },
        { path: "/plan", scopes: ["plan/invoke"] },
        { path: "/help", scopes: [] },
      ],
      subjectKeyId: keyArn,
      clockSkewSeconds: 60,
    });
    const told = readSettings({
      ...environment,
      JWKS_URI: "https://keys.example.com/jwks?realm=1",
      CLOCK_SKEW_SECONDS: "0",
    });
    expect(told).to.include({ jwksUri: "https://keys.example.com/jwks?realm=1", clockSkewSeconds: 0 });
  });

  it("take an empty optional variable for none", () => {
    const settings = readSettings({ ...environment, JWKS_URI: "", CLOCK_SKEW_SECONDS: "" });
    expect(settings).to.not.have.property("jwksUri");
    expect(settings.clockSkewSeconds).to.equal(60);
  });

  it("tell all their faults at once", () => {
    const [headline, ...faults] = faultsOf({ JWKS_URI: "http://x", CLOCK_SKEW_SECONDS: "-1" });
    expect(headline).to.equal("the authorizer's environment has 6 fault(s):");
    expect(faults.map((fault) => fault.split(" ")[0])).to.deep.equal([
      "ISSUER",
      "JWKS_URI",
      "SUBJECT_KEY_ID",
      "AUDIENCE",
      "CLOCK_SKEW_SECONDS",
      "ROUTES",
    ]);
  });

  for (const [what, issuer] of [
    ["http", "http://id.example.com"],
    ["a query", "https://id.example.com/?a=b"],
    ["a name and password", "https://a:b@id.example.com"],
    ["space around it", " https://id.example.com"],
    ["no URL", "id.example.com"],
  ] as const)
    it(`refuse an issuer with ${what}`, () => {
      expect(faultOf({ ISSUER: issuer })).to.match(/^ISSUER must be an https URL/);
    });

  for (const text of ["[]", '"one"', '["a", 1]', '[""]', "{", '{"0":"a"}'])
    it(`refuse the audience ${text}`, () => {
      expect(faultOf({ AUDIENCE: text })).to.match(/^AUDIENCE must be a JSON list/);
    });

  for (const text of ["1.5", "301", "1e1", " 5", "-1", "sixty"])
    it(`refuse a clock skew of ${text}`, () => {
      expect(faultOf({ CLOCK_SKEW_SECONDS: text })).to.match(/^CLOCK_SKEW_SECONDS must be a whole number/);
    });

  it("want the key's ARN, in any partition", () => {
    expect(faultOf({ SUBJECT_KEY_ID: "alias/subjects" })).to.match(/^SUBJECT_KEY_ID/);
    for (const arn of [
      "arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1",
      "arn:aws:kms:us-east-1:123456789012:alias/a/b",
    ])
      expect(faultsOf({ ...environment, SUBJECT_KEY_ID: arn })).to.deep.equal([]);
  });

  describe("of a route", () => {
    for (const path of [
      "/",
      "plan",
      "/plan/",
      "/plan*",
      "/pl?n",
      "/${aws:username}",
      "/a b",
      "/a//b",
      "/a:b",
      "",
    ])
      it(`refuse the path ${JSON.stringify(path)}`, () => {
        expect(faultOf(routes({ path, scopes: [] }))).to.match(/^ROUTES\[0\]\.path must be a path/);
      });

    it("refuse a path that would make an ARN too long", () => {
      expect(faultOf(routes({ path: `/${"a".repeat(126)}`, scopes: [] }))).to.contain("126 characters");
    });

    it("refuse one path below another, which could not be told apart, and take a mere beginning of a word", () => {
      const [outer, inner] = [
        { path: "/plan", scopes: [] },
        { path: "/plan/all", scopes: ["a"] },
      ];
      expect(faultOf(routes(outer, inner))).to.equal("ROUTES[1].path must not overlap /plan");
      expect(faultOf(routes(inner, outer))).to.equal("ROUTES[1].path must not overlap /plan/all");
      expect(faultOf(routes(outer, outer))).to.equal("ROUTES[1].path must not overlap /plan");
      expect(faultsOf({ ...environment, ...routes(outer, { path: "/planning", scopes: [] }) })).to.deep.equal(
        [],
      );
    });

    for (const scopes of [undefined, "a", ["a b"], [""], [1], ['"']])
      it(`refuse the scopes ${JSON.stringify(scopes)}`, () => {
        expect(faultOf(routes({ path: "/plan", scopes }))).to.match(/^ROUTES\[0\].*scopes/);
      });

    it("refuse unknown keys, things that are no route, and a list of none", () => {
      expect(faultOf(routes({ path: "/plan", scopes: [], scope: "a" }))).to.contain("and nothing else");
      expect(faultOf(routes(null))).to.contain("and nothing else");
      expect(faultOf(routes())).to.match(/^ROUTES must be a JSON list/);
      expect(faultOf({ ROUTES: "[" })).to.match(/^ROUTES must be a JSON list/);
    });
  });
});
