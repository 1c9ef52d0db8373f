import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { DataConfig } from "../../infra/config/schema/data";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import type { PlatformRef } from "../platform/refs";
import { Backups } from "./backups/Backups";
import type { ModuleData } from "./module/ModuleData";
import { createModules } from "./modules";
import type { CacheRef, MariadbRef, ModuleBucketRef, ModuleDataRef, QdrantRef } from "./refs";
import { watchSecrets } from "./rotation/watchSecrets";
import { createServers } from "./servers";

export interface DataTierArgs extends DataConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly platform: PlatformRef;
  readonly keys: { readonly data: KeyRef; readonly logs: KeyRef };
  readonly alarms: AlarmDestinations;
  readonly modules: EnvironmentConfig["modules"];
}

/** The databases that modules share, and for each module the data that it shares with nobody. */
export class DataTier extends pulumi.ComponentResource {
  /** Undefined where the environment has none. */
  readonly mariadb: MariadbRef | undefined;
  readonly qdrant: QdrantRef | undefined;
  readonly cache: CacheRef | undefined;
  private readonly modules: Readonly<Record<string, ModuleData>>;

  constructor(name: string, args: DataTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:DataTier", name, {}, opts);
    const servers = createServers(name, args, this);
    this.mariadb = servers.mariadb;
    this.qdrant = servers.qdrant;
    this.cache = servers.cache;
    this.modules = createModules(name, args, servers, this);
    watchSecrets(name, args, this);
    if (args.backups)
      new Backups(`${name}-backups`, { ...args, ...args.backups, dataKey: args.keys.data }, { parent: this });
    this.registerOutputs({
      mariadb: this.mariadb?.hosts,
      qdrant: this.qdrant?.hosts,
      cache: this.cache?.host,
    });
  }

  /** What one module keeps. */
  forModule(name: string): ModuleDataRef {
    return this.modules[name]!;
  }

  /** What one module keeps objects in; undefined where it keeps none. */
  bucketOf(name: string): ModuleBucketRef | undefined {
    return this.modules[name]!.bucket;
  }
}
