import type { Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";
import { accountSecurityRules } from "./accountSecurity";
import { auditRules } from "./audit";
import { budgetRules } from "./budget";
import { dataRules } from "./data";
import { edgeRules } from "./edge";
import { moduleRules } from "./module";
import { networkRules } from "./network";
import { observabilityRules } from "./observability";
import { platformRules } from "./platform";
import { poolRules } from "./pools";
import { privacyRules } from "./privacy";
import { productionRules } from "./production";
import { quotaRules } from "./quotas";
import { sharingRules } from "./sharing";
import { workbenchRules } from "./workbench";

/** The rules between values, of a configuration whose single values are right. */
export function brokenRules(config: EnvironmentConfig, ignoreQuotas: boolean): Fault[] {
  return [
    ...networkRules(config),
    ...platformRules(config),
    ...dataRules(config),
    ...poolRules(config),
    ...Object.entries(config.modules).flatMap(([name, module]) => moduleRules(name, module, config)),
    ...edgeRules(config),
    ...observabilityRules(config),
    ...privacyRules(config),
    ...accountSecurityRules(config),
    ...auditRules(config),
    ...budgetRules(config),
    ...workbenchRules(config),
    ...sharingRules(config),
    ...(ignoreQuotas ? [] : quotaRules(config)),
    ...(config.profile === "prod" ? productionRules(config) : []),
  ];
}
