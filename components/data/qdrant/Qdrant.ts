import { LogGroup } from "@pulumi/aws/cloudwatch";
import type { SecurityGroup } from "@pulumi/aws/ec2";
import type { InstanceProfile } from "@pulumi/aws/iam";
import type { Secret } from "@pulumi/aws/secretsmanager";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import type { QdrantConfig } from "../../../infra/config/schema/data";
import type { Deletion } from "../../../infra/durability";
import { agentPolicies, createInstanceProfile } from "../../../infra/iam/instances";
import { createRole, type RoleRef } from "../../../infra/iam/role";
import { attachVolumes, decryptWith, readSecrets, writeLogs } from "../../../infra/iam/statements";
import { serviceTrust } from "../../../infra/iam/trust";
import { logGroupName } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import { createHostGroup } from "../../../infra/vpc/hostGroup";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";
import type { PlatformRef } from "../../platform/refs";
import { createClientGate } from "../clientGate";
import type { DatabaseRef } from "../refs";
import { createSecret, randomPassword } from "../secret";
import { nodeHost, ports } from "./container";
import { createNode, type NodeShared } from "./node";

export interface QdrantArgs extends QdrantConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly platform: PlatformRef;
  readonly dataKey: KeyRef;
  readonly logsKey: KeyRef;
  readonly deletion: Deletion;
  readonly secretRecoveryDays: number;
  readonly logRetentionDays: number;
}

/** Value and tag key that let an instance attach volumes: those of this environment's Qdrant only. */
export const volumeTag = "QdrantCluster";

/** Qdrant, one EC2 instance, volume and ECS service per node; never on a network file system. */
export class Qdrant extends pulumi.ComponentResource implements DatabaseRef {
  readonly hosts: pulumi.Output<string[]>;
  readonly port = ports.http;
  readonly clientsSecurityGroupId: pulumi.Output<string>;

  constructor(name: string, args: QdrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:Qdrant", name, {}, opts);
    const gate = createClientGate(
      name,
      { vpcId: args.network.vpcId, ports: [ports.http, ports.grpc], what: "Qdrant" },
      this,
    );
    openPeers(name, gate.server, this);
    const logGroup = this.createLogGroup(name, args);
    const apiKey = this.createApiKey(name, args);
    const shared: NodeShared = {
      ...args,
      serverGroup: gate.server,
      hostGroup: createHostGroup(
        `${name}-hosts`,
        { description: "Instances of Qdrant", vpcId: args.network.vpcId },
        this,
      ),
      instanceProfile: createNodeProfile(name, args, this),
      executionRole: createExecutionRole(name, args, apiKey, logGroup, this),
      apiKey,
      logGroup,
    };
    // One after the other: the first starts the cluster, and an update never stops two nodes at once.
    let previous: pulumi.Resource[] = [];
    for (let node = 0; node < args.nodes; node++)
      previous = [createNode(`${name}-${node}`, node, shared, previous, this)];

    const { name: zone } = args.platform.namespace;
    this.hosts = pulumi.output(Array.from({ length: args.nodes }, (_, node) => nodeHost(node, zone)));
    this.clientsSecurityGroupId = gate.clients.id;
    this.registerOutputs({
      hosts: this.hosts,
      port: this.port,
      clientsSecurityGroupId: this.clientsSecurityGroupId,
    });
  }

  private createLogGroup(name: string, { scope, logRetentionDays, logsKey }: QdrantArgs): LogGroup {
    return new LogGroup(
      name,
      {
        name: logGroupName(scope.environment, "data", "qdrant"),
        retentionInDays: logRetentionDays,
        kmsKeyId: logsKey.arn,
      },
      { parent: this },
    );
  }

  /** The manager's key: it signs the modules' tokens and is given to no module. */
  private createApiKey(name: string, { dataKey, deletion, secretRecoveryDays }: QdrantArgs): Secret {
    return createSecret(
      `${name}-api-key`,
      {
        description: "Qdrant API key",
        key: dataKey,
        deletion,
        recoveryDays: secretRecoveryDays,
        initial: randomPassword(this),
      },
      this,
    );
  }
}

/** The port between nodes knows no authentication, so only nodes may use it. */
function openPeers(name: string, server: SecurityGroup, parent: pulumi.Resource): void {
  const tcp = {
    ipProtocol: "tcp",
    fromPort: ports.peers,
    toPort: ports.peers,
    securityGroupId: server.id,
    referencedSecurityGroupId: server.id,
  };
  new SecurityGroupIngressRule(`${name}-peers-in`, { ...tcp, description: "Between nodes" }, { parent });
  new SecurityGroupEgressRule(`${name}-peers-out`, { ...tcp, description: "Between nodes" }, { parent });
}

function createNodeProfile(
  name: string,
  { scope, platform }: QdrantArgs,
  parent: pulumi.Resource,
): InstanceProfile {
  return createInstanceProfile(
    `${name}-instance`,
    {
      description: "Instances of Qdrant: join the cluster and attach their own volumes",
      policyArn: agentPolicies.containerInstance,
      statements: [
        pulumi
          .all([scope.account, platform.cluster.name])
          .apply(([account, cluster]) => attachVolumes(scope.region, account, volumeTag, cluster)),
      ],
    },
    scope,
    { parent },
  ).profile;
}

function createExecutionRole(
  name: string,
  { scope, dataKey }: QdrantArgs,
  apiKey: Secret,
  logGroup: LogGroup,
  parent: pulumi.Resource,
): RoleRef {
  return createRole(
    `${name}-execution`,
    {
      description: "Starts Qdrant: read its key, write its logs",
      trust: scope.account.apply((account) =>
        serviceTrust("ecs-tasks.amazonaws.com", account, `arn:aws:ecs:${scope.region}:${account}:*`),
      ),
      statements: [
        pulumi
          .all([apiKey.arn, dataKey.arn, logGroup.arn])
          .apply(([secret, key, log]) => [readSecrets([secret]), decryptWith([key]), writeLogs(log)]),
      ],
    },
    scope,
    { parent },
  );
}
