import { ReplicationGroup, SubnetGroup } from "@pulumi/aws/elasticache";
import type * as pulumi from "@pulumi/pulumi";
import type { CacheConfig } from "../../../infra/config/schema/data";
import { cachePort } from "./ports";
import { type CacheSettings, type Endpoint, snapshotDays } from "./settings";

/**
 * The minor version of each major one. AWS must not go ahead of it: the way back to what stands here is a new group
 * to the provider.
 */
const engineVersions: Readonly<Record<CacheConfig["version"], string>> = { "8": "8.2", "9": "9.0" };

/** One shard, so that any client can talk to it, and copies of it in other zones. */
export function createNodes(name: string, args: CacheSettings, parent: pulumi.Resource): Endpoint {
  const replicas = args.replicas!;
  const subnets = new SubnetGroup(name, { subnetIds: args.network.isolatedSubnetIds }, { parent });
  const group = new ReplicationGroup(
    name,
    {
      description: "Cache of the modules",
      engine: "valkey",
      engineVersion: engineVersions[args.version],
      autoMinorVersionUpgrade: false,
      // AWS does not change it with the version by itself.
      parameterGroupName: `default.valkey${args.version}`,
      nodeType: args.nodeType,
      numCacheClusters: 1 + replicas,
      automaticFailoverEnabled: replicas > 0,
      multiAzEnabled: replicas > 0,
      port: cachePort,
      subnetGroupName: subnets.name,
      securityGroupIds: [args.securityGroupId],
      userGroupIds: [args.userGroupId],
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: true,
      kmsKeyId: args.dataKey.arn,
      snapshotRetentionLimit: snapshotDays(args.deletion),
      // Where data is protected, a change that interrupts waits for the maintenance window.
      applyImmediately: args.deletion === "disposable",
    },
    { parent },
  );
  return { host: group.primaryEndpointAddress, arn: group.arn, id: group.id };
}
