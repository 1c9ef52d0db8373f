import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Cluster, ClusterCapacityProviders } from "@pulumi/aws/ecs";
import { PrivateDnsNamespace } from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../infra/alarms/createAlarm";
import type { PlatformConfig } from "../../infra/config/schema/platform";
import type { Deletion } from "../../infra/durability";
import { clusterName, logGroupName, project } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { CertificateRef } from "../certificate/refs";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import { createAlarms } from "./alarms";
import { createPlatformEventLog } from "./eventLog";
import { type ActivationRef, createActivation } from "./externalInstances";
import { createLoadBalancers } from "./loadBalancers";
import { createPool } from "./pools/pool";
import type { PlatformRef } from "./refs";
import { createServiceTls } from "./serviceTls";
import { createSmokeTest } from "./smokeTest";

export interface PlatformTierArgs extends PlatformConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly logsKey: KeyRef;
  readonly alarms: AlarmDestinations;
  /** Numbers of the load balancers to make. */
  readonly loadBalancers: readonly number[];
  /** Those among them at which new revisions are asked before they get traffic. */
  readonly testedLoadBalancers: readonly number[];
  /** How the environment treats data; keys are kept where nothing is said. */
  readonly deletion?: Deletion;
  /** With it, the load balancers speak TLS only. */
  readonly certificate?: CertificateRef;
  /** Origin whose pages may read what the modules answer, or `*`. */
  readonly allowedOrigin?: string;
}

/** ECS cluster, its instances, the namespace in which services find each other, and the internal load balancers. */
export class PlatformTier extends pulumi.ComponentResource implements PlatformRef {
  readonly cluster: PlatformRef["cluster"];
  readonly pools: PlatformRef["pools"];
  /** For servers of the company, where they may join. */
  readonly activation: ActivationRef | undefined;
  readonly sessionLogs: PlatformRef["sessionLogs"];
  readonly eventLog: PlatformRef["eventLog"];
  readonly namespace: PlatformRef["namespace"];
  readonly loadBalancers: PlatformRef["loadBalancers"];
  readonly loadBalancerGroupId: PlatformRef["loadBalancerGroupId"];
  readonly smokeTest: PlatformRef["smokeTest"];
  readonly deletionProtection: boolean;
  readonly serviceTls: PlatformRef["serviceTls"];

  constructor(name: string, args: PlatformTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:platform:PlatformTier", name, {}, opts);
    const sessionLogs = createSessionLogs(`${name}-sessions`, args, this);
    this.sessionLogs = { arn: sessionLogs.arn };
    this.eventLog = createPlatformEventLog(`${name}-events`, args, this);
    const { cluster, pools } = createCluster(name, args, sessionLogs, this);
    this.cluster = cluster;
    this.pools = pools;
    this.activation = createActivation(`${name}-external`, args, this);
    this.namespace = createNamespace(name, args, this);
    const { loadBalancers, groupId } = createLoadBalancers(name, args, this);
    this.loadBalancers = loadBalancers;
    this.loadBalancerGroupId = groupId;
    this.smokeTest =
      args.testedLoadBalancers.length === 0 ? undefined : createSmokeTest(name, args, groupId, this);
    this.deletionProtection = args.deletionProtection;
    this.serviceTls = createServiceTls(`${name}-service-tls`, args, this);
    createAlarms(name, args, this, this);
    this.registerOutputs({
      cluster: this.cluster,
      pools: this.pools,
      activation: this.activation,
      sessionLogs: this.sessionLogs,
      eventLog: this.eventLog,
      namespace: this.namespace,
      loadBalancers: this.loadBalancers,
      loadBalancerGroupId: this.loadBalancerGroupId,
      smokeTest: this.smokeTest,
      deletionProtection: this.deletionProtection,
      serviceTls: this.serviceTls,
    });
  }
}

/** What is typed into a container is recorded, whoever is allowed to enter one. */
function createSessionLogs(name: string, args: PlatformTierArgs, parent: pulumi.Resource): LogGroup {
  return new LogGroup(
    name,
    {
      name: logGroupName(args.scope.environment, "platform", "sessions"),
      retentionInDays: args.accessLogDays,
      kmsKeyId: args.logsKey.arn,
    },
    { parent },
  );
}

function createCluster(
  name: string,
  args: PlatformTierArgs,
  sessionLogs: LogGroup,
  parent: pulumi.Resource,
): Pick<PlatformRef, "cluster" | "pools"> {
  const { scope } = args;
  const cluster = new Cluster(
    name,
    {
      name: clusterName(scope.environment),
      settings: [{ name: "containerInsights", value: args.containerInsights }],
      configuration: {
        executeCommandConfiguration: {
          kmsKeyId: args.logsKey.arn,
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchLogGroupName: sessionLogs.name, cloudWatchEncryptionEnabled: true },
        },
      },
    },
    { parent },
  );
  const own = Object.entries(args.pools)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([pool, of]) =>
        [pool, createPool(`${name}-pool-${pool}`, pool, { ...args, ...of, cluster }, parent)] as const,
    );
  const providers = new ClusterCapacityProviders(
    name,
    {
      clusterName: cluster.name,
      // Managed Instances must not stand here: their provider names its cluster itself.
      // https://github.com/hashicorp/terraform-provider-aws/issues/44783
      capacityProviders: ["FARGATE", "FARGATE_SPOT", ...own.map(([, provider]) => provider.name)],
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    },
    { parent },
  );
  // A service can name a capacity provider only after the cluster knows it, so its name comes from there.
  const known = <T>(value: pulumi.Output<T>) => pulumi.all([value, providers.id]).apply(([it]) => it as T);
  return {
    cluster: { arn: known(cluster.arn), name: providers.clusterName },
    pools: Object.fromEntries(own.map(([pool, { name }]) => [pool, { capacityProvider: known(name) }])),
  };
}

function createNamespace(
  name: string,
  args: PlatformTierArgs,
  parent: pulumi.Resource,
): PlatformRef["namespace"] {
  const zone = `${args.scope.environment}.${project}.internal`;
  const namespace = new PrivateDnsNamespace(
    name,
    { name: zone, description: `Services of ${args.scope.environment}`, vpc: args.network.vpcId },
    { parent },
  );
  return { id: namespace.id, arn: namespace.arn, name: zone };
}
