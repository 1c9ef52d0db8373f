import type { LogGroup } from "@pulumi/aws/cloudwatch";
import { Volume } from "@pulumi/aws/ebs";
import type { SecurityGroup } from "@pulumi/aws/ec2";
import { Service, TaskDefinition } from "@pulumi/aws/ecs";
import type { InstanceProfile } from "@pulumi/aws/iam";
import { Service as DiscoveryService } from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
import { backedUp } from "../../../infra/backups";
import { durable } from "../../../infra/durability";
import type { RoleRef } from "../../../infra/iam/role";
import type { NetworkRef } from "../../network/refs";
import { type CertificateRef, fingerprint } from "./certificate";
import { nodeContainer } from "./container";
import { createInstance } from "./instance";
import { nodeAttribute, nodeLabel, nodeName } from "./names";
import type { QdrantArgs } from "./Qdrant";
import { volumeTag } from "./roles";
import type { SnapshotsRef } from "./snapshots";
import { dataDirectory } from "./userData";

export interface NodeShared extends QdrantArgs {
  readonly serverGroup: SecurityGroup;
  readonly hostGroup: SecurityGroup;
  readonly instanceProfile: InstanceProfile;
  readonly executionRole: RoleRef;
  readonly keySecretArn: pulumi.Output<string>;
  readonly certificate: CertificateRef;
  readonly snapshots: SnapshotsRef | undefined;
  readonly logGroup: LogGroup;
}

export interface NodeRef {
  readonly volumeArn: pulumi.Output<string>;
  /** Steady when it is there. */
  readonly service: pulumi.Resource;
}

/** One node: its volume, the instance that carries it, and the service that runs on that instance alone. */
export function createNode(
  name: string,
  node: number,
  shared: NodeShared,
  previous: readonly pulumi.Resource[],
  parent: pulumi.Resource,
): NodeRef {
  const zone = shared.network.zones[node % shared.network.zones.length]!;
  const volume = createVolume(name, zone, shared, parent);
  const subnet = subnetOf(volume, shared.network);
  // One node after the other: each waits for the service of the one before, which is steady on its new instance.
  const { group, template } = createInstance(name, node, { volume, subnet }, shared, {
    parent,
    dependsOn: [...previous],
  });
  const service = createService(
    name,
    node,
    { subnet, launchTemplate: template.latestVersion.apply(String) },
    shared,
    { parent, dependsOn: [...previous, group] },
  );
  return { volumeArn: volume.arn, service };
}

function createVolume(name: string, zone: string, shared: NodeShared, parent: pulumi.Resource): Volume {
  return new Volume(
    name,
    {
      availabilityZone: zone,
      type: "gp3",
      size: shared.volumeGiB,
      encrypted: true,
      kmsKeyId: shared.dataKey.arn,
      finalSnapshot: shared.deletion === "protected",
      tags: { Name: name, [volumeTag]: shared.platform.cluster.name, ...backedUp },
    },
    // A zone more would move the nodes that share one, and a volume cannot move: it stays where it was made.
    { parent, ignoreChanges: ["availabilityZone"], ...durable(shared.deletion) },
  );
}

/** The private subnet in the zone of the volume. */
function subnetOf(volume: Volume, { zones, privateSubnetIds }: NetworkRef): pulumi.Output<string> {
  return pulumi.all([volume.availabilityZone, privateSubnetIds]).apply(([zone, ids]) => {
    const subnet = ids[zones.indexOf(zone)];
    if (subnet === undefined)
      throw new pulumi.RunError(
        `a Qdrant volume stands in ${zone}, which network.availabilityZones leaves out. Keep that zone.`,
      );
    return subnet;
  });
}

function createService(
  name: string,
  node: number,
  place: { readonly subnet: pulumi.Output<string>; readonly launchTemplate: pulumi.Output<string> },
  shared: NodeShared,
  opts: pulumi.CustomResourceOptions,
): Service {
  const { platform } = shared;
  const discovery = createDiscovery(name, node, shared, { parent: opts.parent });
  const taskDefinition = createTaskDefinition(name, node, shared, { parent: opts.parent });
  return new Service(
    name,
    {
      name,
      cluster: platform.cluster.arn,
      taskDefinition: taskDefinition.arn,
      launchType: "EC2",
      desiredCount: 1,
      placementConstraints: [
        {
          type: "memberOf",
          expression: platform.cluster.name.apply(
            (cluster) => `attribute:${nodeAttribute} == ${nodeName(cluster, node)}`,
          ),
        },
      ],
      // Two tasks cannot share a volume: the old one stops before the new one starts.
      deploymentMinimumHealthyPercent: 0,
      deploymentMaximumPercent: 100,
      // Without a way back: Qdrant cannot read what a later version wrote.
      deploymentCircuitBreaker: { enable: true, rollback: false },
      networkConfiguration: {
        subnets: [place.subnet],
        securityGroups: [shared.serverGroup.id],
      },
      serviceRegistries: { registryArn: discovery.arn },
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      // A new instance is a new deployment too, so that the next node waits until this one is steady there.
      forceNewDeployment: true,
      triggers: { launchTemplate: place.launchTemplate },
      waitForSteadyState: true,
    },
    { ...opts, deleteBeforeReplace: true, customTimeouts: { create: "60m", update: "60m" } },
  );
}

/** The node's own DNS name, by which the other nodes find it. */
function createDiscovery(
  name: string,
  node: number,
  { platform }: NodeShared,
  opts: pulumi.CustomResourceOptions,
): DiscoveryService {
  return new DiscoveryService(
    name,
    {
      name: nodeLabel(node),
      dnsConfig: {
        namespaceId: platform.namespace.id,
        dnsRecords: [{ type: "A", ttl: 10 }],
        routingPolicy: "MULTIVALUE",
      },
    },
    opts,
  );
}

function createTaskDefinition(
  name: string,
  node: number,
  shared: NodeShared,
  opts: pulumi.CustomResourceOptions,
): TaskDefinition {
  const { platform, scope, snapshots, certificate } = shared;
  return new TaskDefinition(
    name,
    {
      family: pulumi.interpolate`${platform.cluster.name}-${name}`,
      requiresCompatibilities: ["EC2"],
      networkMode: "awsvpc",
      executionRoleArn: shared.executionRole.arn,
      ...(snapshots ? { taskRoleArn: snapshots.taskRole.arn } : {}),
      volumes: ["snapshots", "storage"].map((volume) => ({
        name: volume,
        hostPath: `${dataDirectory}/${volume}`,
      })),
      containerDefinitions: pulumi
        .all([
          shared.logGroup.name,
          shared.keySecretArn,
          certificate.secretArn,
          certificate.authority,
          pulumi.output(snapshots?.bucket),
        ])
        .apply(([logGroup, keySecretArn, certificateSecretArn, authority, snapshotBucket]) =>
          JSON.stringify([
            nodeContainer({
              ...shared,
              node,
              ...{ zone: platform.namespace.name, region: scope.region, logGroup, snapshotBucket },
              ...{ keySecretArn, certificateSecretArn, authorityFingerprint: fingerprint(authority) },
            }),
          ]),
        ),
      skipDestroy: true,
    },
    opts,
  );
}
