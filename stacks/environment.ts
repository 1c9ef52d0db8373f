import type * as pulumi from "@pulumi/pulumi";
import { AccountSettings } from "../components/account/AccountSettings";
import { DomainCertificate } from "../components/certificate/DomainCertificate";
import { ContainerModule } from "../components/container/ContainerModule";
import { DataTier } from "../components/data/DataTier";
import { EdgeTier } from "../components/edge/EdgeTier";
import { EnvironmentKeys } from "../components/keys/EnvironmentKeys";
import { NetworkTier } from "../components/network/NetworkTier";
import { PlatformTier } from "../components/platform/PlatformTier";
import { callOrder } from "../infra/callOrder";
import type { EnvironmentConfig } from "../infra/config/schema/environment";
import { loadBalancersOf, testedLoadBalancersOf } from "../infra/loadBalancers";
import { checkUpgrade } from "../infra/qdrantUpgrade";
import { registryOf } from "../infra/registry";
import { releasedImages } from "../infra/releases";
import type { TaskLaunch } from "../infra/taskLaunch";
import { enterAccount } from "./account";

export interface EnvironmentOutputs {
  /** Where the paths of the modules begin. */
  readonly url: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly cluster: pulumi.Output<string>;
  /** For servers of the company, where they may join; the code is a secret. */
  readonly activation?: { readonly id: pulumi.Output<string>; readonly code: pulumi.Output<string> };
  /** By module. */
  readonly services: Readonly<Record<string, pulumi.Output<string>>>;
  /** Host and port of modules with a load balancer of their own, by module. */
  readonly addresses: Readonly<Record<string, pulumi.Output<string>>>;
  /** How a task of a module starts outside of its service, by module. */
  readonly tasks: Readonly<Record<string, pulumi.Output<TaskLaunch>>>;
}

/**
 * One whole environment.
 * @throws pulumi.RunError before anything is made, when the nodes of Qdrant may not go to the version.
 */
export async function environment(config: EnvironmentConfig): Promise<EnvironmentOutputs> {
  const { scope, opts, invokeOpts } = enterAccount(config);
  if (config.data.qdrant) await checkUpgrade(scope, config.data.qdrant.version, invokeOpts);
  const { deletion, keyDeletionDays } = config.data;
  const kept = { deletion, keyDeletionDays };
  const { domain, ...door } = config.edge;

  const account = new AccountSettings("account", { scope, ...config.account }, opts);
  const certificate = domain && new DomainCertificate("certificate", domain, opts);
  const keys = new EnvironmentKeys("keys", { scope, deletion, deletionDays: keyDeletionDays }, opts);
  const network = new NetworkTier("network", { scope, logsKey: keys.logs, ...config.network }, opts);
  const common = { scope, network, logsKey: keys.logs };
  const platform = new PlatformTier(
    "platform",
    {
      ...config.platform,
      ...common,
      deletion,
      loadBalancers: loadBalancersOf(config.modules),
      testedLoadBalancers: testedLoadBalancersOf(config.modules),
      certificate,
      allowedOrigin: door.cors ? door.cors.origin : undefined,
    },
    opts,
  );
  const stores = { ...config.data, modules: config.modules };
  const data = new DataTier("data", { scope, network, platform, keys, ...stores }, opts);

  const registry = registryOf(scope, config.shared);
  const images = releasedImages(scope, registry, invokeOpts);
  const modules: Record<string, ContainerModule> = {};
  for (const name of callOrder(config.modules)) {
    const module = config.modules[name]!;
    const own = data.forModule(name);
    const released = images.apply((all) => all[name]);
    const callees = Object.fromEntries(module.calls.map((callee) => [callee, modules[callee]!.callee!]));
    modules[name] = new ContainerModule(
      name,
      { ...module, ...common, platform, data: own, registry, released, callees },
      opts,
    );
  }

  const edge = new EdgeTier(
    "edge",
    { ...door, ...common, ...kept, platform, modules: config.modules, certificate, account },
    opts,
  );
  return {
    url: edge.url,
    vpcId: network.vpcId,
    cluster: platform.cluster.name,
    ...(platform.activation ? { activation: platform.activation } : {}),
    ...runningOf(modules),
  };
}

function runningOf(
  modules: Readonly<Record<string, ContainerModule>>,
): Pick<EnvironmentOutputs, "addresses" | "services" | "tasks"> {
  const all = Object.entries(modules);
  const outputs = (of: (module: ContainerModule) => pulumi.Output<string> | undefined) =>
    Object.fromEntries(
      all.flatMap(([name, module]) => {
        const output = of(module);
        return output === undefined ? [] : [[name, output]];
      }),
    );
  return {
    services: outputs(({ serviceName }) => serviceName),
    addresses: outputs(({ address }) => address),
    tasks: Object.fromEntries(all.map(([name, { launch }]) => [name, launch])),
  };
}
