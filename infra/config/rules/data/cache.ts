import { quotas } from "../../../aws/quotas";
import { fault, type Fault } from "../../../faults";
import type { CacheConfig } from "../../schema/data";
import type { EnvironmentConfig } from "../../schema/environment";

/** `serverless` has limits and no nodes, everything else nodes and no limits. */
export function cacheFaults({ nodeType, replicas, maxGiB, maxEcpuPerSecond }: CacheConfig): Fault[] {
  const at = (key: string, rule: string, got: unknown, fix: string) =>
    fault(`data.cache.${key}`, rule, got, fix);
  const limits = { maxGiB, maxEcpuPerSecond };
  if (nodeType !== "serverless")
    return [
      ...(replicas === undefined
        ? [
            at(
              "replicas",
              "is required with a node type",
              undefined,
              "Write 1; with 0, a lost node is a lost cache.",
            ),
          ]
        : []),
      ...Object.entries(limits)
        .filter(([, limit]) => limit !== undefined)
        .map(([key, limit]) =>
          at(
            key,
            "must be absent with a node type",
            limit,
            "Nodes have the limits of their type; remove the key.",
          ),
        ),
    ];
  return [
    ...(replicas === undefined
      ? []
      : [
          at(
            "replicas",
            "must be absent with nodeType: serverless",
            replicas,
            "AWS keeps copies in other zones by itself; remove the key.",
          ),
        ]),
    ...Object.entries(limits)
      .filter(([, limit]) => limit === undefined)
      .map(([key]) =>
        at(
          key,
          "is required with nodeType: serverless",
          undefined,
          "Without this limit, the bill has none; write what the cache may take at most.",
        ),
      ),
  ];
}

/** Each module is a user of one group; the group has one of its own besides. */
export function cacheUserFaults(modules: EnvironmentConfig["modules"]): Fault[] {
  const users = Object.values(modules).filter(({ data }) => data.cache).length;
  const most = quotas.usersPerCacheGroup - 1;
  if (users <= most) return [];
  return [
    fault(
      "data.cache",
      `must have at most ${most} modules with data.cache, and has ${users}`,
      undefined,
      "A user group of ElastiCache takes no more; move modules to a second environment.",
    ),
  ];
}
