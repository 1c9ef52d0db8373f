import {
  aiGatewayName,
  callerTokenVariable,
  type GatewayClient,
  gatewayPath,
} from "../../../infra/aiGateway/clients";
import { type AiProvider, providersOf } from "../../../infra/aiProviders";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import { providerKeyTag } from "../../../infra/iam/data";
import { pendingValue } from "../secret";
import { type Part, type PartContext, partSecret } from "./parts";

/** Whether the module calls a provider that wants a key. */
export function hasProviderKey(module: Pick<ModuleConfig, "aiProviders">): boolean {
  return providersOf(module).some(({ keyVariable }) => keyVariable !== undefined);
}

/**
 * A secret for the key of an AI provider, none where IAM serves or nobody asks for one; on the way through the gateway
 * the module's own token in its place.
 */
export function providerPart({ name, keyVariable, gateway }: AiProvider, context: PartContext): Part {
  if (gateway !== undefined) return gatewayPart(name, gateway, context);
  if (keyVariable === undefined) return {};
  const secret = partSecret(
    {
      // Without "key", openai of the module a-azure would be azure-openai of the module a.
      suffix: `key-${name}`,
      description: `Key of ${context.module} for ${name}`,
      initial: pendingValue,
      tags: { [providerKeyTag]: name },
    },
    context,
  );
  return { secrets: [{ name: keyVariable, valueFrom: secret.arn }], secretArns: [secret.arn] };
}

/** The address needs no lookup: Service Connect gives the gateway its own name. */
function gatewayPart(
  provider: string,
  { tokenVariable, urlVariable, urlPath }: GatewayClient,
  { module, gateway }: PartContext,
): Part {
  const { url, tokens, key } = gateway!;
  const { arn } = tokens[module]!;
  return {
    variables: { [urlVariable]: `${url}${gatewayPath(module, provider)}${urlPath}` },
    secrets: [{ name: tokenVariable, valueFrom: arn }],
    secretArns: [arn],
    secretKey: key,
  };
}

/** The gateway reads the token of each caller; nothing for any other module. */
export function callerTokensPart({ module, gateway }: PartContext): Part {
  if (module !== aiGatewayName || gateway === undefined) return {};
  const { tokens, key } = gateway;
  return {
    secrets: Object.entries(tokens).map(([caller, { arn }]) => ({
      name: callerTokenVariable(caller),
      valueFrom: arn,
    })),
    secretArns: Object.values(tokens).map(({ arn }) => arn),
    secretKey: key,
  };
}
