import { Group } from "@pulumi/aws/autoscaling";
import { LaunchTemplate } from "@pulumi/aws/ec2";
import { CapacityProvider, type Cluster } from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";
import {
  imageParameter,
  metadataOptions,
  resolvedAtLaunch,
  rootDisk,
} from "../../../infra/aws/containerInstances";
import { instanceType } from "../../../infra/aws/instances";
import type { PoolConfig } from "../../../infra/config/schema/platform";
import { agentPolicies, createInstanceProfile } from "../../../infra/iam/instances";
import { capacityProviderName } from "../../../infra/naming";
import type { Scope } from "../../../infra/scope";
import { environmentTags } from "../../../infra/tags";
import { createHostGroup } from "../../../infra/vpc/hostGroup";
import type { NetworkRef } from "../../network/refs";
import { poolUserData } from "./userData";

export interface PoolArgs extends PoolConfig {
  readonly scope: Scope;
  readonly network: NetworkRef;
  readonly cluster: Cluster;
}

/** Instances of which ECS starts and stops as many as the tasks need. The cluster has to be told of the provider. */
export function createPool(
  name: string,
  pool: string,
  args: PoolArgs,
  parent: pulumi.Resource,
): CapacityProvider {
  const group = createGroup(name, args, createTemplate(name, pool, args, parent), parent);
  return new CapacityProvider(
    name,
    {
      name: capacityProviderName(args.scope.environment, "pool", pool),
      autoScalingGroupProvider: {
        autoScalingGroupArn: group.arn,
        managedScaling: { status: "ENABLED", targetCapacity: args.targetPercent },
        managedTerminationProtection: "ENABLED",
        managedDraining: "ENABLED",
      },
    },
    { parent },
  );
}

function createTemplate(name: string, pool: string, args: PoolArgs, parent: pulumi.Resource): LaunchTemplate {
  const { scope, instanceTypes, cluster } = args;
  // The types of a pool are alike in both; the configuration sees to it.
  const { architecture, gpus } = instanceType(instanceTypes[0]!)!;
  const image = args.machineImage ?? imageParameter(architecture, gpus !== undefined);
  const { profile } = createInstanceProfile(
    name,
    {
      description: `Instances of the pool ${pool}: join the cluster`,
      policyArn: agentPolicies.containerInstance,
      statements: [],
    },
    scope,
    { parent },
  );
  // An Auto Scaling group passes on neither the provider's tags nor its own.
  const tags = { ...environmentTags(scope.environment, {}), Name: name };
  return new LaunchTemplate(
    name,
    {
      imageId: resolvedAtLaunch(image),
      iamInstanceProfile: { arn: profile.arn },
      vpcSecurityGroupIds: [
        createHostGroup(
          name,
          { description: `Instances of the pool ${pool}`, vpcId: args.network.vpcId },
          parent,
        ).id,
      ],
      metadataOptions,
      blockDeviceMappings: [rootDisk(args.diskGiB)],
      userData: cluster.name.apply((cluster) =>
        Buffer.from(poolUserData(cluster, gpus !== undefined)).toString("base64"),
      ),
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
      updateDefaultVersion: true,
    },
    { parent },
  );
}

function createGroup(name: string, args: PoolArgs, template: LaunchTemplate, parent: pulumi.Resource): Group {
  return new Group(
    name,
    {
      minSize: args.min,
      maxSize: args.max,
      vpcZoneIdentifiers: args.network.privateSubnetIds,
      mixedInstancesPolicy: {
        instancesDistribution: {
          onDemandBaseCapacity: args.onDemandBase,
          onDemandPercentageAboveBaseCapacity: 100 - args.spotPercent,
          onDemandAllocationStrategy: "prioritized",
          spotAllocationStrategy: "price-capacity-optimized",
        },
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: template.id,
            // A refresh begins when this number changes; "$Latest" never would.
            version: template.latestVersion.apply(String),
          },
          overrides: args.instanceTypes.map((type) => ({ instanceType: type })),
        },
      },
      // ECS protects every instance with tasks, so a refresh would wait for an hour and fail.
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: 100,
          maxHealthyPercentage: 200,
          scaleInProtectedInstances: "Refresh",
        },
      },
      healthCheckType: "EC2",
      // Both for the provider's termination protection; without forceDelete AWS would keep the protected instances,
      // and the group with them, for ever.
      protectFromScaleIn: true,
      forceDelete: true,
      // ECS adds this tag itself where it is missing.
      tags: [{ key: "AmazonECSManaged", value: "true", propagateAtLaunch: true }],
    },
    // ECS says how many there are.
    { parent, ignoreChanges: ["desiredCapacity"] },
  );
}
