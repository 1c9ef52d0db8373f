/** Name of the module that stands between the others and the AI services outside; no entry has it. */
export const aiGatewayName = "ai-gateway";

/** How the gateway's clients reach a provider through it, and say who they are. */
export interface GatewayClient {
  /** Variable for the caller's own token, which its client library takes for the provider's key. */
  readonly tokenVariable: string;
  /** Variable for the address, as the library reads it. */
  readonly urlVariable: string;
  /** What the library expects behind the host. */
  readonly urlPath: string;
  /** Header in which the library sends the key, and in which the provider wants it. */
  readonly header: string;
  /** What stands before the key there. */
  readonly prefix?: string;
}

type Library = Omit<GatewayClient, "tokenVariable">;

const bearer = { header: "authorization", prefix: "Bearer " };

/**
 * As the providers' own libraries for Python do it (openai 3.54, anthropic 2.12, google-genai 3.4, cohere 7.3). That of
 * Mistral reads no address from the environment: its module hands the variable over itself.
 */
const libraries: Readonly<Record<string, Library>> = {
  anthropic: { urlVariable: "ANTHROPIC_BASE_URL", urlPath: "", header: "x-api-key" },
  "azure-openai": { urlVariable: "AZURE_OPENAI_ENDPOINT", urlPath: "", header: "api-key" },
  cohere: { urlVariable: "CO_API_URL", urlPath: "", ...bearer },
  google: { urlVariable: "GOOGLE_GEMINI_BASE_URL", urlPath: "", header: "x-goog-api-key" },
  openai: { urlVariable: "OPENAI_BASE_URL", urlPath: "/v1", ...bearer },
};

/** A service that the platform does not know gets `<NAME>_API_KEY` and `<NAME>_BASE_URL`. */
export function gatewayClient(provider: string, keyVariable: string | undefined): GatewayClient {
  const name = provider.toUpperCase().replaceAll("-", "_");
  return {
    tokenVariable: keyVariable ?? `${name}_API_KEY`,
    ...(libraries[provider] ?? { urlVariable: `${name}_BASE_URL`, urlPath: "", ...bearer }),
  };
}

/** Where the gateway takes calls of one module for one provider. */
export function gatewayPath(module: string, provider: string): string {
  return `/${module}/${provider}`;
}

/** Variable in which the gateway finds the token of a caller. */
export function callerTokenVariable(module: string): string {
  return `TOKEN_${module.toUpperCase().replaceAll("-", "_")}`;
}
