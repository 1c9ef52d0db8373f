import * as pulumi from "@pulumi/pulumi";
import type { DataConfig } from "../../infra/config/schema/data";
import type { ModuleConfig } from "../../infra/config/schema/module";
import type { Scope } from "../../infra/scope";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import type { PlatformRef } from "../platform/refs";
import { Mariadb } from "./mariadb/Mariadb";
import { ModuleData } from "./module/ModuleData";
import { Qdrant } from "./qdrant/Qdrant";
import type { DatabaseRef, ModuleDataRef } from "./refs";

export interface DataTierArgs extends DataConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly platform: PlatformRef;
  readonly keys: { readonly data: KeyRef; readonly logs: KeyRef };
}

/** The databases that modules share, and for each module the data that it shares with nobody. */
export class DataTier extends pulumi.ComponentResource {
  /** Undefined where the environment has none. */
  readonly mariadb: DatabaseRef | undefined;
  readonly qdrant: DatabaseRef | undefined;

  constructor(
    name: string,
    private readonly args: DataTierArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("ai-platform:data:DataTier", name, {}, opts);
    const { mariadb, qdrant, keys, ...common } = args;
    const keyed = { ...common, dataKey: keys.data, logsKey: keys.logs };
    const child = { parent: this };
    this.mariadb = mariadb ? new Mariadb(`${name}-mariadb`, { ...keyed, ...mariadb }, child) : undefined;
    this.qdrant = qdrant ? new Qdrant(`${name}-qdrant`, { ...keyed, ...qdrant }, child) : undefined;
    this.registerOutputs({ mariadb: this.mariadb?.hosts, qdrant: this.qdrant?.hosts });
  }

  /** Makes what one module keeps. */
  forModule(name: string, module: Pick<ModuleConfig, "owner" | "data" | "aiProviders">): ModuleDataRef {
    const { mariadb, qdrant } = this;
    return new ModuleData(
      name,
      { scope: this.args.scope, module, settings: this.args, mariadb, qdrant },
      { parent: this },
    );
  }
}
