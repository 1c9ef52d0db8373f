import { expect } from "chai";
import fc from "fast-check";
import { authorizerSettings } from "../../infra/authorizerSettings";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { listenerPriority } from "../../infra/listenerPriority";
import { stageName } from "../../infra/naming";
import {
  answersEverything,
  pathPattern,
  routesOf,
  scopeInToken,
  scopesOf,
  type Route,
} from "../../infra/routes";
import { moduleConfig } from "../support/fixtures";

type Routes = ModuleConfig["routes"];
type Kind = ModuleConfig["kind"];

describe("the routes of a module", () => {
  const open = (path: string): Route => ({ path, scopes: [] });
  const cases: readonly (readonly [what: string, kind: Kind, routes: Routes, expected: readonly Route[]])[] =
    [
      ["a service's path", "service", ["/a"], [{ path: "/a", scopes: ["planning.invoke"] }]],
      [
        "a service's path as a set",
        "service",
        [{ path: "/a" }],
        [{ path: "/a", scopes: ["planning.invoke"] }],
      ],
      ["a service's public path", "service", [{ path: "/a", public: true }], [open("/a")]],
      [
        "a service's closed path",
        "service",
        [{ path: "/a", public: false }],
        [{ path: "/a", scopes: ["planning.invoke"] }],
      ],
      [
        "a service's path with scopes of its own, in their order",
        "service",
        [{ path: "/a", scopes: ["b", "a"] }],
        [{ path: "/a", scopes: ["b", "a"] }],
      ],
      ["a front end's path", "web", ["/"], [open("/")]],
      ["a front end's path as a set", "web", [{ path: "/a" }], [open("/a")]],
      ["a front end's public path", "web", [{ path: "/a", public: true }], [open("/a")]],
      [
        "several paths, in their order",
        "service",
        ["/b", { path: "/c", public: true }, "/a"],
        [
          { path: "/b", scopes: ["planning.invoke"] },
          open("/c"),
          { path: "/a", scopes: ["planning.invoke"] },
        ],
      ],
      ["no path", "service", [], []],
    ];
  for (const [what, kind, routes, expected] of cases)
    it(`are known of ${what}`, () => expect(routesOf("planning", { kind, routes })).to.deep.equal(expected));

  it("never fall open where a front end says that a path is not public", () =>
    expect(routesOf("portal", { kind: "web", routes: [{ path: "/a", public: false }] })).to.deep.equal([
      { path: "/a", scopes: ["portal.invoke"] },
    ]));

  it("answer everything with / among them, in either form", () => {
    const answers = (...routes: Routes) => answersEverything({ routes });
    expect(answers("/a", "/")).to.equal(true);
    expect(answers("/a", { path: "/", public: true })).to.equal(true);
    expect(answers("/a", { path: "/b" })).to.equal(false);
    expect(answers()).to.equal(false);
  });

  it("come last on the listener with / among them, whatever the name and the number say", () => {
    for (const routes of [["/"], ["/a", { path: "/" }]] as Routes[])
      for (const name of ["planning", "portal"]) {
        expect(listenerPriority(name, { routes })).to.equal(50_000);
        expect(listenerPriority(name, { routes, listenerPriority: 7 })).to.equal(50_000);
      }
    expect(listenerPriority("planning", { routes: ["/a", { path: "/b" }] })).to.equal(40_452);
  });
});

describe("scopes", () => {
  const modules = {
    support: moduleConfig({ routes: ["/support", { path: "/b", scopes: ["Z.read", "all.read"] }] }),
    planning: moduleConfig({
      routes: [
        { path: "/a", scopes: ["all.read", "a.read"] },
        { path: "/open", public: true },
      ],
    }),
    portal: moduleConfig({ kind: "web", routes: ["/"] }),
  };

  it("are those that routes ask for, sorted, each once", () => {
    expect(scopesOf(modules)).to.deep.equal(["Z.read", "a.read", "all.read", "support.invoke"]);
    expect(scopesOf({})).to.deep.equal([]);
  });

  it("are the same in whatever order the modules stand", () => {
    const scope = fc.stringMatching(/^[a-zA-Z]{1,2}$/);
    const route = fc.record({ path: fc.constant("/a"), scopes: fc.array(scope, { minLength: 1 }) });
    const one = fc.array(route, { minLength: 1 }).map((routes) => moduleConfig({ routes }));
    const named = fc.dictionary(fc.stringMatching(/^[a-z]{2,4}$/), one, { noNullPrototype: true });
    fc.assert(
      fc.property(named, (some) => {
        const all = scopesOf(some);
        const asked = new Set(
          Object.values(some).flatMap(({ routes }) => routes.flatMap((r) => (r as Route).scopes)),
        );
        expect(new Set(all)).to.deep.equal(asked);
        for (const [index, own] of all.slice(1).entries()) expect(own > all[index]!).to.equal(true);
        expect(scopesOf(Object.fromEntries(Object.entries(some).reverse()))).to.deep.equal(all);
      }),
    );
  });

  it("have the resource server's name before them in a token of Cognito's, and nothing in any other", () => {
    expect(scopeInToken("cognito", "planning.invoke")).to.equal("ai-platform/planning.invoke");
    const own = { issuer: "https://id.example.com", audience: ["x"] };
    expect(scopeInToken(own, "planning.invoke")).to.equal("planning.invoke");
  });

  it("go to the authorizer with their paths, without those that are open, whatever the order of the file", () => {
    const own = { issuer: "https://id.example.com", audience: ["x"] };
    const authorizerRoutes = (some: Parameters<typeof authorizerSettings>[1]) =>
      authorizerSettings(own, some).ROUTES;
    const backwards = Object.fromEntries(Object.entries(modules).reverse());
    for (const some of [modules, backwards])
      expect(authorizerRoutes(some)).to.equal(
        '[{"path":"/a","scopes":["all.read","a.read"]},' +
          '{"path":"/b","scopes":["Z.read","all.read"]},' +
          '{"path":"/support","scopes":["support.invoke"]}]',
      );
    expect(authorizerSettings({ ...own, jwksUri: "https://id.example.com/keys" }, {})).to.deep.equal({
      ISSUER: "https://id.example.com",
      AUDIENCE: '["x"]',
      JWKS_URI: "https://id.example.com/keys",
      ROUTES: "[]",
    });
  });
});

