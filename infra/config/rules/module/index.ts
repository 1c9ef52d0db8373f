import { fault, type Fault } from "../../../faults";
import { longestStartPeriod, mostRetries } from "../../../timeouts";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import { aiProviderFaults, aiUsageFaults } from "./aiProviders";
import type { At } from "./at";
import { callFaults } from "./calls";
import { capacityFaults } from "./capacity";
import { containerFaults } from "./containers";
import { dataFaults } from "./data";
import { jobFaults } from "./jobs";
import { kindFaults } from "./kinds";
import { releaseFaults } from "./release";
import { routeFaults } from "./routes";
import { scalingFaults } from "./scaling";

/** What must hold within one module, and between it and the platform. */
export function moduleRules(name: string, module: ModuleConfig, config: EnvironmentConfig): Fault[] {
  const at = (path: string, rule: string, got: unknown, fix: string) =>
    fault(`modules.${name}.${path}`, rule, got, fix);
  return [
    ...nameFaults(name),
    ...kindFaults(name, module, config, at),
    ...routeFaults(module, config.edge.authentication, at),
    ...capacityFaults(module, config, at),
    ...scalingFaults(module, config, at),
    ...releaseFaults(module, config, at),
    ...callFaults(name, module, config, at),
    ...jobFaults(module, at),
    ...healthFaults(module, at),
    ...containerFaults(module, at),
    ...dataFaults(name, module, config, at),
    ...aiProviderFaults(module, at),
    ...aiUsageFaults(module, at),
  ];
}

/** The nodes of Qdrant have these names in the cluster and in its namespace. */
const nodeNames = /^(data-)?qdrant-\d+$/;

function nameFaults(name: string): Fault[] {
  return nodeNames.test(name)
    ? [fault(`modules.${name}`, "has the name of a Qdrant node", undefined, "Choose another name.")]
    : [];
}

function healthFaults({ health }: ModuleConfig, at: At): Fault[] {
  const { command, graceSeconds, intervalSeconds, timeoutSeconds } = health;
  const borne = longestStartPeriod + mostRetries * intervalSeconds;
  return [
    ...(timeoutSeconds < intervalSeconds
      ? []
      : [
          at(
            "health.timeoutSeconds",
            `must be less than health.intervalSeconds (${intervalSeconds})`,
            timeoutSeconds,
            "Lower it, or check less often.",
          ),
        ]),
    ...(command === undefined || graceSeconds <= borne
      ? []
      : [
          at(
            "health.graceSeconds",
            `must be at most ${borne} with health.command: ECS waits ${longestStartPeriod} seconds and bears ${mostRetries} failed checks, one each intervalSeconds (${intervalSeconds})`,
            graceSeconds,
            "Lower it, or check less often.",
          ),
        ]),
  ];
}
