import { Group } from "@pulumi/aws/autoscaling";
import type { LogGroup } from "@pulumi/aws/cloudwatch";
import { Volume } from "@pulumi/aws/ebs";
import { LaunchTemplate, type SecurityGroup } from "@pulumi/aws/ec2";
import { Service, TaskDefinition } from "@pulumi/aws/ecs";
import type { InstanceProfile } from "@pulumi/aws/iam";
import {
  imageParameter,
  metadataOptions,
  resolvedAtLaunch,
  rootDisk,
} from "../../../infra/aws/containerInstances";
import type { RoleRef } from "../../../infra/iam/role";
import type { Secret } from "@pulumi/aws/secretsmanager";
import { Service as DiscoveryService } from "@pulumi/aws/servicediscovery";
import * as pulumi from "@pulumi/pulumi";
import { durable } from "../../../infra/durability";
import { environmentTags } from "../../../infra/tags";
import { nodeContainer } from "./container";
import type { NetworkRef } from "../../network/refs";
import { type QdrantArgs, volumeTag } from "./Qdrant";
import { dataDirectory, nodeAttribute, nodeName, userData } from "./userData";

export interface NodeShared extends QdrantArgs {
  readonly serverGroup: SecurityGroup;
  readonly hostGroup: SecurityGroup;
  readonly instanceProfile: InstanceProfile;
  readonly executionRole: RoleRef;
  readonly apiKey: Secret;
  readonly logGroup: LogGroup;
}

/** Images and logs; the data has a volume of its own. */
const rootDiskGiB = 30;

/** One node: its volume, the instance that carries it, and the service that runs on that instance alone. */
export function createNode(
  name: string,
  node: number,
  shared: NodeShared,
  previous: pulumi.Resource[],
  parent: pulumi.Resource,
): pulumi.Resource {
  const zone = shared.network.zones[node % shared.network.zones.length]!;
  const volume = createVolume(name, zone, shared, parent);
  const subnet = subnetOf(volume, shared.network);
  // One node after the other: each waits for the service of the one before, which is steady on its new instance.
  const group = createInstance(name, node, { volume, subnet }, shared, { parent, dependsOn: [...previous] });
  return createService(name, node, subnet, shared, { parent, dependsOn: [group] });
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
      tags: { Name: name, [volumeTag]: shared.platform.cluster.name },
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

/** A group of exactly one, so that a lost instance is replaced in the zone of its volume. */
function createInstance(
  name: string,
  node: number,
  { volume, subnet }: { readonly volume: Volume; readonly subnet: pulumi.Output<string> },
  shared: NodeShared,
  opts: pulumi.CustomResourceOptions,
): Group {
  const { scope, platform } = shared;
  const tags = { ...environmentTags(scope.environment, {}), Name: name };
  const template = new LaunchTemplate(
    name,
    {
      imageId: resolvedAtLaunch(imageParameter("arm64", false)),
      instanceType: shared.instanceType,
      iamInstanceProfile: { arn: shared.instanceProfile.arn },
      vpcSecurityGroupIds: [shared.hostGroup.id],
      metadataOptions,
      blockDeviceMappings: [rootDisk(rootDiskGiB)],
      userData: pulumi
        .all([platform.cluster.name, volume.id])
        .apply(([cluster, volumeId]) =>
          Buffer.from(userData({ cluster, region: scope.region, volumeId, node })).toString("base64"),
        ),
      tagSpecifications: platform.cluster.name.apply((cluster) =>
        ["instance", "volume"].map((resourceType) => ({
          resourceType,
          // The root volume must not carry the tag that lets an instance attach a volume.
          tags: resourceType === "instance" ? { ...tags, [volumeTag]: cluster } : tags,
        })),
      ),
      updateDefaultVersion: true,
    },
    { parent: opts.parent },
  );
  return new Group(
    name,
    {
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      vpcZoneIdentifiers: [subnet],
      // A refresh begins when this number changes; "$Latest" never would.
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      // The volume has to leave the old instance before the new one can take it.
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 0 } },
      healthCheckType: "EC2",
      tags: [{ key: "AmazonECSManaged", value: "false", propagateAtLaunch: false }],
    },
    opts,
  );
}

function createService(
  name: string,
  node: number,
  subnet: pulumi.Output<string>,
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
      deploymentCircuitBreaker: { enable: true, rollback: true },
      networkConfiguration: {
        subnets: [subnet],
        securityGroups: [shared.serverGroup.id],
      },
      serviceRegistries: { registryArn: discovery.arn },
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      waitForSteadyState: true,
    },
    { ...opts, deleteBeforeReplace: true },
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
      name: `qdrant-${node}`,
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
  const { platform, scope } = shared;
  return new TaskDefinition(
    name,
    {
      family: pulumi.interpolate`${platform.cluster.name}-${name}`,
      requiresCompatibilities: ["EC2"],
      networkMode: "awsvpc",
      executionRoleArn: shared.executionRole.arn,
      volumes: ["snapshots", "storage"].map((volume) => ({
        name: volume,
        hostPath: `${dataDirectory}/${volume}`,
      })),
      containerDefinitions: pulumi
        .all([shared.apiKey.arn, shared.logGroup.name])
        .apply(([apiKeySecretArn, logGroup]) =>
          JSON.stringify([
            nodeContainer({
              ...shared,
              node,
              zone: platform.namespace.name,
              apiKeySecretArn,
              logGroup,
              region: scope.region,
            }),
          ]),
        ),
      skipDestroy: true,
    },
    opts,
  );
}
