import { placeOf } from "../capacity";
import type { EnvironmentConfig } from "../config/schema/environment";
import type { AllowedDomain } from "./awsDomains";

/**
 * Hosts to which a registry sends those who pull. Docker's: https://docs.docker.com/desktop/setup/allow-list/ and what
 * it answers in 2026; Amazon's is told by no page of AWS, but by its answers and by
 * https://anywhere.eks.amazonaws.com/docs/getting-started/airgapped/.
 */
const redirections: Readonly<Record<string, readonly string[]>> = {
  "docker.io": [
    "registry-1.docker.io",
    "auth.docker.io",
    "production.cloudflare.docker.com",
    "production.cloudfront.docker.com",
  ],
  "gcr.io": ["storage.googleapis.com"],
  "ghcr.io": ["pkg-containers.githubusercontent.com"],
  "public.ecr.aws": ["d2glxqk2uabbnd.cloudfront.net", "d5l0dvt14r5h8.cloudfront.net"],
  "quay.io": ["*.quay.io"],
};

/** The registries whose images run: tasks pull them on their own way out. */
export function registryDomains(config: EnvironmentConfig): AllowedDomain[] {
  return [...registriesOf(config)].flatMap((registry) =>
    [registry, ...(redirections[registry] ?? [])].map((domain) => ({ domain, why: `images of ${registry}` })),
  );
}

function registriesOf({ data, modules }: EnvironmentConfig): ReadonlySet<string> {
  const sidecars = Object.values(modules)
    .filter(({ capacity }) => placeOf(capacity) !== "external")
    .flatMap((module) => Object.values(module.sidecars));
  return new Set([
    // The platform's own sidecars, and what runs before the first release.
    "public.ecr.aws",
    ...(data.qdrant ? ["docker.io"] : []),
    ...sidecars.map(({ image }) => hostOf(image)),
  ]);
}

/** Without its port: names have none. */
function hostOf(image: string): string {
  return image.replace(/\/.*$/, "").replace(/:\d+$/, "");
}
