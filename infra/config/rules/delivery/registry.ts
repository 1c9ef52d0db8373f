import { fault, type Fault } from "../../../faults";
import type { SharedConfig } from "../../schema/shared";

export function registryFaults({ aws, delivery }: SharedConfig): Fault[] {
  const { registry, account } = delivery;
  const secretRegion = registry.dockerHubSecret?.split(":")[3];
  return [
    ...(registry.scanning === "enhanced" && !account.registryScanning
      ? [
          fault(
            "delivery.registry.scanning",
            "needs delivery.account.registryScanning",
            registry.scanning,
            "An account has Amazon Inspector for all its images or for none: write registryScanning: true, or basic.",
          ),
        ]
      : []),
    ...(secretRegion === undefined || secretRegion === aws.region
      ? []
      : [
          fault(
            "delivery.registry.dockerHubSecret",
            `must be in ${aws.region}`,
            registry.dockerHubSecret,
            "ECR reads it in its own region; make one there.",
          ),
        ]),
  ];
}
