import type { AccountSettingsArgs } from "../../components/account/AccountSettings";
import type { Guards } from "../../infra/account/findings";
import type { AccountConfig } from "../../infra/config/schema/account";
import { guardDutyFeatures } from "../../infra/config/schema/accountSecurity";
import { alarms, key, scope } from "./fixtures";

/** Each of AWS's guards of an account, with all that it can do. */
export const everyGuard: Guards = {
  guardDuty: { features: [...guardDutyFeatures] },
  securityHub: { standards: ["aws-foundational-security-best-practices/v/1.0.0"] },
  inspector: { resourceTypes: ["LAMBDA", "ECR", "EC2"] },
  accessAnalyzer: { unusedAccessDays: 90 },
  config: { resourceTypes: [], retentionDays: 365, serviceLinkedRole: true },
};

/** An environment that sets nothing for its account. */
export function accountConfig(change: Partial<AccountConfig> = {}): AccountConfig {
  return {
    apiGatewayLogs: false,
    bedrockLogs: false,
    guardDuty: false,
    securityHub: false,
    inspector: false,
    accessAnalyzer: false,
    config: false,
    costAnomalies: false,
    costTags: false,
    ...change,
  };
}

export function accountArgs(change: Partial<AccountSettingsArgs> = {}): AccountSettingsArgs {
  return { scope: scope(), logsKey: key("logs"), alarms: alarms(), ...accountConfig(), ...change };
}
