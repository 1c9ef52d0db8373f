import type { IssuerConfig } from "./config/schema/edge";
import type { EnvironmentConfig } from "./config/schema/environment";
import { byPath, routesOf } from "./routes";

/** The function's environment as far as the stack file says it; the key of pseudonyms has its name from AWS. */
export function authorizerSettings(
  { issuer, audience, jwksUri }: IssuerConfig,
  modules: EnvironmentConfig["modules"],
): Record<string, string> {
  // Open ones never ask it.
  const routes = Object.entries(modules)
    .flatMap(([name, module]) => routesOf(name, module))
    .filter(({ scopes }) => scopes.length > 0)
    .sort(byPath);
  return {
    ISSUER: issuer,
    AUDIENCE: JSON.stringify(audience),
    ...(jwksUri === undefined ? {} : { JWKS_URI: jwksUri }),
    ROUTES: JSON.stringify(routes.map(({ path, scopes }) => ({ path, scopes }))),
  };
}
