import type { EnvironmentConfig } from "./config/schema/environment";
import type { ModuleConfig } from "./config/schema/module";
import { project, stageName } from "./naming";

/** A path with all below it, and who may call it. */
export interface Route {
  readonly path: string;
  /** Scopes of which a token must hold one; empty for a path that is open to everybody. */
  readonly scopes: readonly string[];
  /** Of each method; where there are none, the environment's hold. */
  readonly throttle?: ModuleConfig["throttle"];
}

/** The routes of one module, with what its entry leaves unsaid. */
export function routesOf(
  name: string,
  { kind, routes, throttle }: Pick<ModuleConfig, "kind" | "routes" | "throttle">,
): Route[] {
  return routes.map((route) => {
    const { path, scopes, public: open, ...own } = typeof route === "string" ? { path: route } : route;
    const limits = own.throttle ?? throttle;
    return {
      path,
      scopes: (open ?? kind === "web") ? [] : (scopes ?? [`${name}.invoke`]),
      ...(limits === undefined ? {} : { throttle: limits }),
    };
  });
}

/** For routes that AWS gets as one text: the order of the stack file must change nothing in it. */
export function byPath(one: Pick<Route, "path">, other: Pick<Route, "path">): number {
  return one.path < other.path ? -1 : 1;
}

/** Whether the module takes every path that no other module has. */
export function answersEverything({ routes }: Pick<ModuleConfig, "routes">): boolean {
  return routes.some((route) => (typeof route === "string" ? route : route.path) === "/");
}

/**
 * The API writes into this header which module it let the request through to. Both it and the load balancer read
 * the path, and a path written oddly (`/%70lanning`) may be one thing to the first and another to the second; by
 * the path alone, a caller could so get from a public route to a closed one.
 */
export const moduleHeader = "X-Edge-Module";

/** Every scope that a route asks for, sorted. */
export function scopesOf(modules: EnvironmentConfig["modules"]): string[] {
  const all = Object.entries(modules).flatMap(([name, module]) =>
    routesOf(name, module).flatMap(({ scopes }) => scopes),
  );
  return [...new Set(all)].sort();
}

/** A scope as it stands in a token: Cognito puts the name of the resource server before it. */
export function scopeInToken(
  authentication: EnvironmentConfig["edge"]["authentication"],
  scope: string,
): string {
  return authentication === "cognito" ? `${project}/${scope}` : scope;
}

/**
 * What the load balancer looks for, as a regular expression. A private integration puts the name of the stage
 * before the path, of which AWS's own pages say only "may"; so the path is known with it and without it.
 */
export function pathPattern(path: string): string {
  const escaped = path.replaceAll(".", "\\.");
  return path === "/" ? "^/.*$" : `^(/${stageName})?${escaped}(/.*)?$`;
}
