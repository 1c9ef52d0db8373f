import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { ContainerModule, type ContainerModuleArgs } from "../../../components/container/ContainerModule";
import type { ModuleConfig } from "../../../infra/config/schema/module";
import {
  account,
  alarms,
  key,
  moduleConfig,
  type ModuleChange,
  network,
  noData,
  platform,
  scope,
} from "../../support/fixtures";
import { region } from "../../support/harness";

/** Of a module's entry, what differs; of the rest, what stands in its place. */
export type ModuleArgs = Omit<ModuleChange, "data"> &
  Partial<Omit<ContainerModuleArgs, Exclude<keyof ModuleConfig, "data">>>;

/** A module on its own, beside stand-ins for the tiers. */
export function newModule(
  name: string,
  change: ModuleArgs = {},
  opts?: ComponentResourceOptions,
): ContainerModule {
  const { data: _, ...module } = moduleConfig(entryOf(change));
  const args = {
    scope: scope(),
    network: network(),
    platform: platform(),
    logsKey: key("logs"),
    alarms: alarms(),
    data: noData(),
    registry: { account, region },
    released: undefined,
    callees: {},
    ...change,
    ...module,
  };
  return new ContainerModule(name, args, opts);
}

/** Without `data`, which here is what the data tier made of it. */
function entryOf(change: ModuleArgs): ModuleChange {
  const known = Object.keys(moduleConfig()).filter((name) => name !== "data");
  return Object.fromEntries(Object.entries(change).filter(([name]) => known.includes(name)));
}
