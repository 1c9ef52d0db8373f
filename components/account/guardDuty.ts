import { Detector, DetectorFeature } from "@pulumi/aws/guardduty";
import type * as pulumi from "@pulumi/pulumi";
import { featureSettings } from "../../infra/account/guardDuty";
import type { GuardDutyConfig } from "../../infra/config/schema/accountSecurity";

/** Looks for intruders in all that the account does. */
export function createGuardDuty(name: string, config: GuardDutyConfig, parent: pulumi.Resource): void {
  const detector = new Detector(
    name,
    // What changes of a finding is told within so long; of a new one within minutes.
    { enable: true, findingPublishingFrequency: "FIFTEEN_MINUTES" },
    { parent },
  );
  for (const { name: feature, status, additionalConfigurations } of featureSettings(config))
    new DetectorFeature(
      `${name}-${feature.toLowerCase().replaceAll("_", "-")}`,
      {
        detectorId: detector.id,
        name: feature,
        status,
        ...(additionalConfigurations ? { additionalConfigurations: [...additionalConfigurations] } : {}),
      },
      { parent },
    );
}
