import { expect } from "chai";
import { textsOf, type Changes } from "./given";
import { ruleTable } from "./ruleTable";

const at = (client: string, key: string, value: unknown): Changes => ({
  [`edge.clients.${client}.${key}`]: value,
});
const limits = { requestsPerSecond: 5, burst: 10, requestsPerDay: 5000 };
const ownIssuer = { issuer: "https://id.example.com", audience: ["ai-platform"] };
const mutualTls = { truststoreUri: "s3://company-trust/bundle.pem", truststoreVersion: "1" };
const domain = { name: "api.example.com", hostedZoneId: "Z0123456789EXAMPLE" };
const returnUrls = ["https://app.example.com/signed-in"];
const onlyMachine = (change: object = {}): Changes => ({
  "edge.authentication": ownIssuer,
  "edge.clients": { "back-office": { kind: "machine", ...limits, ...change } },
});

ruleTable("rules of the API and its clients", [
  {
    trap: "mutual TLS without a domain",
    says: "edge.mutualTls needs edge.domain. Only an API with a name of its own can ask for certificates; add the domain, or remove the key.",
    wrong: { "edge.mutualTls": mutualTls },
    right: { "edge.mutualTls": mutualTls, "edge.domain": domain },
  },
  {
    says: "edge.clients.back-office.scopes is required with Cognito. Name what it may call: manufacturing.invoke, planning.invoke, support.invoke.",
    wrong: at("back-office", "scopes", undefined),
    right: at("back-office", "scopes", ["planning.invoke"]),
  },
  {
    trap: "scope that no route asks for",
    says: 'edge.clients.back-office.scopes[1] is asked for by no route; got "planning.invok". Did you mean planning.invoke?',
    wrong: at("back-office", "scopes", ["support.invoke", "planning.invok"]),
    right: at("back-office", "scopes", ["support.invoke", "planning.invoke"]),
  },
  {
    trap: "scope that no route asks for",
    says: 'edge.clients.back-office.scopes[0] is asked for by no route; got "everything". Use one of: manufacturing.invoke, planning.invoke, support.invoke.',
    wrong: at("back-office", "scopes", ["everything"]),
    right: {
      ...at("back-office", "scopes", ["everything"]),
      "modules.support.routes": [
        { path: "/support", scopes: ["everything", "support.invoke"] },
        { path: "/open", public: true },
      ],
    },
  },
  {
    trap: "scope that no route asks for, since its only path is public",
    says: 'edge.clients.help-desk.scopes[0] is asked for by no route; got "support.invoke". Use one of: manufacturing.invoke, planning.invoke.',
    wrong: { "modules.support.routes": [{ path: "/support", public: true }] },
    right: { "modules.support.routes": [{ path: "/support", public: false }] },
  },
  {
    trap: "a browser without return URLs",
    says: "edge.clients.help-desk.returnUrls is required for a browser. Name the pages that people come back to.",
    wrong: at("help-desk", "returnUrls", undefined),
    right: at("help-desk", "returnUrls", returnUrls),
  },
  {
    says: 'edge.clients.back-office.returnUrls must not be set for a machine; got ["https://app.example.com/signed-in"]. Nobody signs in there; remove the key.',
    wrong: at("back-office", "returnUrls", returnUrls),
    right: { ...at("back-office", "returnUrls", returnUrls), ...at("back-office", "kind", "browser") },
  },
  {
    trap: "scopes with an issuer of one's own",
    says: 'edge.clients.back-office.scopes must not be set with an issuer of your own; got ["planning.invoke"]. Say it at the issuer; remove the key.',
    wrong: onlyMachine({ scopes: ["planning.invoke"] }),
    right: onlyMachine(),
  },
  {
    trap: "return URLs with an issuer of one's own",
    says: 'edge.clients.back-office.returnUrls must not be set with an issuer of your own; got ["https://app.example.com/signed-in"]. Say it at the issuer; remove the key.',
    wrong: onlyMachine({ kind: "browser", returnUrls }),
    right: onlyMachine({ kind: "browser" }),
  },
]);

