import { egressDomains } from "../aiProviders";
import type { EnvironmentConfig } from "../config/schema/environment";
import { type AllowedDomain, awsDomains } from "./awsDomains";
import { registryDomains } from "./registryDomains";

export type { AllowedDomain } from "./awsDomains";

/** Every name that an environment may ask for, once each and in the order of the alphabet, with who needs it. */
export function allowlist(config: EnvironmentConfig): AllowedDomain[] {
  const byDomain = new Map<string, AllowedDomain[]>();
  for (const allowed of [
    ...awsDomains(config),
    ...registryDomains(config),
    ...issuerDomains(config),
    ...ownDomains(config),
    ...providerDomains(config),
    ...config.network.egress.domains.map((domain) => ({ domain, why: "network.egress.domains" })),
  ])
    byDomain.set(allowed.domain, [...(byDomain.get(allowed.domain) ?? []), allowed]);
  return [...byDomain]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([domain, all]) => ({
      domain,
      why: [...new Set(all.map(({ why }) => why))].join("; "),
      ...(all.every(({ inside }) => inside) ? { inside: true as const } : {}),
    }));
}

/** Modules may look at tokens themselves. */
function issuerDomains({ edge: { authentication } }: EnvironmentConfig): AllowedDomain[] {
  if (authentication === "cognito") return [];
  const { issuer, jwksUri = issuer } = authentication;
  return [issuer, jwksUri].map((url) => ({ domain: new URL(url).hostname, why: "keys of tokens" }));
}

function ownDomains({ edge: { domain } }: EnvironmentConfig): AllowedDomain[] {
  return domain ? [{ domain: domain.name, why: "the API and its load balancers" }] : [];
}

function providerDomains({ modules, aws: { region } }: EnvironmentConfig): AllowedDomain[] {
  return egressDomains(modules, region).map(({ domain, modules: names }) => ({
    domain,
    why: `AI providers of ${names.join(", ")}`,
  }));
}

/** How many names and patterns may be asked for that lead out of the VPC. */
export function outsideDomains(config: EnvironmentConfig): number {
  return allowlist(config).filter(({ inside }) => !inside).length;
}
