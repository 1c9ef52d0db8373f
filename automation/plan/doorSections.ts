import type { TimeoutChain } from "../../infra/timeouts";
import { alarm, type Section } from "../render/section";
import type { Door } from "./door";

const right = "right" as const;

/** Where each module is reached, who may call it, how often, and how long every hop waits. */
export function doorSections(door: Door): Section[] {
  return [routesSection(door), ...clientsSection(door), timeoutsSection(door)];
}

function routesSection({ address, tokensFrom, firewall, routes }: Door): Section {
  const tokens = tokensFrom === "cognito" ? "the environment's user pool" : tokensFrom;
  const where = address ?? "the address that AWS gives the API (output `url`)";
  return {
    title: "Edge",
    columns: [
      { heading: "module" },
      { heading: "URL path" },
      { heading: "who may call" },
      { heading: "requests/s", align: right },
      { heading: "burst", align: right },
    ],
    rows: routes.map((route) => [
      route.module,
      route.path,
      route.public
        ? alarm("PUBLIC: everybody, without a token")
        : `token with ${route.scopes.join(" or ")}${route.key ? ", and a key" : ""}`,
      String(route.requestsPerSecond),
      String(route.burst),
    ]),
    note:
      `Below ${where}; tokens of ${tokens}.\n` +
      `Limits of each method of a path. An address is blocked above ${firewall.requestsPerFiveMinutes} requests in five minutes; AWS's rules ${firewall.mode}.`,
  };
}

function clientsSection({ clients }: Door): Section[] {
  if (clients.length === 0) return [];
  return [
    {
      title: "Clients",
      columns: [
        { heading: "client" },
        { heading: "kind" },
        { heading: "scopes" },
        { heading: "requests/s", align: right },
        { heading: "burst", align: right },
        { heading: "a day", align: right },
      ],
      rows: clients.map((client) => [
        client.client,
        client.kind,
        client.scopes.length === 0 ? "as its issuer says" : client.scopes.join(" "),
        String(client.requestsPerSecond),
        String(client.burst),
        String(client.requestsPerDay),
      ]),
    },
  ];
}

const hops: readonly (readonly [heading: string, hop: keyof TimeoutChain])[] = [
  ["heartbeat", "heartbeat"],
  ["API", "api"],
  ["API idle", "apiIdle"],
  ["ALB idle", "loadBalancerIdle"],
  ["keep-alive", "keepAlive"],
  ["SC", "request"],
  ["SC idle", "requestIdle"],
  ["drain", "drain"],
  ["stop", "stop"],
];

/** One line a module: its paths share one chain. */
function timeoutsSection({ routes }: Door): Section {
  const chains = new Map(routes.map(({ module, timeouts }) => [module, timeouts]));
  return {
    title: "Timeouts in seconds, from the client to the task",
    columns: [{ heading: "module" }, ...hops.map(([heading]) => ({ heading, align: right }))],
    rows: [...chains].map(([module, chain]) => [module, ...hops.map(([, hop]) => String(chain[hop]))]),
    note: "A module sends something every heartbeat while it answers; SC is Service Connect; docs/edge.md tells each hop.",
  };
}
