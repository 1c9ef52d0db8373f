import type { SecurityGroup } from "@pulumi/aws/ec2";
import type { TaskDefinition } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { TaskLaunch } from "../../infra/taskLaunch";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { ServicePart } from "./servicePart";

export interface LaunchParts {
  readonly taskDefinition: TaskDefinition;
  /** Where the tasks of the module's service run, or would. */
  readonly capacity: ServicePart;
  /** The module's own; undefined outside of AWS. */
  readonly group: SecurityGroup | undefined;
}

/** A task on its own runs where the module's service would place it, in the same network. */
export function taskLaunch(
  { platform, network, data, capacity: { kind } }: ContainerModuleArgs,
  { taskDefinition, capacity, group }: LaunchParts,
): pulumi.Output<TaskLaunch> {
  const { capacityProviderStrategies, orderedPlacementStrategies, placementConstraints } = capacity.args;
  const external = kind === "external";
  return pulumi
    .all([
      taskDefinition.family,
      platform.cluster.name,
      pulumi.output(capacityProviderStrategies ?? []),
      pulumi.output(orderedPlacementStrategies ?? []),
      pulumi.output(placementConstraints ?? []),
      network.privateSubnetIds,
      pulumi.all(group === undefined ? [] : [group.id, ...data.securityGroupIds]),
    ])
    .apply(([family, cluster, providers, strategies, constraints, subnets, securityGroups]) => ({
      family,
      cluster,
      capacityProviders: external ? [] : (providers ?? []),
      ...(external ? { launchType: "EXTERNAL" as const } : {}),
      ...(securityGroups.length === 0 ? {} : { network: { subnets, securityGroups } }),
      placementStrategies: strategies ?? [],
      placementConstraints: constraints ?? [],
    }));
}