/** Whether the pattern knows the path; the same for a load balancer that searches and for one that compares the whole. */
function matches(pattern: string, path: string): boolean {
  const found = new RegExp(pattern).test(path);
  expect(new RegExp(`^(?:${pattern})$`).test(path), `${pattern} as a whole and ${path}`).to.equal(found);
  return found;
}

describe("the pattern of a path", () => {
  const cases: readonly (readonly [path: string, matching: readonly string[], others: readonly string[]])[] =
    [
      [
        "/planning",
        ["/planning", "/planning/", "/planning/a/b.c", "/live/planning", "/live/planning/a"],
        [
          "/planning-v2",
          "/planningx",
          "/planning.x",
          "/plannin",
          "/Planning",
          "/a/planning",
          "/live",
          "/live/planningx",
          "/live/live/planning",
          "/livex/planning",
          "planning",
          "/",
          "",
        ],
      ],
      ["/v1.2/plan", ["/v1.2/plan", "/live/v1.2/plan/x"], ["/v1x2/plan", "/v1.2", "/live/v1x2/plan"]],
      ["/a.b.c", ["/a.b.c"], ["/axb.c", "/a.bxc"]],
      ["/a-z_", ["/a-z_", "/a-z_/x"], ["/am_", "/a-z"]],
      ["/", ["/", "/a", "/live/a", "/a/b.c"], ["", "a"]],
    ];
  for (const [path, matching, others] of cases)
    it(`of ${path} is that of the path and all below it`, () => {
      const pattern = pathPattern(path);
      expect(matching.filter((one) => !matches(pattern, one))).to.deep.equal([]);
      expect(others.filter((one) => matches(pattern, one))).to.deep.equal([]);
    });

  const segment = fc.stringMatching(/^[A-Za-z0-9._-]{1,6}$/);
  const anyPath = fc.array(segment, { minLength: 1, maxLength: 3 }).map((all) => `/${all.join("/")}`);
  const route = anyPath.filter((path) => path.split("/")[1] !== stageName);

  it("matches the path, all below it, and both behind the stage", () => {
    fc.assert(
      fc.property(route, anyPath, (path, below) => {
        for (const whole of [path, `${path}/`, path + below])
          for (const before of ["", `/${stageName}`])
            expect(matches(pathPattern(path), before + whole)).to.equal(true);
      }),
    );
  });

  it("never matches another path, however alike it begins or ends", () => {
    /** What a path covers, without any regular expression. */
    const covers = (path: string, other: string) => other === path || other.startsWith(`${path}/`);
    const changes: ((path: string, text: string) => string)[] = [
      (path, text) => path + text,
      (path, text) => `${path}-${text}/x`,
      (path) => path.slice(0, -1),
      (path, text) => path.replace(".", text.charAt(0)),
      (path, text) => path.replace(".", `x${text}`),
      (path, text) => `/${text}${path}`,
      (path, text) => path.replace(/[^/]+$/, text),
      (path) => path.toUpperCase(),
      (_, text) => `/${text}`,
    ];
    const before = fc.constantFrom("", `/${stageName}`, `/${stageName}x`, stageName);
    fc.assert(
      fc.property(route, segment, fc.constantFrom(...changes), before, (path, text, change, front) => {
        const other = front + change(path, text);
        const bare = other.startsWith(`/${stageName}/`) ? other.slice(stageName.length + 1) : other;
        const expected = covers(path, other) || covers(path, bare);
        expect(matches(pathPattern(path), other), `${path} and ${other}`).to.equal(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
