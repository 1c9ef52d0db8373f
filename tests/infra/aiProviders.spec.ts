import { expect } from "chai";
import {
  aiProviderNames,
  aiProviders,
  type AiProvider,
  egressDomains,
  providersOf,
} from "../../infra/aiProviders";
import type { AiProviderEntry } from "../../infra/config/schema/aiProviders";

describe("AI providers", () => {
  it("each have the variable and the host of their client libraries, and the name of the conventions", () => {
    expect(
      aiProviderNames.map((name) => {
        const { keyVariable, domains, telemetryName }: Omit<AiProvider, "name"> = aiProviders[name];
        return [name, keyVariable, domains[0], telemetryName];
      }),
    ).to.deep.equal([
      ["anthropic", "ANTHROPIC_API_KEY", "api.anthropic.com", "anthropic"],
      ["azure-openai", "AZURE_OPENAI_API_KEY", "*.openai.azure.com", "azure.ai.openai"],
      ["bedrock", undefined, undefined, "aws.bedrock"],
      ["cohere", "CO_API_KEY", "api.cohere.com", "cohere"],
      ["google", "GEMINI_API_KEY", "generativelanguage.googleapis.com", "gcp.gemini"],
      ["mistral", "MISTRAL_API_KEY", "api.mistral.ai", "mistral_ai"],
      ["openai", "OPENAI_API_KEY", "api.openai.com", "openai"],
    ]);
  });

  const api = (secret: boolean): AiProviderEntry => ({
    api: { name: "deep-l", domain: "api.deepl.com", secret },
  });
  const deepL = { name: "deep-l", domains: ["api.deepl.com"], telemetryName: "deep-l" };
  const cases: [what: string, entry: AiProviderEntry, meant: object][] = [
    ["a word", "openai", { name: "openai", ...aiProviders.openai }],
    ["all models of Bedrock", "bedrock", { name: "bedrock", ...aiProviders.bedrock, models: "all" }],
    [
      "some models of Bedrock",
      { bedrock: { models: ["amazon.nova-lite-v1:0"] } },
      { name: "bedrock", ...aiProviders.bedrock, models: ["amazon.nova-lite-v1:0"] },
    ],
    [
      "endpoints",
      { sagemaker: { endpoints: ["demand"] } },
      { name: "sagemaker", domains: [], telemetryName: "aws.sagemaker", endpoints: ["demand"] },
    ],
    ["another API", api(true), { ...deepL, keyVariable: "DEEP_L_API_KEY" }],
    ["another API without a key", api(false), deepL],
  ];
  for (const [what, entry, meant] of cases)
    it(`can be named as ${what}`, () => {
      expect(providersOf({ aiProviders: [entry] })).to.deep.equal([meant]);
    });

  it("need these hosts, and of Amazon's only those of the region", () => {
    const modules = {
      support: { aiProviders: ["anthropic" as const, api(false)] },
      planning: {
        aiProviders: ["anthropic" as const, "bedrock" as const, { sagemaker: { endpoints: ["a"] } }],
      },
      shop: { aiProviders: [] },
    };
    expect(egressDomains(modules, "eu-west-1")).to.deep.equal([
      { domain: "api.anthropic.com", modules: ["planning", "support"] },
      { domain: "api.deepl.com", modules: ["support"] },
      { domain: "bedrock-runtime.eu-west-1.amazonaws.com", modules: ["planning"] },
      { domain: "runtime.sagemaker.eu-west-1.amazonaws.com", modules: ["planning"] },
    ]);
  });
});
