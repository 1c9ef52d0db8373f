/** An AI provider that a module can name. */
export interface AiProvider {
  /** Environment variable with the key, as the provider's own client libraries read it; none where IAM serves. */
  readonly keyVariable?: string;
}

export const aiProviders = {
  anthropic: { keyVariable: "ANTHROPIC_API_KEY" },
  "azure-openai": { keyVariable: "AZURE_OPENAI_API_KEY" },
  bedrock: {},
  cohere: { keyVariable: "CO_API_KEY" },
  google: { keyVariable: "GEMINI_API_KEY" },
  mistral: { keyVariable: "MISTRAL_API_KEY" },
  openai: { keyVariable: "OPENAI_API_KEY" },
} as const satisfies Record<string, AiProvider>;

export type AiProviderName = keyof typeof aiProviders;
export const aiProviderNames = Object.keys(aiProviders) as AiProviderName[];
