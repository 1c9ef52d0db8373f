import type { SecurityGroup } from "@pulumi/aws/ec2";
import { CapacityProvider } from "@pulumi/aws/ecs";
import type { types } from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { instanceMemoryFor } from "../../infra/aws/containerInstances";
import type { ModuleConfig } from "../../infra/config/schema/module";
import {
  agentPolicies,
  createAgentRole,
  createInstanceProfile,
  passInstanceRole,
} from "../../infra/iam/instances";
import type { RoleRef } from "../../infra/iam/role";
import { ecsTrust } from "../../infra/iam/trust";
import { capacityProviderName } from "../../infra/naming";
import type { ContainerModuleArgs } from "./ContainerModule";

/** Images with the libraries of a GPU have ten and more, and a model is as large. */
const diskGiB = 100;

/** Instances with GPUs that ECS chooses, starts, patches and stops, for this module alone. */
export function createManagedInstances(
  name: string,
  args: ContainerModuleArgs,
  group: SecurityGroup,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): CapacityProvider {
  const { scope, platform, network, capacity } = args;
  const option = capacity.spotPercent === 100 ? "SPOT" : "ON_DEMAND";
  const { role, profile } = createInstanceProfile(
    `${name}-instance`,
    {
      description: `Managed Instances of ${name}: join the cluster`,
      policyArn: agentPolicies.managedInstance,
      statements: [],
      tags,
    },
    scope,
    { parent },
  );
  return new CapacityProvider(
    name,
    {
      // Another option is another provider, which must be there before this one goes.
      name: capacityProviderName(scope.environment, "module", name, option.toLowerCase().replace("_", "-")),
      cluster: platform.cluster.name,
      managedInstancesProvider: {
        infrastructureRoleArn: createInfrastructureRole(name, args, role, tags, parent),
        instanceLaunchTemplate: {
          ec2InstanceProfileArn: profile.arn,
          capacityOptionType: option,
          instanceRequirements: instanceRequirements(args),
          networkConfiguration: { subnets: network.privateSubnetIds, securityGroups: [group.id] },
          storageConfiguration: { storageSizeGib: diskGiB },
        },
        propagateTags: "CAPACITY_PROVIDER",
      },
      tags,
    },
    { parent },
  );
}

type InstanceRequirements =
  types.input.ecs.CapacityProviderManagedInstancesProviderInstanceLaunchTemplateInstanceRequirements;

/** The smallest instance that takes one task; larger ones ECS chooses where they pay. */
export function instanceRequirements({
  size,
  capacity,
}: Pick<ModuleConfig, "size" | "capacity">): InstanceRequirements {
  return {
    vcpuCount: { min: Math.ceil(size.cpu / 1024) },
    memoryMib: { min: instanceMemoryFor(size.memoryMiB) },
    cpuManufacturers: size.architecture === "arm64" ? ["amazon-web-services"] : ["amd", "intel"],
    acceleratorTypes: ["gpu"],
    acceleratorManufacturers: ["nvidia"],
    acceleratorCount: { min: capacity.gpus! },
    ...(capacity.gpuNames === undefined ? {} : { acceleratorNames: capacity.gpuNames }),
  };
}

/** What ECS itself may do to run the instances. Its ARN is known when all of that is there. */
function createInfrastructureRole(
  name: string,
  { scope }: ContainerModuleArgs,
  instanceRole: RoleRef,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { role, attachments } = createAgentRole(
    `${name}-infrastructure`,
    {
      description: `Lets ECS run the Managed Instances of ${name}`,
      trust: ecsTrust(),
      statements: [instanceRole.arn.apply((arn) => [passInstanceRole(arn)])],
      policyArns: { "": agentPolicies.managedInfrastructure },
      tags,
    },
    scope,
    { parent },
  );
  return pulumi.all([role.arn, pulumi.all(attachments.map(({ id }) => id))]).apply(([arn]) => arn);
}
