import {
  choice,
  list,
  long,
  optionalSection,
  part,
  retention,
  section,
  several,
  text,
  whole,
  wrong,
  flag,
  type Wrong,
} from "./wrongKinds";

const wrongPaths = ["planning", "/planning/", "/plan ning", "/p*", "//", "/a//b", "/a?b", `/${long(100)}`];
const wrongScopes = text("a b", 'a"b', "a\\b", "계획", long(201));

/** What cannot stand at the paths of the API. */
export const wrongEdge: Readonly<Record<string, readonly Wrong[]>> = {
  edge: section,
  "edge.domain": part("name"),
  "edge.domain.name": text(
    "example",
    "API.example.com",
    "https://api.example.com",
    "api.example.com.",
    "-api.example.com",
    "*.example.com",
    `${long(53)}.example.com`,
  ),
  "edge.domain.hostedZoneId": text("/hostedzone/Z0123456789", "z0123456789", "Z012", `Z${"0".repeat(32)}`),
  "edge.mutualTls": part("truststoreUri"),
  "edge.mutualTls.truststoreUri": text("https://bucket/key", "s3://bucket", "s3://b/key", "S3://bucket/key"),
  "edge.mutualTls.truststoreVersion": [...wrong("", 5, true, long(1025)), ...several],
  "edge.authentication": [
    ...wrong("", "Cognito", "cognitoo", "https://id.example.com", 5, true, false),
    ["a list", ["cognito"]],
    ["an empty set", {}, ["issuer"]],
  ],
  "edge.authentication.issuer": text(
    "http://id.example.com",
    "id.example.com",
    "https://id.example.com?x=1",
    "https://id.example.com#x",
    "https://user@id.example.com",
    "https://",
  ),
  "edge.authentication.audience": list({
    items: [...wrong("", 5, true, long(201)), ...several],
    sound: ["ai-platform"],
    min: 1,
    max: 10,
  }),
  "edge.authentication.jwksUri": text(
    "http://id.example.com/keys",
    "/keys",
    "https://id.example.com/keys?x=1",
  ),
  "edge.clients": section,
  "edge.clients.*": part("kind"),
  "edge.clients.*.kind": choice(["machine"], "machin"),
  "edge.clients.*.scopes": list({
    items: [...wrongScopes, ...wrong("nobody.asks")],
    sound: ["support.invoke"],
    min: 1,
    max: 50,
  }),
  "edge.clients.*.returnUrls": list({
    items: text(
      "http://app.example.com",
      "app.example.com",
      "https://app.example.com/#x",
      "https://*.example.com",
      "http://localhost.example.com",
      "http://localhost:x",
      "myapp://signed-in",
    ),
    sound: ["https://app.example.com/signed-in"],
    min: 1,
    max: 20,
  }),
  "edge.clients.*.requestsPerSecond": whole(1, 10_000),
  "edge.clients.*.burst": whole(1, 5_000),
  "edge.clients.*.requestsPerDay": whole(1, 1e9),
  "edge.throttle": section,
  "edge.throttle.requestsPerSecond": whole(1, 10_000),
  "edge.throttle.burst": whole(1, 5_000),
  "edge.waf": section,
  "edge.waf.mode": choice(["count"], "counts"),
  "edge.waf.requestsPerFiveMinutes": whole(10, 2_000_000_000),
  "edge.cors": [...optionalSection, ["an empty set", {}, ["origin"]]],
  "edge.cors.origin": text(
    "http://app.example.com",
    "app.example.com",
    "https://app.example.com/",
    "https://*.example.com",
    "https://APP.example.com",
    "null",
    "**",
  ),
  "edge.logRetentionDays": retention,
};

/** The same of what a module says to it. */
export const wrongRoutes: Readonly<Record<string, readonly Wrong[]>> = {
  "modules.*.kind": choice(["service"], "services"),
  "modules.*.routes": [
    ...list({
      // An item may be a set of keys, and is told below its index then.
      items: text(...wrongPaths, "/live/planning").filter(([what]) => what !== "a set of keys"),
      sound: ["/somewhere"],
      min: 1,
      max: 5,
      twice: [1],
    }),
    ["a list with a set without a path", ["/somewhere", { x: 1 }], [1, "path"]],
    ["a list with a set with an unknown key", ["/somewhere", { path: "/x", x: 1 }], [1, "x"]],
  ],
  "modules.*.routes.*": [...wrong("x", "", 5, true), ["a list", []], ["an empty set", {}, ["path"]]],
  "modules.*.routes.*.path": text(...wrongPaths),
  "modules.*.routes.*.scopes": list({ items: wrongScopes, sound: ["x.read"], min: 1, max: 10 }),
  "modules.*.routes.*.public": flag,
  "modules.*.throttle": part("requestsPerSecond"),
  "modules.*.throttle.requestsPerSecond": whole(1, 10_000),
  "modules.*.throttle.burst": whole(1, 5_000),
};
