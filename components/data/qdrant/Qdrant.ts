import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Parameter } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDestinations } from "../../../infra/alarms/createAlarm";
import type { QdrantConfig } from "../../../infra/config/schema/data";
import type { Deletion } from "../../../infra/durability";
import { logGroupName } from "../../../infra/naming";
import { versionParameters } from "../../../infra/qdrantUpgrade";
import type { Scope } from "../../../infra/scope";
import { createHostGroup } from "../../../infra/vpc/hostGroup";
import type { KeyRef } from "../../keys/refs";
import type { NetworkRef } from "../../network/refs";
import type { PlatformRef } from "../../platform/refs";
import { type ClientGate, createClientGate } from "../clientGate";
import type { BootstrapRef, QdrantRef, SecretRef } from "../refs";
import { createSecret, randomPassword } from "../secret";
import { createAlarms } from "./alarms";
import { createCertificate } from "./certificate";
import { nodeHost, ports } from "./names";
import { createNode, type NodeRef, type NodeShared } from "./node";
import { createExecutionRole, createNodeProfile } from "./roles";
import { openPeers, openSnapshots } from "./securityGroups";
import { createSnapshots } from "./snapshots";
import { createTending } from "./tend";

export interface QdrantArgs extends QdrantConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly platform: PlatformRef;
  readonly dataKey: KeyRef;
  readonly logsKey: KeyRef;
  readonly alarms: AlarmDestinations;
  readonly deletion: Deletion;
  readonly secretRecoveryDays: number;
  readonly logRetentionDays: number;
  /** Makes the certificate of the nodes. */
  readonly bootstrap: BootstrapRef;
}

/** Qdrant, one EC2 instance, volume and ECS service per node; never on a network file system. */
export class Qdrant extends pulumi.ComponentResource implements QdrantRef {
  readonly hosts: pulumi.Output<string[]>;
  readonly port = ports.http;
  readonly clientsSecurityGroupId: pulumi.Output<string>;
  readonly keySecretArn: pulumi.Output<string>;
  readonly authority: pulumi.Output<string>;
  readonly volumeArns: pulumi.Output<string[]>;

  constructor(name: string, args: QdrantArgs, opts?: pulumi.ComponentResourceOptions) {
    super("ai-platform:data:Qdrant", name, {}, opts);
    const { scope, nodes } = args;
    const gate = createClientGate(
      name,
      { vpcId: args.network.vpcId, ports: [ports.http, ports.grpc], what: "Qdrant" },
      this,
    );
    const shared = this.createShared(name, args, gate);
    const made = this.createNodes(name, args, shared);

    const hosts = Array.from({ length: nodes }, (_, node) => nodeHost(node, args.platform.namespace.name));
    this.hosts = pulumi.output(hosts);
    this.clientsSecurityGroupId = gate.clients.id;
    this.keySecretArn = shared.keySecretArn;
    this.authority = shared.certificate.authority;
    this.volumeArns = pulumi.all(made.map(({ volumeArn }) => volumeArn));
    const tend = createTending(
      name,
      {
        ...args,
        urls: hosts.map((host) => `https://${host}:${ports.http}`),
        authority: this.authority,
        keySecretArn: this.keySecretArn,
        clientsSecurityGroupId: gate.clients.id,
      },
      this,
    );
    createAlarms(name, { environment: scope.environment, nodes, tend: tend.name, alarms: args.alarms }, this);
    this.registerOutputs({
      hosts: this.hosts,
      port: this.port,
      clientsSecurityGroupId: this.clientsSecurityGroupId,
      keySecretArn: this.keySecretArn,
      authority: this.authority,
      volumeArns: this.volumeArns,
    });
  }

  private createShared(name: string, args: QdrantArgs, gate: ClientGate): NodeShared {
    openPeers(name, gate.server, this);
    const snapshots = createSnapshots(name, args, this);
    if (snapshots) openSnapshots(name, gate.server, args.scope.region, this);
    const logGroup = this.createLogGroup(name, args);
    const { arn: keySecretArn } = this.createKeySecret(name, args);
    const certificate = createCertificate(name, args, this);
    return {
      ...args,
      serverGroup: gate.server,
      hostGroup: createHostGroup(
        `${name}-hosts`,
        { description: "Instances of Qdrant", vpcId: args.network.vpcId },
        this,
      ),
      instanceProfile: createNodeProfile(name, args, this),
      executionRole: createExecutionRole(name, args, [keySecretArn, certificate.secretArn], logGroup, this),
      keySecretArn,
      certificate,
      snapshots,
      logGroup,
    };
  }

  /** One after the other: the first starts the cluster, and an update never stops two nodes at once. */
  private createNodes(name: string, { nodes, scope, version }: QdrantArgs, shared: NodeShared): NodeRef[] {
    const { begun, running } = versionParameters(scope.environment);
    const record = (suffix: string, parameter: string, dependsOn: pulumi.Resource[]) =>
      new Parameter(
        `${name}-${suffix}`,
        // The other input would be a secret, which a plan does not show.
        { name: parameter, type: "String", insecureValue: version },
        { parent: this, dependsOn },
      );
    const made: NodeRef[] = [];
    let previous: pulumi.Resource = record("version-begun", begun, []);
    for (let node = 0; node < nodes; node++) {
      made.push(createNode(`${name}-${node}`, node, shared, [previous], this));
      previous = made[node]!.service;
    }
    record("version", running, [previous]);
    return made;
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

  /** The manager's key: it signs the modules' tokens and is given to no module. Whoever rotates it goes by the tags. */
  private createKeySecret(name: string, args: QdrantArgs): SecretRef {
    const services = Array.from({ length: args.nodes }, (_, node) => `${name}-${node}`);
    return createSecret(
      `${name}-key`,
      {
        description: "Keys of Qdrant: the one that signs, and the one before it",
        key: args.dataKey,
        deletion: args.deletion,
        recoveryDays: args.secretRecoveryDays,
        tags: { Rotation: "qdrant-key", Restarts: services.join(" ") },
        initial: pulumi.jsonStringify({ key: randomPassword(this), alternate: "" }),
      },
      this,
    );
  }
}
