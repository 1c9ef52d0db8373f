import { DataTier } from "../../../components/data/DataTier";
import type { DataConfig } from "../../../infra/config/schema/data";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import type { ModuleDataConfig } from "../../../infra/config/schema/moduleData";
import { alarms, dataConfig, key, moduleConfig, network, platform, scope } from "../../support/fixtures";

/** What is special about a module: what it keeps, and of the rest what bears on that. */
export type Kept = Partial<ModuleDataConfig> & Partial<Pick<ModuleConfig, "aiProviders" | "kind">>;

export function keeping({ aiProviders = [], kind = "service", ...data }: Kept): ModuleConfig {
  return moduleConfig({ aiProviders, kind, data });
}

/** A data tier on its own, beside stand-ins for the others. */
export function newTier(
  change: Partial<DataConfig> = {},
  modules: Readonly<Record<string, Kept>> = {},
): DataTier {
  return new DataTier("data", {
    scope: scope(),
    network: network(),
    platform: platform(),
    keys: { data: key("data"), logs: key("logs") },
    alarms: alarms(),
    modules: Object.fromEntries(Object.entries(modules).map(([name, kept]) => [name, keeping(kept)])),
    ...dataConfig(change),
  });
}
