import type * as pulumi from "@pulumi/pulumi";
import { AccountSettings } from "../components/account/AccountSettings";
import { DomainCertificate } from "../components/certificate/DomainCertificate";
import { ContainerModule } from "../components/container/ContainerModule";
import { DataTier } from "../components/data/DataTier";
import { EdgeTier } from "../components/edge/EdgeTier";
import { EnvironmentKeys } from "../components/keys/EnvironmentKeys";
import { NetworkTier } from "../components/network/NetworkTier";
import { PlatformTier } from "../components/platform/PlatformTier";
import type { EnvironmentConfig } from "../infra/config/schema/environment";
import { loadBalancersOf } from "../infra/loadBalancers";
import { releasedImages } from "../infra/releases";
import { enterAccount } from "./account";

export interface EnvironmentOutputs {
  /** Where the paths of the modules begin. */
  readonly url: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly cluster: pulumi.Output<string>;
  /** By module. */
  readonly services: Readonly<Record<string, pulumi.Output<string>>>;
}

/** One whole environment. */
export function environment(config: EnvironmentConfig): EnvironmentOutputs {
  const { scope, opts, invokeOpts } = enterAccount(config);
  const { deletion, keyDeletionDays } = config.data;
  const { domain, ...door } = config.edge;

  const account = new AccountSettings("account", { scope, ...config.account }, opts);
  const certificate = domain && new DomainCertificate("certificate", domain, opts);
  const keys = new EnvironmentKeys("keys", { scope, deletion, deletionDays: keyDeletionDays }, opts);
  const network = new NetworkTier("network", { scope, logsKey: keys.logs, ...config.network }, opts);
  const platform = new PlatformTier(
    "platform",
    {
      ...config.platform,
      scope,
      network,
      logsKey: keys.logs,
      loadBalancers: loadBalancersOf(config.modules),
      certificate,
      allowedOrigin: door.cors ? door.cors.origin : undefined,
    },
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

  const edge = new EdgeTier(
    "edge",
    {
      ...door,
      scope,
      network,
      platform,
      logsKey: keys.logs,
      modules: config.modules,
      deletion,
      keyDeletionDays,
      certificate,
      account,
    },
    opts,
  );
  return { url: edge.url, vpcId: network.vpcId, cluster: platform.cluster.name, services };
}
