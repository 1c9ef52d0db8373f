import { Vault, VaultLockConfiguration, VaultPolicy } from "@pulumi/aws/backup";
import * as pulumi from "@pulumi/pulumi";
import { retention } from "../../../infra/backups";
import { durable } from "../../../infra/durability";
import { denyDeletion } from "../../../infra/iam/backup";
import { policyDocument } from "../../../infra/iam/statements";
import type { BackupsArgs } from "./Backups";

/** A vault under the environment's data key. Where data is protected it is locked as well. */
export function createVault(
  name: string,
  args: BackupsArgs,
  backupRoleArn: pulumi.Output<string>,
  parent: pulumi.Resource,
): Vault {
  const vault = new Vault(
    name,
    { kmsKeyArn: args.dataKey.arn, forceDestroy: args.deletion === "disposable" },
    { parent, ...durable(args.deletion) },
  );
  if (args.deletion === "disposable") return vault;
  lockVault(name, vault, args, parent);
  new VaultPolicy(
    name,
    {
      backupVaultName: vault.name,
      policy: pulumi
        .all([args.scope.account, backupRoleArn])
        .apply(([account, arn]) => policyDocument([denyDeletion(account, arn)])),
    },
    { parent },
  );
  return vault;
}

/**
 * In governance mode, which one with the right can take off: `changeableForDays` would make it compliance mode, which
 * nobody can, not even AWS. Other days make a new lock, and the old one goes first: it is the vault's only one, and
 * to delete the old one after the new one was made would leave none.
 */
function lockVault(name: string, vault: Vault, args: BackupsArgs, parent: pulumi.Resource): void {
  new VaultLockConfiguration(
    name,
    { backupVaultName: vault.name, ...retention(args) },
    { parent, deleteBeforeReplace: true },
  );
}
