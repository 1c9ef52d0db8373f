import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { ContainerModule, type ContainerModuleArgs } from "../../../components/container/ContainerModule";
import { key, moduleConfig, network, noData, platform, scope } from "../../support/fixtures";

export type ModuleArgs = Partial<ContainerModuleArgs>;

/** A module on its own, beside stand-ins for the tiers. */
export function newModule(
  name: string,
  change: ModuleArgs = {},
  opts?: ComponentResourceOptions,
): ContainerModule {
  const { data: _, ...module } = moduleConfig();
  const args = {
    ...module,
    scope: scope(),
    network: network(),
    platform: platform(),
    logsKey: key("logs"),
    data: noData(),
    released: undefined,
    ...change,
  };
  return new ContainerModule(name, args, opts);
}
