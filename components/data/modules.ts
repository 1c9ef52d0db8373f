import * as pulumi from "@pulumi/pulumi";
import { bucketOf } from "../../infra/buckets";
import { createAccessLogBucket } from "./buckets/accessLogBucket";
import { createSharedBucket } from "./buckets/sharedBucket";
import type { DataTierArgs } from "./DataTier";
import { createGatewayTokens } from "./gatewayTokens";
import { createProxy } from "./mariadb/proxy";
import { ModuleData } from "./module/ModuleData";
import type { Servers } from "./servers";

/** What every module keeps, and what several of them keep it in. */
export function createModules(
  name: string,
  args: DataTierArgs,
  servers: Servers,
  parent: pulumi.Resource,
): Readonly<Record<string, ModuleData>> {
  const { scope, network, keys, modules } = args;
  const buckets = createBuckets(name, args, parent);
  // The proxy knows every user's secret, and every module the proxy. AWS takes none that nobody may use.
  const [proxied, resolve] = pulumi.deferredOutput<string>();
  const users = Object.values(modules).some(({ data }) => data.schema);
  const proxy = args.mariadb && args.mariadb.proxy && users ? proxied : undefined;
  const gateway = createGatewayTokens(args, parent);
  const shared = { scope, servers, buckets, proxy, gateway };
  const made = Object.fromEntries(
    byName(modules).map(([module, config]) => [
      module,
      new ModuleData(module, { ...shared, module: config, settings: args, dataKey: keys.data }, { parent }),
    ]),
  );
  if (proxy !== undefined)
    resolve(
      createProxy(
        `${name}-mariadb-proxy`,
        {
          scope,
          network,
          mariadb: servers.mariadb!,
          logsKey: keys.logs,
          logRetentionDays: args.logRetentionDays,
          userSecretArns: Object.values(made).flatMap(({ proxySecretArns }) => proxySecretArns),
        },
        parent,
      ).endpoint,
    );
  return made;
}

/** In one order, whatever that of the stack file: the proxy names its users in it. */
function byName<T>(modules: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1));
}

function createBuckets(name: string, args: DataTierArgs, parent: pulumi.Resource) {
  const declared = Object.values(args.modules).flatMap(({ data }) => bucketOf(data) ?? []);
  const shared = declared.some((bucket) => bucket.shared);
  const bucketArgs = { ...args, dataKey: args.keys.data, logsKey: args.keys.logs };
  const accessLogs =
    args.bucketAccessLogs && declared.length > 0
      ? createAccessLogBucket(`${name}-bucket-access-logs`, bucketArgs, parent)
      : undefined;
  return {
    accessLogs,
    shared: shared
      ? createSharedBucket(`${name}-shared-bucket`, { ...bucketArgs, accessLogs }, parent)
      : undefined,
  };
}
