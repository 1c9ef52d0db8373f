import { aiProviders, type AiProviderName } from "../../../infra/aiProviders";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { providerKeyTag } from "../../../infra/iam/data";
import { pendingValue } from "../secret";
import { type Part, type PartContext, partSecret } from "./parts";

function keyVariableOf(provider: AiProviderName): string | undefined {
  const { keyVariable } = aiProviders[provider] as { readonly keyVariable?: string };
  return keyVariable;
}

/** Whether the module calls a provider that wants a key. */
export function hasProviderKey({ aiProviders: providers }: Pick<ModuleConfig, "aiProviders">): boolean {
  return providers.some((provider) => keyVariableOf(provider) !== undefined);
}

/** A secret for the key of an AI provider, none where IAM serves. */
export function providerPart(provider: AiProviderName, context: PartContext): Part {
  const keyVariable = keyVariableOf(provider);
  if (keyVariable === undefined) return {};
  const secret = partSecret(
    {
      // Without "key", openai of the module a-azure would be azure-openai of the module a.
      suffix: `key-${provider}`,
      description: `Key of ${context.module} for ${provider}`,
      initial: pendingValue,
      tags: { [providerKeyTag]: provider },
    },
    context,
  );
  return { secrets: [{ name: keyVariable, valueFrom: secret.arn }], secretArns: [secret.arn] };
}
