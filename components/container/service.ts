import { Service } from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";
import { isScaled } from "../../infra/scaling";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { ServicePart } from "./servicePart";

export interface ServiceArgs {
  readonly taskDefinitionArn: pulumi.Output<string>;
  /** The module's own group; without one, its tasks stand in no VPC. */
  readonly securityGroupId: pulumi.Output<string> | undefined;
  /** Capacity, routing, release and the like. */
  readonly parts: readonly ServicePart[];
  readonly tags: Record<string, string>;
}

export function createService(
  name: string,
  args: ContainerModuleArgs,
  { taskDefinitionArn, securityGroupId, parts, tags }: ServiceArgs,
  parent: pulumi.Resource,
): Service {
  const { network, platform, scaling } = args;
  return new Service(
    name,
    {
      name,
      cluster: platform.cluster.arn,
      taskDefinition: taskDefinitionArn,
      desiredCount: scaling.min,
      ...(securityGroupId === undefined
        ? {}
        : {
            networkConfiguration: {
              subnets: network.privateSubnetIds,
              securityGroups: [securityGroupId, ...args.data.securityGroupIds],
              assignPublicIp: false,
            },
          }),
      enableExecuteCommand: args.container.exec,
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      tags,
      ...together(parts.map((part) => part.args)),
    },
    {
      parent,
      // The name is fixed and unique in the cluster.
      deleteBeforeReplace: true,
      replacementTrigger: whatCannotChange(args),
      dependsOn: parts.flatMap(({ needs }) => needs),
      ...together(parts.map(({ opts }) => opts)),
      // Whoever scales owns the count from then on.
      ignoreChanges: isScaled(scaling) ? ["desiredCount"] : [],
    },
  );
}

/**
 * A service of the company's own servers cannot move to AWS, and the protocol of a name in Service Connect stays.
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html
 * https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html
 */
function whatCannotChange({ capacity, protocol }: ContainerModuleArgs): string {
  return `${protocol} on ${capacity.kind === "external" ? "external instances" : "AWS"}`;
}

/** What the parts say; no two of them say the same. */
function together<T extends object>(parts: readonly (T | undefined)[]): T {
  return Object.assign({}, ...parts) as T;
}
