import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { stageName } from "../../infra/naming";
import { routesOf, scopeInToken } from "../../infra/routes";
import { timeoutChain, type TimeoutChain } from "../../infra/timeouts";

/** The API as its callers meet it. */
export interface Door {
  /** Without a path; undefined while AWS has not named the API. */
  readonly address?: string;
  /** `cognito`, or the issuer. */
  readonly tokensFrom: string;
  readonly routes: readonly DoorRoute[];
  /** Whether the managed rules block, and how often one address may call. */
  readonly firewall: { readonly mode: "count" | "block"; readonly requestsPerFiveMinutes: number };
  readonly clients: readonly DoorClient[];
}

export interface DoorRoute {
  readonly module: string;
  /** Path of the public URL, with all below it. */
  readonly path: string;
  readonly public: boolean;
  /** Scopes of which a token must hold one; none where the path is public. */
  readonly scopes: readonly string[];
  /** Whether a client must show its key as well. */
  readonly key: boolean;
  /** Of each method. */
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly timeouts: TimeoutChain;
}

export interface DoorClient {
  readonly client: string;
  readonly kind: string;
  /** As they stand in its token; empty where the issuer says it. */
  readonly scopes: readonly string[];
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly requestsPerDay: number;
}

export function doorOf({ edge, modules }: EnvironmentConfig): Door {
  const { authentication, domain } = edge;
  return {
    ...(domain === undefined ? {} : { address: `https://${domain.name}` }),
    tokensFrom: authentication === "cognito" ? authentication : authentication.issuer,
    routes: Object.keys(modules)
      .sort()
      .flatMap((name) => doorRoutes(name, modules[name]!, edge)),
    firewall: edge.waf,
    clients: Object.keys(edge.clients)
      .sort()
      .map((client) => {
        const { kind, scopes = [], requestsPerSecond, burst, requestsPerDay } = edge.clients[client]!;
        const inToken = scopes.map((scope) => scopeInToken(authentication, scope));
        return { client, kind, scopes: inToken, requestsPerSecond, burst, requestsPerDay };
      }),
  };
}

function doorRoutes(name: string, module: ModuleConfig, edge: EnvironmentConfig["edge"]): DoorRoute[] {
  // AWS's own name for the API has the stage behind it, a domain has not.
  const prefix = edge.domain === undefined ? `/${stageName}` : "";
  return routesOf(name, module).map(({ path, scopes, throttle = edge.throttle }) => ({
    module: name,
    path: `${prefix}${path}`,
    public: scopes.length === 0,
    scopes: scopes.map((scope) => scopeInToken(edge.authentication, scope)),
    key: scopes.length > 0 && Object.keys(edge.clients).length > 0,
    requestsPerSecond: throttle.requestsPerSecond,
    burst: throttle.burst,
    timeouts: timeoutChain(module.longestResponseSeconds),
  }));
}
