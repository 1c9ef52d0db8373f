import type { EnvironmentConfig } from "../config/schema/environment";
import { githubUpstream } from "../delivery/upstreams";
import { pullThroughRepositories } from "../delivery/names";
import { aiGatewayName } from "./clients";
import { proxyConfig } from "./proxyConfig";

/** An image of somebody else's that a module runs in place of a release of its own. */
export interface KeptImage {
  /** In the registry that has the modules' images. */
  readonly repository: string;
  readonly digest: string;
  readonly command: readonly string[];
}

/** By module. */
export function keptImages(config: EnvironmentConfig): Readonly<Record<string, KeptImage>> {
  const { aiGateway, modules } = config;
  if (!aiGateway || modules[aiGatewayName] === undefined) return {};
  return {
    [aiGatewayName]: {
      // ghcr.io/agentgateway/agentgateway
      repository: `${pullThroughRepositories(githubUpstream)}/agentgateway/agentgateway`,
      digest: aiGateway.digest,
      command: ["--config", proxyConfig(config)],
    },
  };
}
