import { type AiProvider, isExternal, providersOf } from "../aiProviders";
import type { Profile } from "../config/profile";
import { merged } from "../config/raw";
import type { AiGatewayConfig } from "../config/schema/aiGateway";
import type { EnvironmentConfig } from "../config/schema/environment";
import { type ModuleConfig, moduleSchema } from "../config/schema/module";
import { hasService } from "../moduleKinds";
import { aiGatewayName } from "./clients";

type Modules = EnvironmentConfig["modules"];

/** As of any module: what a metric filter matches has room for so many. */
export const mostServices = 10;

/** The modules that call AI services outside of AWS, by name. */
export function callersOf(modules: Modules): [name: string, module: ModuleConfig][] {
  return Object.entries(modules)
    .filter(([name, module]) => name !== aiGatewayName && providersOf(module).some(passesGateway))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What goes through the gateway, whether it is there yet or not. */
export function passesGateway(provider: AiProvider): boolean {
  return provider.gateway !== undefined || isExternal(provider);
}

/** Only a service in the VPC knows the gateway by name. */
export function reachesGateway(module: Pick<ModuleConfig, "kind" | "capacity">): boolean {
  return hasService(module) && module.capacity.kind !== "external";
}

/**
 * The configuration with the gateway as one more module that all callers call, so that whatever holds for modules
 * holds for it.
 */
export function withAiGateway<T extends EnvironmentConfig>(config: T, defaults: Profile["module"]): T {
  if (!config.aiGateway) return config;
  const callers = callersOf(config.modules).filter(([, module]) => reachesGateway(module));
  if (callers.length === 0) return config;
  const calling: Record<string, ModuleConfig> = Object.fromEntries(
    callers.map(([name, module]) => [name, { ...module, calls: [...module.calls, aiGatewayName] }]),
  );
  const gateway = gatewayModule(config.aiGateway, callers, defaults);
  return {
    ...config,
    modules: { [aiGatewayName]: gateway, ...config.modules, ...calling },
  };
}

function gatewayModule(
  { owner, tasks }: AiGatewayConfig,
  callers: readonly (readonly [name: string, module: ModuleConfig])[],
  defaults: Profile["module"],
): ModuleConfig {
  const own = {
    owner,
    description: "The only door to AI services outside of AWS",
    kind: "service",
    // A proxy; most of the CPU is the agent's of Service Connect beside it.
    size: { cpu: 512, memoryMiB: 1024 },
    // Quotas are counted by each task, so their number stays.
    scaling: { min: tasks, max: tasks },
    capacity: { spotPercent: 0, onDemandBase: 1 },
    slo: false,
    longestResponseSeconds: Math.max(...callers.map(([, module]) => module.longestResponseSeconds)),
    aiProviders: providerEntries(callers.map(([, module]) => module)),
    aiUsage: { anomalies: false },
    container: { readOnlyRootFilesystem: true, exec: false },
  };
  return moduleSchema.parse(merged(defaults, own));
}

/** Each service once, as the first caller names it. */
function providerEntries(modules: readonly ModuleConfig[]): ModuleConfig["aiProviders"] {
  const byName = new Map<string, ModuleConfig["aiProviders"][number]>();
  for (const { aiProviders } of modules)
    for (const entry of aiProviders)
      for (const provider of providersOf({ aiProviders: [entry] }))
        if (isExternal(provider) && !byName.has(provider.name)) byName.set(provider.name, entry);
  const all = [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  // A rule says that there are too many.
  return all.slice(0, mostServices);
}
