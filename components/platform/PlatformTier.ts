import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Cluster, ClusterCapacityProviders } from "@pulumi/aws/ecs";
import { PrivateDnsNamespace } from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
import type { PlatformConfig } from "../../infra/config/schema/platform";
import { logGroupName, project } from "../../infra/naming";
import type { Scope } from "../../infra/scope";
import type { CertificateRef } from "../certificate/refs";
import type { KeyRef } from "../keys/refs";
import type { NetworkRef } from "../network/refs";
import { createLoadBalancers } from "./loadBalancers";
import type { PlatformRef } from "./refs";

export interface PlatformTierArgs extends PlatformConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly logsKey: KeyRef;
  /** Numbers of the load balancers to make. */
  readonly loadBalancers: readonly number[];
  /** With it, the load balancers speak TLS only. */
  readonly certificate?: CertificateRef;
  /** Origin whose pages may read what the modules answer, or `*`. */
  readonly allowedOrigin?: string;
}

/** ECS cluster, the namespace in which services find each other, and the internal load balancers. */
export class PlatformTier extends pulumi.ComponentResource implements PlatformRef {
  readonly cluster: PlatformRef["cluster"];
  readonly sessionLogs: PlatformRef["sessionLogs"];
  readonly namespace: PlatformRef["namespace"];
  readonly loadBalancers: PlatformRef["loadBalancers"];
  readonly loadBalancerGroupId: PlatformRef["loadBalancerGroupId"];

  constructor(name: string, args: PlatformTierArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:platform:PlatformTier", name, {}, opts);
    const sessionLogs = createSessionLogs(`${name}-sessions`, args, this);
    this.sessionLogs = { arn: sessionLogs.arn };
    this.cluster = createCluster(name, args, sessionLogs, this);
    this.namespace = createNamespace(name, args, this);
    const { loadBalancers, groupId } = createLoadBalancers(name, args, this);
    this.loadBalancers = loadBalancers;
    this.loadBalancerGroupId = groupId;
    this.registerOutputs({
      cluster: this.cluster,
      sessionLogs: this.sessionLogs,
      namespace: this.namespace,
      loadBalancers: this.loadBalancers,
      loadBalancerGroupId: this.loadBalancerGroupId,
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
): PlatformRef["cluster"] {
  const { scope } = args;
  const cluster = new Cluster(
    name,
    {
      name: `${project}-${scope.environment}`,
      settings: [{ name: "containerInsights", value: args.containerInsights }],
      configuration: {
        executeCommandConfiguration: {
          logging: "OVERRIDE",
          logConfiguration: { cloudWatchLogGroupName: sessionLogs.name },
        },
      },
    },
    { parent },
  );
  const providers = new ClusterCapacityProviders(
    name,
    {
      clusterName: cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
      defaultCapacityProviderStrategies: [{ capacityProvider: "FARGATE", weight: 1 }],
    },
    { parent },
  );
  // A service can name a capacity provider only after the cluster knows it, so its name comes from there.
  return { arn: pulumi.all([cluster.arn, providers.id]).apply(([arn]) => arn), name: providers.clusterName };
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
