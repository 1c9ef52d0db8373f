import { RegistryScanningConfiguration } from "@pulumi/aws/ecr";
import type * as pulumi from "@pulumi/pulumi";
import { pullThroughPrefix } from "../../../infra/delivery/names";
import { repositoryName } from "../../../infra/naming";
import type { DeliveryTierArgs } from "../DeliveryTier";

/** There is one setting for all images of an account and region, so only where this stack is the one to set it. */
export function setScanning(
  name: string,
  { account, registry }: DeliveryTierArgs,
  parent: pulumi.Resource,
): void {
  if (!account.registryScanning) return;
  const enhanced = registry.scanning === "enhanced";
  new RegistryScanningConfiguration(
    `${name}-scanning`,
    {
      scanType: enhanced ? "ENHANCED" : "BASIC",
      rules: [
        {
          scanFrequency: enhanced ? "CONTINUOUS_SCAN" : "SCAN_ON_PUSH",
          repositoryFilters: [repositoryName("*"), `${pullThroughPrefix}/*`].map((filter) => ({
            filter,
            filterType: "WILDCARD",
          })),
        },
      ],
    },
    { parent },
  );
}