describe("rules of the API as a whole", () => {
  it("say that an API without any path is deployed by nobody", () => {
    expect(textsOf({ modules: {}, "edge.clients": {} })).to.deep.equal([
      "modules must have a path in at least one of them; got []. AWS deploys no API without a path; give one module routes.",
    ]);
  });

  for (const [stack, word] of [
    ["my-aws-1", "aws"],
    ["amazon", "amazon"],
    ["xcognitox", "cognito"],
  ] as const)
    it(`say that Cognito's sign-in page cannot be called after the stack ${stack}`, () => {
      expect(textsOf({}, "dev", { stack })).to.deep.equal([
        `stack name must not contain ${word} with Cognito; got "${stack}". AWS takes it in no name of a sign-in page, which is made of the stack's; rename the stack.`,
      ]);
      expect(textsOf(onlyMachine(), "dev", { stack })).to.deep.equal([]);
    });
});

const rate = "Requests per second that are let through on average.";
const burst = "Requests that may come at once on top of it.";
const fiveMinutes = "Requests of one address in five minutes, above which it is blocked, in either mode.";

ruleTable("single values of the API", [
  {
    trap: "a stage's throttle of 0",
    says: [
      `edge.throttle.requestsPerSecond must be at least 1; got 0. ${rate}`,
      `edge.throttle.burst must be at least 1; got 0. ${burst}`,
    ],
    wrong: { "edge.throttle": { requestsPerSecond: 0, burst: 0 } },
    right: { "edge.throttle": { requestsPerSecond: 1, burst: 1 } },
  },
  {
    trap: "a throttle beyond that of an account",
    says: `modules.planning.throttle.requestsPerSecond must be at most 10000; got 10001. ${rate}`,
    wrong: { "modules.planning.throttle": { requestsPerSecond: 10_001, burst: 5_000 } },
    right: { "modules.planning.throttle": { requestsPerSecond: 10_000, burst: 5_000 } },
  },
  {
    trap: "a throttle beyond that of an account",
    says: `edge.clients.help-desk.burst must be at most 5000; got 5001. ${burst}`,
    wrong: at("help-desk", "burst", 5_001),
    right: at("help-desk", "burst", 5_000),
  },
  {
    trap: "WAF rate limit outside 10..2e9",
    says: `edge.waf.requestsPerFiveMinutes must be at least 10; got 9. ${fiveMinutes}`,
    wrong: { "edge.waf.requestsPerFiveMinutes": 9 },
    right: { "edge.waf.requestsPerFiveMinutes": 10 },
  },
  {
    trap: "WAF rate limit outside 10..2e9",
    says: `edge.waf.requestsPerFiveMinutes must be at most 2000000000; got 2000000001. ${fiveMinutes}`,
    wrong: { "edge.waf.requestsPerFiveMinutes": 2_000_000_001 },
    right: { "edge.waf.requestsPerFiveMinutes": 2_000_000_000 },
  },
  {
    trap: "audience empty",
    says: "edge.authentication.audience must have at least 1; got []. What the claim `aud` of a token may say.",
    wrong: { "edge.authentication": { ...ownIssuer, audience: [] }, "edge.clients": {} },
    right: { "edge.authentication": { ...ownIssuer, audience: ["x"] }, "edge.clients": {} },
  },
  {
    trap: "audience with an empty name",
    says: 'edge.authentication.audience[0] must have a length of at least 1; got "". One audience, as a token says it.',
    wrong: { "edge.authentication": { ...ownIssuer, audience: [""] }, "edge.clients": {} },
    right: { "edge.authentication": { ...ownIssuer, audience: ["x"] }, "edge.clients": {} },
  },
  {
    trap: "issuer that is not https",
    says: 'edge.authentication.issuer must be an https URL without query; got "http://id.example.com". Write it as https://id.example.com.',
    wrong: { "edge.authentication": { ...ownIssuer, issuer: "http://id.example.com" }, "edge.clients": {} },
    right: { "edge.authentication": ownIssuer, "edge.clients": {} },
  },
  {
    trap: "keys of an issuer that are not https",
    says: 'edge.authentication.jwksUri must be an https URL without query; got "http://id.example.com/keys". Write it as https://id.example.com/keys.',
    wrong: {
      "edge.authentication": { ...ownIssuer, jwksUri: "http://id.example.com/keys" },
      "edge.clients": {},
    },
    right: {
      "edge.authentication": { ...ownIssuer, jwksUri: "https://id.example.com/keys" },
      "edge.clients": {},
    },
  },
  {
    says: 'edge.domain.name must be a domain name; got "API.example.com". Write it in lower case, for example api.example.com.',
    wrong: { "edge.domain": { ...domain, name: "API.example.com" } },
    right: { "edge.domain": domain },
  },
  {
    trap: "a certificate's name of more than 64 characters",
    says: `edge.domain.name must be a domain name; got "${"a".repeat(53)}.example.com". Write it in lower case, for example api.example.com.`,
    wrong: { "edge.domain": { ...domain, name: `${"a".repeat(53)}.example.com` } },
    right: { "edge.domain": { ...domain, name: `${"a".repeat(52)}.example.com` } },
  },
  {
    says: 'edge.domain.hostedZoneId must be the id of a hosted zone; got "/hostedzone/Z0123456789". Copy it from Route 53; it starts with Z.',
    wrong: { "edge.domain": { ...domain, hostedZoneId: "/hostedzone/Z0123456789" } },
    right: { "edge.domain": { ...domain, hostedZoneId: "Z0123456789" } },
  },
  {
    says: 'edge.mutualTls.truststoreUri must be an object in S3; got "https://company-trust/bundle.pem". Write it as s3://<bucket>/<key>.',
    wrong: {
      "edge.domain": domain,
      "edge.mutualTls": { ...mutualTls, truststoreUri: "https://company-trust/bundle.pem" },
    },
    right: { "edge.domain": domain, "edge.mutualTls": mutualTls },
  },
  {
    says: 'edge.cors.origin must be an origin; got "http://app.example.com". Write it as https://app.example.com, or "*" for all: tokens travel in a header, never by themselves.',
    wrong: { "edge.cors": { origin: "http://app.example.com" } },
    right: { "edge.cors": { origin: "https://app.example.com" } },
  },
  {
    says: "edge.cors has the wrong kind of value; got true. Lets pages of another origin call the API, or false.",
    wrong: { "edge.cors": true },
    right: { "edge.cors": { origin: "*" } },
  },
  {
    says: 'edge.authentication has the wrong kind of value; got "cognitoo". Who issues tokens: `cognito` makes a user pool; the keys of an OIDC issuer name any other.',
    wrong: { "edge.authentication": "cognitoo" },
    right: { "edge.authentication": "cognito" },
  },
  {
    says: "edge.clients.B must be a client name. Use 2 to 32 lower-case letters, digits and single hyphens.",
    wrong: { "edge.clients.B": { kind: "machine", scopes: ["support.invoke"], ...limits } },
    right: { "edge.clients.bb": { kind: "machine", scopes: ["support.invoke"], ...limits } },
  },
]);

