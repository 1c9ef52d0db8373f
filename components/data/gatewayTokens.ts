import type * as pulumi from "@pulumi/pulumi";
import { aiGatewayName } from "../../infra/aiGateway/clients";
import { callersOf } from "../../infra/aiGateway/gatewayModule";
import { moduleTags } from "../../infra/tags";
import type { KeyRef } from "../keys/refs";
import type { DataTierArgs } from "./DataTier";
import type { SecretRef } from "./refs";
import { createSecret, randomPassword } from "./secret";

/** By what the AI gateway knows its callers. */
export interface GatewayTokens {
  /** Where it is. */
  readonly url: string;
  /** By module. */
  readonly tokens: Readonly<Record<string, SecretRef>>;
  /** Two modules read each token, so it is under the key of what modules share. */
  readonly key: KeyRef;
}

export function createGatewayTokens(
  args: Pick<DataTierArgs, "modules" | "keys" | "deletion" | "secretRecoveryDays">,
  parent: pulumi.Resource,
): GatewayTokens | undefined {
  const { modules, keys, deletion, secretRecoveryDays: recoveryDays } = args;
  const gateway = modules[aiGatewayName];
  if (gateway === undefined) return undefined;
  const tokens = callersOf(modules).map(([module, { owner }]) => [
    module,
    createSecret(
      `${module}-${aiGatewayName}`,
      {
        description: `Token of ${module} for the AI gateway`,
        key: keys.data,
        deletion,
        recoveryDays,
        initial: randomPassword(parent),
        tags: moduleTags(module, owner),
      },
      parent,
    ),
  ]);
  return {
    url: `http://${aiGatewayName}:${gateway.port}`,
    tokens: Object.fromEntries(tokens) as Record<string, SecretRef>,
    key: keys.data,
  };
}
