import { aiGatewayName, type GatewayClient, gatewayClient } from "./aiGateway/clients";
import type { AiProviderEntry } from "./config/schema/aiProviders";

interface KnownProvider {
  /** Environment variable with the key, as the provider's own client libraries read it; none where IAM serves. */
  readonly keyVariable?: string;
  /** Hosts that its client libraries call. None where the region says them. */
  readonly domains: readonly string[];
  /**
   * Its value of `gen_ai.provider.name`.
   * https://opentelemetry.io/docs/specs/semconv/registry/attributes/gen-ai/
   */
  readonly telemetryName: string;
}

/** The AI providers that a module can name by a word. */
export const aiProviders = {
  anthropic: { keyVariable: "ANTHROPIC_API_KEY", domains: ["api.anthropic.com"], telemetryName: "anthropic" },
  "azure-openai": {
    keyVariable: "AZURE_OPENAI_API_KEY",
    // Each customer has a host of its own.
    domains: ["*.openai.azure.com"],
    telemetryName: "azure.ai.openai",
  },
  bedrock: { domains: [], telemetryName: "aws.bedrock" },
  cohere: { keyVariable: "CO_API_KEY", domains: ["api.cohere.com"], telemetryName: "cohere" },
  google: {
    keyVariable: "GEMINI_API_KEY",
    domains: ["generativelanguage.googleapis.com"],
    telemetryName: "gcp.gemini",
  },
  mistral: { keyVariable: "MISTRAL_API_KEY", domains: ["api.mistral.ai"], telemetryName: "mistral_ai" },
  openai: { keyVariable: "OPENAI_API_KEY", domains: ["api.openai.com"], telemetryName: "openai" },
} as const satisfies Record<string, KnownProvider>;

export type AiProviderName = keyof typeof aiProviders;
export const aiProviderNames = Object.keys(aiProviders) as AiProviderName[];

/** What an entry of `aiProviders` means, whichever way it is written. */
export interface AiProvider extends KnownProvider {
  /** As secrets and messages call it; no module has it twice. */
  readonly name: string;
  /** Ids of models and profiles of Bedrock; `"all"` of the region for the word alone. */
  readonly models?: readonly string[] | "all";
  /** Names of endpoints of SageMaker. */
  readonly endpoints?: readonly string[];
  /** There where the AI gateway stands between, which then has the key. */
  readonly gateway?: GatewayClient;
}

interface Calling {
  readonly aiProviders: readonly AiProviderEntry[];
  /** With the AI gateway among them, it alone calls what is outside. */
  readonly calls?: readonly string[];
}

export function providersOf({ aiProviders: entries, calls = [] }: Calling): AiProvider[] {
  const providers = entries.flatMap((entry) => providerOf(entry) ?? []);
  return calls.includes(aiGatewayName) ? providers.map(throughGateway) : providers;
}

/** Whether it is outside of AWS, where no role says who calls. */
export function isExternal({ domains }: AiProvider): boolean {
  return domains.length > 0;
}

function throughGateway(provider: AiProvider): AiProvider {
  if (!isExternal(provider)) return provider;
  const { keyVariable, ...known } = provider;
  return { ...known, domains: [], gateway: gatewayClient(provider.name, keyVariable) };
}

/** Undefined for an object without a key, which a rule refuses. */
function providerOf(entry: AiProviderEntry): AiProvider | undefined {
  if (typeof entry === "string")
    return { name: entry, ...aiProviders[entry], ...(entry === "bedrock" ? { models: "all" } : {}) };
  const { bedrock, sagemaker, api } = entry;
  if (bedrock) return { name: "bedrock", ...aiProviders.bedrock, models: bedrock.models };
  if (sagemaker)
    return {
      name: "sagemaker",
      domains: [],
      // The conventions have no name for it, and let others name what they know.
      telemetryName: "aws.sagemaker",
      endpoints: sagemaker.endpoints,
    };
  if (api === undefined) return undefined;
  const { name, domain, secret } = api;
  return {
    name,
    domains: [domain],
    telemetryName: name,
    ...(secret ? { keyVariable: keyVariableOf(name) } : {}),
  };
}

function keyVariableOf(name: string): string {
  return `${name.toUpperCase().replaceAll("-", "_")}_API_KEY`;
}

export interface EgressDomain {
  /** A host, or `*.` and what all of its hosts end with. */
  readonly domain: string;
  /** Who needs it, in the order of the alphabet. */
  readonly modules: readonly string[];
}

/** All hosts that the AI providers of an environment's modules need, each with the modules that call it. */
export function egressDomains(modules: Readonly<Record<string, Calling>>, region: string): EgressDomain[] {
  const callers = new Map<string, Set<string>>();
  for (const [module, calling] of Object.entries(modules))
    for (const provider of providersOf(calling))
      for (const domain of domainsOf(provider, region))
        callers.set(domain, (callers.get(domain) ?? new Set()).add(module));
  return [...callers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([domain, names]) => ({ domain, modules: [...names].sort() }));
}

/** https://docs.aws.amazon.com/general/latest/gr/bedrock.html and …/gr/sagemaker.html */
function domainsOf({ domains, models, endpoints }: AiProvider, region: string): readonly string[] {
  if (models) return [`bedrock-runtime.${region}.amazonaws.com`];
  if (endpoints) return [`runtime.sagemaker.${region}.amazonaws.com`];
  return domains;
}
