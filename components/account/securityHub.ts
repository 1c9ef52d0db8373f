import { Account, StandardsSubscription } from "@pulumi/aws/securityhub";
import type * as pulumi from "@pulumi/pulumi";
import type { SecurityHubConfig } from "../../infra/config/schema/accountSecurity";
import type { Scope } from "../../infra/scope";

/** Gathers what the other guards find, and checks the account itself by standards. */
export function createSecurityHub(
  name: string,
  { region }: Scope,
  { standards }: SecurityHubConfig,
  parent: pulumi.Resource,
): void {
  const hub = new Account(
    name,
    // Only the standards that are named: each check is billed. One finding for each check, not one for each standard.
    {
      enableDefaultStandards: false,
      autoEnableControls: true,
      controlFindingGenerator: "SECURITY_CONTROL",
    },
    { parent },
  );
  for (const standard of standards)
    new StandardsSubscription(
      `${name}-${standard.split("/")[0]!}`,
      { standardsArn: `arn:aws:securityhub:${region}::standards/${standard}` },
      { parent, dependsOn: hub },
    );
}
