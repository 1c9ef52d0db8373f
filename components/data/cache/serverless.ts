import { ServerlessCache } from "@pulumi/aws/elasticache";
import type * as pulumi from "@pulumi/pulumi";
import type { CacheSettings, Endpoint } from "./settings";
import { snapshotDays } from "./settings";

/** Of the zones, as many as AWS takes. */
const mostZones = 3;

/** Paid by use, with both limits of the bill. It scales, patches and spreads over the zones by itself. */
export function createServerless(name: string, args: CacheSettings, parent: pulumi.Resource): Endpoint {
  const cache = new ServerlessCache(
    name,
    {
      engine: "valkey",
      majorEngineVersion: args.version,
      description: "Cache of the modules",
      cacheUsageLimits: {
        dataStorage: { maximum: args.maxGiB!, unit: "GB" },
        ecpuPerSeconds: [{ maximum: args.maxEcpuPerSecond! }],
      },
      kmsKeyId: args.dataKey.arn,
      securityGroupIds: [args.securityGroupId],
      subnetIds: args.network.isolatedSubnetIds.apply((ids) => ids.slice(0, mostZones)),
      userGroupId: args.userGroupId,
      snapshotRetentionLimit: snapshotDays(args.deletion),
    },
    // Without a fixed name: another version is another cache, which is there before the tasks leave the old one.
    { parent },
  );
  return { host: cache.endpoints.apply(([endpoint]) => endpoint!.address), arn: cache.arn, id: cache.name };
}
