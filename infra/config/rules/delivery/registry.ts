import { fault, type Fault } from "../../../faults";
import type { SharedConfig } from "../../schema/shared";

export function registryFaults({ aws, delivery }: SharedConfig): Fault[] {
  const { registry, account } = delivery;
  const secrets = (["dockerHubSecret", "githubSecret"] as const).filter(
    (key) => registry[key] !== undefined && registry[key].split(":")[3] !== aws.region,
  );
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
    ...secrets.map((key) =>
      fault(
        `delivery.registry.${key}`,
        `must be in ${aws.region}`,
        registry[key],
        "ECR reads it in its own region; make one there.",
      ),
    ),
  ];
}
