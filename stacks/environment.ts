import type * as pulumi from "@pulumi/pulumi";
import { ContainerModule } from "../components/container/ContainerModule";
import { DataTier } from "../components/data/DataTier";
import { EnvironmentKeys } from "../components/keys/EnvironmentKeys";
import { NetworkTier } from "../components/network/NetworkTier";
import { PlatformTier } from "../components/platform/PlatformTier";
import type { EnvironmentConfig } from "../infra/config/schema/environment";
import { releasedImages } from "../infra/releases";
import { enterAccount } from "./account";

export interface EnvironmentOutputs {
  readonly vpcId: pulumi.Output<string>;
  readonly cluster: pulumi.Output<string>;
  /** By module. */
  readonly services: Readonly<Record<string, pulumi.Output<string>>>;
}

/** One whole environment. */
export function environment(config: EnvironmentConfig): EnvironmentOutputs {
  const { scope, opts, invokeOpts } = enterAccount(config);
  const { deletion, keyDeletionDays: deletionDays } = config.data;

  const keys = new EnvironmentKeys("keys", { scope, deletion, deletionDays }, opts);
  const network = new NetworkTier("network", { scope, logsKey: keys.logs, ...config.network }, opts);
  const platform = new PlatformTier(
    "platform",
    { scope, network, logsKey: keys.logs, ...config.platform },
    opts,
  );
  const data = new DataTier("data", { scope, network, platform, keys, ...config.data }, opts);

  const images = releasedImages(scope, invokeOpts);
  const services: Record<string, pulumi.Output<string>> = {};
  for (const [name, module] of Object.entries(config.modules)) {
    const own = data.forModule(name, module);
    const released = images.apply((all) => all[name]);
    const service = new ContainerModule(
      name,
      { ...module, scope, network, platform, logsKey: keys.logs, data: own, released },
      opts,
    );
    services[name] = service.serviceName;
  }
  return { vpcId: network.vpcId, cluster: platform.cluster.name, services };
}
