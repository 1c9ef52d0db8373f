import { strictCapacity, strictRulesOf } from "../../egress/strictRules";
import { fault, type Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";

export function egressRules(config: EnvironmentConfig): Fault[] {
  const { egress, existing } = config.network;
  return [
    ...(existing && egress.mode !== "open"
      ? [
          fault(
            "network.egress.mode",
            "must be open for an existing VPC",
            egress.mode,
            "Write open: a firewall is for all in a VPC, so its owner makes it.",
          ),
        ]
      : []),
    ...egress.domains
      .filter((domain, index) => egress.domains.indexOf(domain) !== index)
      .map((domain) =>
        fault("network.egress.domains", "must not name a domain twice", domain, "Remove one."),
      ),
    ...(egress.mode === "strict" ? strictFaults(config) : []),
  ];
}

/** What a rule group has room for is fixed when it is made. */
function strictFaults(config: EnvironmentConfig): Fault[] {
  const { ranges } = strictRulesOf(config);
  if (ranges.length <= strictCapacity.ranges) return [];
  return [
    fault(
      "network.egress.mode",
      `must be block where modules have more than ${strictCapacity.ranges} ranges in outbound`,
      ranges.length,
      "Write block, or larger ranges.",
    ),
  ];
}
