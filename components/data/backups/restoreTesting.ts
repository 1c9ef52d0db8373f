import { RestoreTestingPlan, RestoreTestingSelection, type Vault } from "@pulumi/aws/backup";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { SubnetGroup } from "@pulumi/aws/rds";
import type { RolePolicyAttachment } from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { restoreTestingName } from "../../../infra/backups";
import type { RoleRef } from "../../../infra/iam/role";
import type { BackupsArgs } from "./Backups";

/** What was restored is there for an hour, for whoever wants to look. */
const validationHours = 1;

/** A backup of a week ago says nothing of today's. */
const newestDays = 7;

export interface RestoreRole {
  readonly role: RoleRef;
  readonly attachments: readonly RolePolicyAttachment[];
}

/**
 * Restores the newest backup of everything once a month, and deletes it again. Without overrides AWS restores a
 * database into the account's default network, and volumes and buckets under a key of its own.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
 */
export function createRestoreTesting(
  name: string,
  args: BackupsArgs,
  vault: Vault,
  { role, attachments }: RestoreRole,
  parent: pulumi.Resource,
): void {
  const { environment } = args.scope;
  const plan = new RestoreTestingPlan(
    name,
    {
      name: restoreTestingName(environment),
      // On the second of a month, in Seoul's and Europe's working hours: somebody should be there when it fails.
      scheduleExpression: "cron(0 7 2 * ? *)",
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: [vault.arn],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: newestDays,
      },
    },
    { parent },
  );
  for (const [protectedResourceType, restoreMetadataOverrides] of Object.entries(
    overrides(name, args, parent),
  ))
    new RestoreTestingSelection(
      `${name}-${protectedResourceType.toLowerCase()}`,
      {
        name: restoreTestingName(environment, protectedResourceType),
        restoreTestingPlanName: plan.name,
        iamRoleArn: role.arn,
        protectedResourceType,
        // All that the plan's one vault holds.
        protectedResourceArns: ["*"],
        restoreMetadataOverrides,
        validationWindowHours: validationHours,
      },
      { parent, dependsOn: [...attachments] },
    );
}

/** By type of resource. Lists are JSON in these. */
function overrides(name: string, args: BackupsArgs, parent: pulumi.Resource) {
  const { vpcId, isolatedSubnetIds } = args.network;
  const closed = new SecurityGroup(
    `${name}-restored`,
    {
      vpcId,
      description: "Databases restored for a test: nothing goes in or out",
      tags: { Name: `${name}-restored` },
    },
    { parent },
  );
  const subnets = new SubnetGroup(`${name}-restored`, { subnetIds: isolatedSubnetIds }, { parent });
  return {
    RDS: {
      dbSubnetGroupName: subnets.name,
      vpcSecurityGroupIds: pulumi.jsonStringify([closed.id]),
      publiclyAccessible: "false",
      multiAz: "false",
    },
    EBS: { kmsKeyId: args.dataKey.arn },
    S3: { encryptionType: "SSE-KMS", kmsKey: args.dataKey.arn, restoreACLs: "false" },
  };
}
