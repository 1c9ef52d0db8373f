import type { Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";
import { dataRules } from "./data";
import { edgeRules } from "./edge";
import { moduleRules } from "./module";
import { networkRules } from "./network";
import { platformRules } from "./platform";
import { poolRules } from "./pools";
import { productionRules } from "./production";
import { quotaRules } from "./quotas";
import { sharingRules } from "./sharing";

/** The rules between values, of a configuration whose single values are right. */
export function brokenRules(config: EnvironmentConfig, ignoreQuotas: boolean): Fault[] {
  return [
    ...networkRules(config),
    ...platformRules(config),
    ...dataRules(config),
    ...poolRules(config),
    ...Object.entries(config.modules).flatMap(([name, module]) => moduleRules(name, module, config)),
    ...edgeRules(config),
    ...sharingRules(config),
    ...(ignoreQuotas ? [] : quotaRules(config)),
    ...(config.profile === "prod" ? productionRules(config) : []),
  ];
}
