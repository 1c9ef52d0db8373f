import { Group } from "@pulumi/aws/autoscaling";
import type { Volume } from "@pulumi/aws/ebs";
import { LaunchTemplate } from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import {
  imageParameter,
  metadataOptions,
  resolvedAtLaunch,
  rootDisk,
} from "../../../infra/aws/containerInstances";
import { environmentTags } from "../../../infra/tags";
import type { NodeShared } from "./node";
import { volumeTag } from "./roles";
import { userData } from "./userData";

/** Images and logs; the data has a volume of its own. */
const rootDiskGiB = 30;

/** Where an instance stands, and what it carries. */
export interface InstancePlace {
  readonly volume: Volume;
  readonly subnet: pulumi.Output<string>;
}

/**
 * A group of exactly one, so that a lost instance is replaced in the zone of its volume. Another launch template makes
 * another group, after the old one is gone: an instance refresh would go on behind the program's back, at all nodes at
 * once, and the volume has to leave the old instance before the new one can take it.
 */
export function createInstance(
  name: string,
  node: number,
  place: InstancePlace,
  shared: NodeShared,
  opts: pulumi.CustomResourceOptions,
): { readonly group: Group; readonly template: LaunchTemplate } {
  const template = createTemplate(name, node, place, shared, opts.parent!);
  const group = new Group(
    name,
    {
      // Another name is another group.
      name: pulumi.interpolate`${shared.platform.cluster.name}-${name}-${template.latestVersion}`,
      minSize: 1,
      maxSize: 1,
      desiredCapacity: 1,
      vpcZoneIdentifiers: [place.subnet],
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      healthCheckType: "EC2",
      // The provider's default tags do not come this far.
      tags: Object.entries({
        ...environmentTags(shared.scope.environment, {}),
        AmazonECSManaged: "false",
        Name: name,
      }).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
    },
    { ...opts, deleteBeforeReplace: true },
  );
  return { group, template };
}

function createTemplate(
  name: string,
  node: number,
  { volume }: InstancePlace,
  { scope, platform, ...shared }: NodeShared,
  parent: pulumi.Resource,
): LaunchTemplate {
  const { environment, region } = scope;
  const tags = { ...environmentTags(environment, {}), Name: name };
  return new LaunchTemplate(
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
          Buffer.from(userData({ environment, cluster, region, volumeId, node })).toString("base64"),
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
    { parent },
  );
}
