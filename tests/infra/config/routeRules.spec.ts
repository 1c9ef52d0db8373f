import { pathPattern } from "../../../infra/routes";
import type { Changes } from "./given";
import { ruleTable } from "./ruleTable";

const owner = "a@example.com";
const portal = (routes: readonly unknown[], more: object = {}): Changes => ({
  "modules.portal": { owner, routes, ...more },
});
const web = (routes: readonly unknown[], more: object = {}) => portal(routes, { kind: "web", ...more });

const browser =
  "A browser has no token before its first page; use kind: service, or move the path to a service.";
const open = "Leave out scopes for a public path, or public for a closed one.";
const stage = "The API itself writes that before a path; choose another.";
const five =
  "Paths that the module answers, each with all below it. A path belongs to one module. Without a path, only modules that name it in `calls` reach it.";
const clash = "Only to settle a clash of two modules; derived from the module's name otherwise.";
const longest =
  "Longest answer, streams included. Timeouts on the way, draining and stopping follow from it.";
const number =
  "Number of the load balancer in front of the module. One takes 100 modules; a number that is used makes that load balancer. A module never moves by itself.";

/** What a pattern has besides the path itself. */
const around = pathPattern("/x").length - 2;
const dots = (count: number) => ".".repeat(count);
const room = 128 - around - 2 * 40;
const fitting = `/${"a".repeat(room - 1)}${dots(40)}`;

ruleTable("rules of a module's routes", [
  {
    says: 'modules.planning.routes[1] must not be public and ask for scopes; got ["planning.read"]. '.concat(
      open,
    ),
    wrong: {
      "modules.planning.routes": ["/planning", { path: "/more", public: true, scopes: ["planning.read"] }],
    },
    right: {
      "modules.planning.routes": [
        "/planning",
        { path: "/more", public: true },
        { path: "/most", public: false, scopes: ["planning.read"] },
      ],
    },
  },
  {
    says: `modules.portal.routes[0] must be public in a module of the kind web; got ["portal.read"]. ${browser}`,
    wrong: web([{ path: "/portal", scopes: ["portal.read"] }]),
    right: portal([{ path: "/portal", scopes: ["portal.read"] }]),
  },
  {
    says: `modules.portal.routes[1] must be public in a module of the kind web; got false. ${browser}`,
    wrong: web(["/portal", { path: "/closed", public: false }]),
    right: web(["/portal", { path: "/closed", public: true }]),
  },
  {
    trap: "a service at /",
    says: 'modules.portal.routes[1] must not be / in a service; got "/". Only a front end (kind: web) takes what is left.',
    wrong: portal(["/portal", { path: "/", public: true }]),
    right: web(["/portal", "/"]),
  },
  {
    trap: "a route that begins with the stage's name",
    says: [
      `modules.portal.routes[0] must not begin with /live; got "/live". ${stage}`,
      `modules.portal.routes[1] must not begin with /live; got "/live/x". ${stage}`,
      'modules.portal.routes[1] must not overlap /live of portal; got "/live/x". Give each module paths of its own.',
    ],
    wrong: portal(["/live", { path: "/live/x" }]),
    right: portal(["/lively", { path: "/x/live" }]),
  },
  {
    trap: "a path pattern over 128 characters",
    says: `modules.portal.routes[0] must be shorter: the load balancer takes 128 characters, a dot counted twice; got ${`"/a${fitting.slice(1)}"`.slice(0, 80)}${fitting.length > 77 ? "…" : ""}. Shorten it.`,
    wrong: portal([`/a${fitting.slice(1)}`]),
    right: portal([fitting]),
  },
  {
    says: 'modules.portal.routes[0] must not ask Cognito for a scope with a slash; got ["a","company/b"]. Leave out what stands before it; Cognito puts its own name there.',
    wrong: portal([{ path: "/portal", scopes: ["a", "company/b"] }]),
    right: {
      ...portal([{ path: "/portal", scopes: ["a", "company/b"] }]),
      "edge.authentication": { issuer: "https://id.example.com", audience: ["x"] },
      "edge.clients": {},
    },
  },
  {
    says: "modules.portal.listenerPriority must not be set where / is answered; got 5. It comes last; remove the key.",
    wrong: web(["/portal", "/"], { listenerPriority: 5 }),
    right: web(["/portal"], { listenerPriority: 5 }),
  },
  {
    trap: "more than five condition values in a rule",
    says: `modules.portal.routes must have at most 4; got ["/a","/b","/c","/d","/e"]. ${five}`,
    wrong: portal(["/a", "/b", "/c", "/d", "/e"]),
    right: portal(["/a", "/b", "/c", "/d"]),
  },
  {
    says: "modules.portal.routes[1].pth is not a known key. Did you mean path?",
    wrong: portal(["/a", { path: "/b", pth: "/b" }]),
    right: portal(["/a", { path: "/b" }]),
  },
  {
    trap: "idle timeout and longest response over 900 s (REST STREAM limit)",
    says: `modules.planning.longestResponseSeconds must be at most 900; got 901. ${longest}`,
    wrong: { "modules.planning.longestResponseSeconds": 901 },
    right: { "modules.planning.longestResponseSeconds": 900 },
  },
]);

const same = "must differ from that of planning; got 7. Set another number for the newer module.";
const priorities = (planning: unknown, support: unknown): Changes => ({
  "modules.planning.listenerPriority": planning,
  "modules.support.listenerPriority": support,
});

ruleTable("places on load balancers", [
  {
    trap: "priority 1 to 50000 unique per load balancer",
    says: [
      `modules.planning.listenerPriority must be at least 1; got 0. ${clash}`,
      `modules.support.listenerPriority must be at most 50000; got 50001. ${clash}`,
    ],
    wrong: priorities(0, 50_001),
    right: priorities(1, 50_000),
  },
  {
    trap: "priority 1 to 50000 unique per load balancer",
    says: `modules.support.listenerPriority ${same}`,
    wrong: priorities(7, 7),
    right: { ...priorities(7, 7), "modules.support.loadBalancer": 2 },
  },
  {
    trap: "priority 1 to 50000 unique per load balancer",
    says: `modules.support.listenerPriority ${same}`,
    wrong: { ...priorities(7, 7), "modules.planning.loadBalancer": 20, "modules.support.loadBalancer": 20 },
    right: { ...priorities(7, 8), "modules.planning.loadBalancer": 20, "modules.support.loadBalancer": 20 },
  },
  {
    trap: "priority 1 to 50000 unique per load balancer, given or derived",
    // What the name `planning` comes to.
    says: "modules.support.listenerPriority must differ from that of planning; got 40452. Set another number for the newer module.",
    wrong: priorities(undefined, 40_452),
    right: priorities(40_451, 40_452),
  },
  {
    says: `modules.planning.loadBalancer must be at most 20; got 21. ${number}`,
    wrong: { "modules.planning.loadBalancer": 21 },
    right: { "modules.planning.loadBalancer": 20 },
  },
  {
    trap: "two front ends at /, of which neither could come last",
    says: 'modules.portal.routes[0] must not overlap / of front; got "/". Give each module paths of its own.',
    wrong: { ...web(["/"], { loadBalancer: 2 }), "modules.front": { owner, kind: "web", routes: ["/"] } },
    right: {
      ...web(["/portal"], { loadBalancer: 2 }),
      "modules.front": { owner, kind: "web", routes: ["/"] },
    },
  },
]);
