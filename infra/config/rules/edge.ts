import { fault, type Fault } from "../../faults";
import { isRouted } from "../../moduleKinds";
import { scopesOf } from "../../routes";
import { suggestion } from "../nearest";
import type { ClientConfig } from "../schema/edge";
import type { EnvironmentConfig } from "../schema/environment";

/** What must hold between the door, its clients and the modules behind it. */
export function edgeRules({ name, edge, modules }: EnvironmentConfig): Fault[] {
  const scopes = scopesOf(modules);
  const faults = Object.entries(edge.clients).flatMap(([id, client]) => {
    const at = (path: string, rule: string, got: unknown, fix: string) =>
      fault(`edge.clients.${id}.${path}`, rule, got, fix);
    return edge.authentication === "cognito" ? cognitoFaults(client, scopes, at) : issuerFaults(client, at);
  });
  const [forbidden] = /aws|amazon|cognito/.exec(name) ?? [];
  if (edge.authentication === "cognito" && forbidden !== undefined)
    faults.push(
      fault(
        "stack name",
        `must not contain ${forbidden} with Cognito`,
        name,
        "AWS takes it in no name of a sign-in page, which is made of the stack's; rename the stack.",
      ),
    );
  if (!Object.values(modules).some(isRouted))
    faults.push(
      fault(
        "modules",
        "must have a path in at least one of them",
        Object.keys(modules),
        "AWS deploys no API without a path; give one module routes.",
      ),
    );
  if (edge.mutualTls && !edge.domain)
    faults.push(
      fault(
        "edge.mutualTls",
        "needs edge.domain",
        undefined,
        "Only an API with a name of its own can ask for certificates; add the domain, or remove the key.",
      ),
    );
  return faults;
}

type At = (path: string, rule: string, got: unknown, fix: string) => Fault;

function cognitoFaults(client: ClientConfig, known: readonly string[], at: At): Fault[] {
  const { kind, scopes, returnUrls } = client;
  return [
    ...(scopes === undefined
      ? [
          at(
            "scopes",
            "is required with Cognito",
            undefined,
            known.length === 0
              ? "No route asks for a scope; remove the client."
              : `Name what it may call: ${known.join(", ")}.`,
          ),
        ]
      : []),
    ...(scopes ?? []).flatMap((scope, index) =>
      known.includes(scope)
        ? []
        : [at(`scopes[${index}]`, "is asked for by no route", scope, suggestion(scope, known))],
    ),
    ...(kind === "browser" && returnUrls === undefined
      ? [at("returnUrls", "is required for a browser", undefined, "Name the pages that people come back to.")]
      : []),
    ...(kind === "machine" && returnUrls !== undefined
      ? [
          at(
            "returnUrls",
            "must not be set for a machine",
            returnUrls,
            "Nobody signs in there; remove the key.",
          ),
        ]
      : []),
  ];
}

/** The issuer knows its clients itself. */
function issuerFaults(client: ClientConfig, at: At): Fault[] {
  return (["scopes", "returnUrls"] as const).flatMap((key) =>
    client[key] === undefined
      ? []
      : [
          at(
            key,
            "must not be set with an issuer of your own",
            client[key],
            "Say it at the issuer; remove the key.",
          ),
        ],
  );
}
