import { RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { createRole } from "../../../infra/iam/role";
import { serviceTrust } from "../../../infra/iam/trust";
import type { Scope } from "../../../infra/scope";

/** ARN of the role by which RDS writes what it sees of the operating system. */
export function createMonitoringRole(
  name: string,
  scope: Scope,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const role = createRole(
    `${name}-monitoring`,
    {
      description: "Enhanced monitoring of MariaDB",
      trust: scope.account.apply((account) => serviceTrust("monitoring.rds.amazonaws.com", account)),
      statements: [],
    },
    scope,
    { parent },
  );
  const attachment = new RolePolicyAttachment(
    `${name}-monitoring`,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole" },
    { parent },
  );
  // RDS checks the role's rights when it is named, so its ARN is given out only after the attachment.
  return pulumi.all([role.arn, attachment.id]).apply(([arn]) => arn);
}
