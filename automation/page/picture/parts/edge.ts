import type { EnvironmentConfig } from "../../../../infra/config/schema/environment";
import { answersEverything } from "../../../../infra/routes";
import { below, type Facts, standsFor } from "../facts";
import { along, type Box, type Part } from "../picture";

const most = 3;
const edgeTier = "ai-platform:edge:EdgeTier";

/** Whoever calls from the internet, and the one door that they come through. */
export function edgePart(facts: Facts): Part {
  const { words, config } = facts;
  const tokens = tokensPart(facts);
  return {
    boxes: [
      { id: "internet", kind: "boundary", title: words.internet, lines: [], urns: [] },
      { id: "callers", kind: "outside", parent: "internet", ...callers(facts), urns: [] },
      { id: "edge", kind: "area", parent: "account", title: words.door, lines: [], urns: [] },
      firewall(facts),
      api(facts, config),
      ...tokens.boxes,
    ],
    flows: [...along(["callers", "waf", "api"], "request"), ...tokens.flows],
  };
}

function callers({ config, words }: Facts): Pick<Box, "title" | "lines" | "note"> {
  const names = Object.keys(config.edge.clients).sort();
  const open = Object.values(config.modules).some((module) => answersEverything(module));
  if (names.length === 0) return { title: words.callers, lines: open ? [] : [words.anonymous] };
  const more = names.length > most ? [`+ ${words.count(names.length - most)}`] : [];
  return { title: words.callers, lines: [...names.slice(0, most), ...more], note: names.join(", ") };
}

function firewall(facts: Facts): Box {
  const { mode, requestsPerFiveMinutes } = facts.config.edge.waf;
  const { words } = facts;
  return {
    id: "waf",
    kind: "edge",
    parent: "edge",
    title: "AWS WAF",
    lines: [words.waf[mode], words.requestsPerFiveMinutes(requestsPerFiveMinutes.toLocaleString("en-US"))],
    ...standsFor(facts, facts.graph.ofType("aws:wafv2/webAcl:WebAcl")),
  };
}

function api(facts: Facts, { edge }: EnvironmentConfig): Box {
  const { words } = facts;
  return {
    id: "api",
    kind: "edge",
    parent: "edge",
    title: "API Gateway",
    lines: [edge.domain?.name ?? words.api, ...(edge.mutualTls ? [words.mutualTls] : [])],
    ...standsFor(facts, facts.graph.ofType("aws:apigateway/restApi:RestApi")),
  };
}

/** Who issues tokens, and who looks at them. */
function tokensPart(facts: Facts): Part {
  const { words, graph, config } = facts;
  const { authentication, domain } = config.edge;
  const pools = graph.ofType("aws:cognito/userPool:UserPool");
  const functions = below(facts, "aws:lambda/function:Function", edgeTier);
  const [title, line] = pools.length > 0 ? words.cognito : words.authorizer;
  const box: Box = {
    id: "tokens",
    kind: "edge",
    parent: "edge",
    title: title!,
    lines: [line!],
    ...standsFor(facts, pools.length > 0 ? pools : functions),
  };
  const asked = along(["api", "tokens"], "request").map((flow) => ({ ...flow, back: true as const }));
  if (authentication === "cognito") return { boxes: [box], flows: asked };
  const { hostname } = new URL(authentication.issuer);
  // An issuer that is one of the modules is asked through the door like everything else.
  if (hostname === domain?.name)
    return { boxes: [box], flows: [...asked, ...along(["tokens", "api"], "request")] };
  const issuer: Box = {
    id: "issuer",
    kind: "outside",
    parent: "called",
    title: words.issuer,
    lines: [hostname],
    urns: [],
  };
  return { boxes: [box, issuer], flows: [...asked, ...along(["tokens", "issuer"], "request")] };
}
