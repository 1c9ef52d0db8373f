import {
  type GuardDutyConfig,
  type GuardDutyFeature,
  guardDutyFeatures,
} from "../config/schema/accountSecurity";

export interface FeatureSetting {
  readonly name: GuardDutyFeature | "EKS_AUDIT_LOGS";
  readonly status: "DISABLED" | "ENABLED";
  readonly additionalConfigurations?: readonly { readonly name: string; readonly status: string }[];
}

/** Whom the agent of runtime monitoring looks after: tasks on Fargate. */
const agents = [
  { name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" },
  { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
  { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
] as const;

/**
 * Every feature says whether it is on: a new detector has most of them on, and what nobody says stays as it is.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export function featureSettings({ features }: GuardDutyConfig): FeatureSetting[] {
  const own = guardDutyFeatures.map((name): FeatureSetting => {
    const on = features.includes(name);
    return {
      name,
      status: on ? "ENABLED" : "DISABLED",
      ...(on && name === "RUNTIME_MONITORING" ? { additionalConfigurations: agents } : {}),
    };
  });
  return [...own, { name: "EKS_AUDIT_LOGS", status: "DISABLED" }];
}
