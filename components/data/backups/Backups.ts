import { Plan, Selection } from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../../infra/alarms/createAlarm";
import { backedUp, backedUpArns, backupRules, startMinutes } from "../../../infra/backups";
import type { BackupsConfig } from "../../../infra/config/schema/data";
import type { Deletion } from "../../../infra/durability";
import { backupPolicies, restorePolicies } from "../../../infra/iam/backup";
import { createAgentRole } from "../../../infra/iam/instances";
import { backupTrust } from "../../../infra/iam/trust";
import type { Scope } from "../../../infra/scope";
import { environmentTags } from "../../../infra/tags";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";
import { reportFailures } from "./failures";
import { createRestoreTesting } from "./restoreTesting";
import { createVault } from "./vault";

export interface BackupsArgs extends BackupsConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly dataKey: KeyRef;
  readonly alarms: AlarmDestinations;
  readonly deletion: Deletion;
}

/**
 * Copies of databases, volumes and buckets, in a vault that neither a module nor a slip of the hand reaches. What is
 * copied is found by its tag, so the plan knows no module by name.
 */
export class Backups extends pulumi.ComponentResource {
  readonly vaultName: pulumi.Output<string>;

  constructor(name: string, args: BackupsArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:Backups", name, {}, opts);
    const { scope } = args;
    const role = (kind: string, description: string, policyArns: Readonly<Record<string, string>>) =>
      createAgentRole(
        `${name}-${kind}`,
        { description, trust: backupTrust(), statements: [], policyArns },
        scope,
        { parent: this },
      );
    const backup = role("backup", "Takes backups, and ends them when their days are over", backupPolicies);
    const restore = role("restore", "Restores backups", restorePolicies);
    const vault = createVault(name, args, backup.role.arn, this);
    const plan = createPlan(name, args, vault.name, this);
    new Selection(
      name,
      {
        planId: plan.id,
        iamRoleArn: backup.role.arn,
        resources: scope.account.apply((account) => backedUpArns(scope.region, account)),
        conditions: [{ stringEquals: tagConditions(scope.environment) }],
      },
      { parent: this, dependsOn: [...backup.attachments] },
    );
    if (args.restoreTesting) createRestoreTesting(name, args, vault, restore, this);
    reportFailures(name, scope, [backup.role.arn, restore.role.arn], args.alarms, this);
    this.vaultName = vault.name;
    this.registerOutputs({ vaultName: this.vaultName });
  }
}

/**
 * Snapshots only. Continuous backups of a database would take its window and retention out of the stack file's hands,
 * and RDS keeps those by itself.
 */
function createPlan(
  name: string,
  config: BackupsConfig,
  targetVaultName: pulumi.Output<string>,
  parent: pulumi.Resource,
): Plan {
  const rules = backupRules(config).map(({ ruleName, schedule, deleteAfter }) => ({
    ...{ ruleName, targetVaultName, schedule, startWindow: startMinutes },
    lifecycle: { deleteAfter },
  }));
  return new Plan(name, { rules }, { parent });
}

/** Every tag must be there: another environment of the account has the same one for backups. */
function tagConditions(environment: string) {
  const { Project, Environment } = environmentTags(environment, {});
  return Object.entries({ Project: Project!, Environment: Environment!, ...backedUp }).map(
    ([key, value]) => ({
      key: `aws:ResourceTag/${key}`,
      value,
    }),
  );
}
