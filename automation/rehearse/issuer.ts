import { parseDocument } from "yaml";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { apiServedAnew, type Episode, exactly, nothing } from "./episode";

const issuer = { issuer: "https://rehearsal.example.com", audience: ["https://api.rehearsal.example.com"] };

const userPool = "aws:cognito/userPool:UserPool edge";

/**
 * The tokens come from somebody else, and then from Cognito again. Whoever has an account in the user pool would lose
 * it, so where data is protected nothing of it happens.
 */
export function lifeOfIssuers({
  data,
  edge,
  network,
}: Pick<EnvironmentConfig, "data" | "edge" | "network">): Episode[] {
  const clients = Object.keys(edge.clients);
  let withCognito = "";
  const back: Pick<Episode, "title" | "before" | "kind"> = {
    title: "and Cognito again",
    before: (rehearsal) => {
      rehearsal.edit(() => withCognito);
    },
    kind: "up",
  };
  const there: Pick<Episode, "before"> = {
    before: (rehearsal) => {
      rehearsal.edit((text) => {
        withCognito = text;
        return withIssuer(text, clients);
      });
    },
  };
  if (data.deletion === "protected")
    return [
      {
        ...there,
        title: "another issuer is refused",
        kind: "preview",
        fault: ({ ending, errors }) =>
          ending === "failed" && errors.some((text) => text.startsWith(`${userPool}: `))
            ? undefined
            : "the user pool was not refused to go",
      },
      { ...back, fault: nothing },
    ];
  const pool = ofCognito(clients);
  const changed = [...apiServedAnew, ...all("update", namesOut(network.egress.mode))];
  return [
    {
      ...there,
      title: "another issuer checks the tokens",
      kind: "up",
      fault: (outcome) => exactly(outcome, [...all("create", ofIssuer), ...all("delete", pool), ...changed]),
    },
    {
      ...back,
      fault: (outcome) => exactly(outcome, [...all("create", pool), ...all("delete", ofIssuer), ...changed]),
    },
  ];
}

/** Such an issuer says itself what its clients may ask for. */
function withIssuer(text: string, clients: readonly string[]): string {
  const file = parseDocument(text);
  const edge = ["config", "ai-platform:edge"];
  file.setIn([...edge, "authentication"], file.createNode(issuer));
  for (const client of clients)
    for (const key of ["scopes", "returnUrls"]) file.deleteIn([...edge, "clients", client, key]);
  return file.toString();
}

/** The function that checks the tokens, and all that it needs. */
const ofIssuer: readonly string[] = [
  "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy privacy-edge-authorizer",
  "aws:cloudwatch/logGroup:LogGroup edge-authorizer",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter edge-authorizer",
  "aws:cloudwatch/metricAlarm:MetricAlarm edge-authorizer-failures",
  "aws:cloudwatch/metricAlarm:MetricAlarm edge-authorizer-throttles",
  "aws:iam/role:Role edge-authorizer",
  "aws:iam/role:Role edge-calls-authorizer",
  "aws:iam/rolePolicy:RolePolicy edge-authorizer",
  "aws:iam/rolePolicy:RolePolicy edge-calls-authorizer",
  "aws:kms/alias:Alias edge-subjects",
  "aws:kms/key:Key edge-subjects",
  "aws:lambda/function:Function edge-authorizer",
];

/** What says by name where the way out leads: the function asks the issuer for its keys. */
function namesOut(mode: EnvironmentConfig["network"]["egress"]["mode"]): string[] {
  return mode === "open"
    ? []
    : [
        "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList network-dns-allowed",
        ...(mode === "strict" ? ["aws:networkfirewall/ruleGroup:RuleGroup network-firewall-domains"] : []),
      ];
}

function ofCognito(clients: readonly string[]): string[] {
  return [
    userPool,
    "aws:cognito/resourceServer:ResourceServer edge",
    "aws:cognito/userPoolDomain:UserPoolDomain edge",
    ...clients.map((client) => `aws:cognito/userPoolClient:UserPoolClient edge-${client}`),
  ];
}

const all = (op: string, resources: readonly string[]): string[] =>
  resources.map((resource) => `${op} ${resource}`);
