import { expect } from "chai";
import { quotaUse } from "../../../infra/config/quotaUse";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { configOf } from "../../support/harness";
import { moduleConfig } from "../../support/fixtures";
import { textsOf, type Changes } from "./given";
import { ruleTable } from "./ruleTable";

type Routes = ModuleConfig["routes"];

const noClients: Changes = { "edge.clients": {} };
const ownIssuer: Changes = {
  ...noClients,
  "edge.authentication": { issuer: "https://id.example.com", audience: ["x"] },
};
const closed = { scopes: ["all.read"] };

/** So many modules of one route, all on one load balancer but for the last ones. */
function many(count: number, elsewhere: Readonly<Record<string, number>> = {}): Record<string, object> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => {
      const name = `m${index}x`;
      const place = elsewhere[name];
      return [
        name,
        {
          owner: "a@example.com",
          routes: [{ path: `/m${index}`, ...closed }],
          ...(place === undefined ? {} : { loadBalancer: place }),
        },
      ];
    }),
  );
}

/** Modules of four routes each. */
function withRoutes(routes: Routes): Changes {
  const count = Math.ceil(routes.length / 4);
  const modules = Array.from({ length: count }, (_, index) => [
    `m${index}x`,
    { owner: "a@example.com", routes: routes.slice(4 * index, 4 * index + 4) },
  ]);
  return { modules: Object.fromEntries(modules) as unknown };
}

const paths = (count: number) => Array.from({ length: count }, (_, index) => `/p${index}`);
const scopes = (count: number) => Array.from({ length: count }, (_, index) => `s${index}`);
/** Ten scopes for each path. */
const asking = (all: readonly string[]): Routes =>
  paths(Math.ceil(all.length / 10)).map((path, index) => ({
    path,
    scopes: all.slice(10 * index, 10 * index + 10),
  }));

/** What stands in that environment besides the routes: every other name and value, and the name of the key. */
const others = 120 + 'ISSUERhttps://id.example.comAUDIENCE["x"]ROUTES'.length;

/** Routes that have this length as JSON, by the length of the scopes of the first. */
function routesOfLength(bytes: number): Routes {
  const routes = (first: readonly number[]) =>
    paths(20).map((path, index) => ({
      path,
      scopes: index === 0 ? first.map((length) => "s".repeat(length)) : ["s".repeat(150)],
    }));
  const missing = bytes - JSON.stringify(routes(Array<number>(5).fill(0))).length;
  return routes([missing - 4 * 80, 80, 80, 80, 80]);
}

const sharing = "Let paths begin alike, or move modules to a second environment.";
const fewer = "Use shorter paths and scopes, or fewer routes.";

ruleTable("quotas of the API and of load balancers", [
  {
    trap: "100 target groups per load balancer, and rules",
    says: "modules.<name>.loadBalancer must stay within 100: target groups on load balancer 1 (a release that shifts traffic takes two); got 101. Write loadBalancer: 2 for the newest modules; no other moves.",
    wrong: { ...noClients, modules: many(101) },
    right: { ...noClients, modules: many(101, { m100x: 2 }) },
  },
  {
    trap: "300 resources of a REST API",
    says: `modules.<name>.routes must stay within 300: path nodes of the API; got 301. ${sharing}`,
    wrong: { ...noClients, ...withRoutes(paths(150).map((path) => ({ path, ...closed }))) },
    right: {
      ...noClients,
      // A node more for the segment in between.
      ...withRoutes([...paths(148), "/deep/er"].map((path) => ({ path, ...closed }))),
    },
  },
  {
    trap: "100 scopes of a resource server",
    says: "modules.<name>.routes must stay within 100: scopes of the user pool's resource server; got 101. Let routes share scopes.",
    wrong: { ...noClients, ...withRoutes(asking(scopes(101))) },
    right: { ...noClients, ...withRoutes(asking([...scopes(100), "s7"])) },
  },
  {
    trap: "Lambda environment of 4 KB (authorizer's routes)",
    says: `modules.<name>.routes must stay within 4096: bytes of the authorizer's environment; got 4097. ${fewer}`,
    wrong: { ...ownIssuer, ...withRoutes(routesOfLength(4097 - others)) },
    right: { ...ownIssuer, ...withRoutes(routesOfLength(4096 - others)) },
  },
]);

describe("quotas of the API", () => {
  it("of scopes hold for Cognito, and of the authorizer for an issuer of one's own", () => {
    expect(textsOf({ ...ownIssuer, ...withRoutes(asking(scopes(101))) })).to.deep.equal([]);
    expect(textsOf({ ...noClients, ...withRoutes(routesOfLength(4097 - others)) })).to.deep.equal([]);
  });

  it("name the first load balancer with room, also one between others or before them", () => {
    const first = (count: number, number: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${index}x`, number]));
    const texts = (modules: object) =>
      textsOf({ ...noClients, modules }).filter((text) => text.includes("loadBalancer"));
    const says = (full: number, got: number, free: number) =>
      `modules.<name>.loadBalancer must stay within 100: target groups on load balancer ${full} (a release that shifts traffic takes two); got ${got}. Write loadBalancer: ${free} for the newest modules; no other moves.`;
    expect(texts(many(202, first(100, 3)))).to.deep.equal([says(1, 102, 2)]);
    expect(texts(many(110, first(101, 2)))).to.deep.equal([says(2, 101, 1)]);
  });

  it("are left out for benchmarks", () => {
    expect(textsOf({ ...noClients, modules: many(101) }, "dev", { ignoreQuotas: true })).to.deep.equal([]);
  });
});

describe("path nodes of the API", () => {
  const cases: readonly (readonly [nodes: number, why: string, paths: readonly string[]])[] = [
    [2, "/ itself, and one for all below it", ["/"]],
    [3, "the path too", ["/a"]],
    [5, "each path", ["/a", "/b"]],
    [5, "every segment", ["/a/b/c"]],
    [6, "what paths have in common only once", ["/a/b", "/a/c"]],
    [4, "all below / beside a path", ["/", "/a"]],
  ];
  for (const [nodes, why, some] of cases)
    it(`count ${why}: ${some.join(" ")}`, () => {
      const use = quotaUse({
        ...configOf("dev"),
        modules: { one: moduleConfig({ kind: "web", routes: [...some] }) },
      });
      expect(use.find(({ name }) => name === "path nodes of the API")?.used).to.equal(nodes);
    });
});
