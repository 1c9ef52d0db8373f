import * as pulumi from "@pulumi/pulumi";
import { createDataBootstrap } from "./bootstrap";
import { Cache } from "./cache/Cache";
import type { DataTierArgs } from "./DataTier";
import { Mariadb } from "./mariadb/Mariadb";
import { Qdrant } from "./qdrant/Qdrant";
import type { BootstrapRef, CacheRef, MariadbRef, QdrantRef, RotationRef } from "./refs";
import { createRotation } from "./rotation/rotation";

/** What the modules of an environment share. Each is undefined where the environment has none. */
export interface Servers {
  readonly mariadb: MariadbRef | undefined;
  readonly qdrant: QdrantRef | undefined;
  readonly cache: CacheRef | undefined;
  /** Only with MariaDB or Qdrant. */
  readonly bootstrap: BootstrapRef | undefined;
  readonly rotation: RotationRef | undefined;
  /** The servers and the ways to them, for whatever works on them when it is made or deleted. */
  readonly reachable: readonly pulumi.Resource[];
}

export function createServers(name: string, args: DataTierArgs, parent: pulumi.Resource): Servers {
  const keyed = { ...args, dataKey: args.keys.data, logsKey: args.keys.logs };
  const child = { parent };
  const mariadb = args.mariadb
    ? new Mariadb(`${name}-mariadb`, { ...keyed, ...args.mariadb, eventLog: args.platform.eventLog }, child)
    : undefined;
  // Qdrant gets its certificate from the function, which is let through to Qdrant.
  const [qdrantClients, resolve] = pulumi.deferredOutput<string>();
  const clients = [
    ...(mariadb ? [mariadb.clientsSecurityGroupId] : []),
    ...(args.qdrant ? [qdrantClients] : []),
  ];
  const bootstrap =
    clients.length === 0
      ? undefined
      : createDataBootstrap(name, { ...args, withDatabase: mariadb !== undefined, clients }, parent);
  const qdrant = args.qdrant
    ? new Qdrant(`${name}-qdrant`, { ...keyed, ...args.qdrant, bootstrap: bootstrap! }, child)
    : undefined;
  if (qdrant) resolve(qdrant.clientsSecurityGroupId);
  const cache = args.cache ? new Cache(`${name}-cache`, { ...keyed, ...args.cache }, child) : undefined;
  const rotation = createRotation(name, args, { mariadb, qdrant, clients }, parent);
  const reachable = [mariadb, qdrant].filter((server) => server !== undefined);
  return { mariadb, qdrant, cache, bootstrap, rotation, reachable };
}