it("an entry with a wrong name is told its other faults as well", () => {
  const wrong = { kind: "machine", scopes: [1], ...limits };
  expect(textsOf({ "edge.clients.B": wrong }).map((text) => text.split(" ")[0])).to.deep.equal([
    "edge.clients.B",
    "edge.clients.B.scopes[0]",
  ]);
});

describe("plain http return URL", () => {
  const texts = (url: string) => textsOf(at("help-desk", "returnUrls", [url]));
  const says = (url: string) =>
    `edge.clients.help-desk.returnUrls[0] must be an https URL, or http://localhost for a developer; got "${url}". Write it whole, for example https://app.example.com/signed-in.`;

  for (const url of [
    "http://app.example.com/signed-in",
    "http://localhost.example.com",
    "http://localhost@example.com",
    "https://*.example.com",
    "https://app.example.com/#x",
  ])
    it(`is refused: ${url}`, () => expect(texts(url)[0]).to.equal(says(url)));

  for (const url of ["https://app.example.com/a?b=c", "http://localhost", "http://localhost:3000/signed-in"])
    it(`is not ${url}`, () => expect(texts(url)).to.deep.equal([]));
});

ruleTable("rules of production on the API", [
  {
    trap: "production without a domain: plain HTTP to the load balancer",
    says: "edge.domain is required in prod. Without a domain there is no certificate, and the way to the load balancers is not encrypted.",
    wrong: { "edge.domain": undefined },
    right: { "edge.domain": { ...domain, name: "api2.example.com" } },
    stack: "prod",
  },
  {
    trap: "plain http return URL",
    says: 'edge.clients.help-desk.returnUrls must be https in prod; got ["https://a.example.com","http://localhost:3000"]. Anybody\'s machine is localhost; use a client of another environment to develop.',
    wrong: at("help-desk", "returnUrls", ["https://a.example.com", "http://localhost:3000"]),
    right: at("help-desk", "returnUrls", ["https://a.example.com", "https://b.example.com"]),
    stack: "prod",
  },
]);
