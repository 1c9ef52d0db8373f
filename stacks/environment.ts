import type * as pulumi from "@pulumi/pulumi";
import { AccountSettings } from "../components/account/AccountSettings";
import { AlarmTopics } from "../components/alarms/AlarmTopics";
import { DomainCertificate } from "../components/certificate/DomainCertificate";
import { DataTier } from "../components/data/DataTier";
import { EdgeTier } from "../components/edge/EdgeTier";
import { EnvironmentKeys } from "../components/keys/EnvironmentKeys";
import { NetworkTier } from "../components/network/NetworkTier";
import { PlatformTier } from "../components/platform/PlatformTier";
import { keptImages } from "../infra/aiGateway/image";
import type { EnvironmentConfig } from "../infra/config/schema/environment";
import { allowlist } from "../infra/egress/allowlist";
import { strictRulesOf } from "../infra/egress/strictRules";
import { loadBalancersOf, testedLoadBalancersOf } from "../infra/loadBalancers";
import { takeNotes } from "../infra/privacy/notes";
import { checkUpgrade } from "../infra/qdrantUpgrade";
import { registryOf } from "../infra/registry";
import { releasedImages } from "../infra/releases";
import { enterAccount } from "./account";
import { guard } from "./guards";
import { createModules, type ModuleOutputs, outputsOf } from "./modules";
import { openWorkbench } from "./workbench";

export interface EnvironmentOutputs extends ModuleOutputs {
  /** Where the paths of the modules begin. */
  readonly url: pulumi.Output<string>;
  readonly vpcId: pulumi.Output<string>;
  readonly cluster: pulumi.Output<string>;
  /** For servers of the company, where they may join; the code is a secret. */
  readonly activation?: { readonly id: pulumi.Output<string>; readonly code: pulumi.Output<string> };
  /** Id of the domain of SageMaker Studio, where there are teams for it. */
  readonly workbench?: pulumi.Output<string>;
}

/**
 * One whole environment.
 * @throws pulumi.RunError before anything is made, when the nodes of Qdrant may not go to the version.
 */
export async function environment(config: EnvironmentConfig): Promise<EnvironmentOutputs> {
  const { scope, opts: unnoted, invokeOpts } = enterAccount(config);
  const notes = takeNotes();
  const opts = { ...unnoted, transformations: [notes.transformation] };
  if (config.data.qdrant) await checkUpgrade(scope, config.data.qdrant.version, invokeOpts);
  const { deletion, keyDeletionDays } = config.data;
  const kept = { deletion, keyDeletionDays };
  const { domain, ...door } = config.edge;

  const keys = new EnvironmentKeys("keys", { scope, deletion, deletionDays: keyDeletionDays }, opts);
  const { logs: logsKey } = keys;
  const alarms = new AlarmTopics("alarms", { scope, key: logsKey, ...config.observability }, opts);
  const account = new AccountSettings("account", { scope, logsKey, alarms, ...config.account }, opts);
  const certificate = domain && new DomainCertificate("certificate", domain, opts);

  const registry = registryOf(scope, config.shared);
  const egress = { allowed: allowlist(config), strict: strictRulesOf(config) };
  const network = new NetworkTier(
    "network",
    { scope, logsKey, alarms, registry, ...egress, ...config.network },
    opts,
  );
  const common = { scope, network, logsKey, alarms };
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
  const data = new DataTier("data", { scope, network, platform, keys, alarms, ...stores }, opts);

  const images = releasedImages(scope, registry, invokeOpts);
  const running = { images, keptImages: keptImages(config) };
  const modules = createModules(config.modules, { ...common, platform, registry, data, ...running }, opts);

  const workbench = openWorkbench(config, { scope, network, data, ...kept }, opts);

  const watched = { modules: config.modules, watch: config.observability.api };
  const edge = new EdgeTier(
    "edge",
    { ...door, ...common, ...kept, ...watched, platform, certificate, account },
    opts,
  );
  guard(config, { scope, platform, alarms, modules, notes }, unnoted);
  return {
    url: edge.url,
    vpcId: network.vpcId,
    cluster: platform.cluster.name,
    ...(workbench ? { workbench: workbench.domainId } : {}),
    ...(platform.activation ? { activation: platform.activation } : {}),
    ...outputsOf(modules),
  };
}
