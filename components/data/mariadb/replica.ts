import { Instance } from "@pulumi/aws/rds";
import type * as pulumi from "@pulumi/pulumi";
import type { KeyRef } from "../../keys/refs";
import { createLogGroups, logKinds } from "./logs";
import { commonSettings, type ServerSettings, type SharedResources } from "./settings";

export interface ReplicaArgs extends ServerSettings {
  readonly source: Instance;
  readonly logsKey: KeyRef;
  readonly logRetentionDays: number;
  readonly shared: SharedResources;
}

/**
 * A second server that follows the first. Storage, version, users, key and subnets are its source's, and AWS takes
 * none of them for it. It holds nothing of its own, so it has neither backups nor protection: without its entry it
 * goes. Its source's name is an output, so it goes before the source; else AWS would make a server of its own of it.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
export function createReplica(
  name: string,
  identifier: string,
  args: ReplicaArgs,
  parent: pulumi.Resource,
): Instance {
  return new Instance(
    name,
    {
      ...commonSettings(args),
      ...args.shared,
      identifier,
      replicateSourceDb: args.source.identifier,
      multiAz: false,
      deletionProtection: false,
      // AWS takes no last snapshot of a replica.
      skipFinalSnapshot: true,
    },
    {
      parent,
      deleteBeforeReplace: true,
      dependsOn: createLogGroups(name, { ...args, identifier, kinds: logKinds(args.deletion) }, parent),
    },
  );
}
