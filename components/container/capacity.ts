import type { SecurityGroup } from "@pulumi/aws/ec2";
import type { ServiceArgs } from "@pulumi/aws/ecs";
import type * as pulumi from "@pulumi/pulumi";
import { placeOf } from "../../infra/capacity";
import type { CapacityConfig, placementNames } from "../../infra/config/schema/capacity";
import type { ContainerModuleArgs } from "./ContainerModule";
import { createManagedInstances } from "./managedInstances";
import type { ServicePart } from "./servicePart";

export interface CapacityShare {
  readonly capacityProvider: "FARGATE" | "FARGATE_SPOT";
  readonly base?: number;
  readonly weight: number;
}

/** Where the tasks of a module run. */
export function createCapacity(
  name: string,
  args: ContainerModuleArgs,
  group: SecurityGroup | undefined,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): ServicePart {
  const { capacity, platform } = args;
  switch (placeOf(capacity)) {
    case "fargate":
      return onProviders(capacityShares(capacity));
    case "pool":
      return onPool(capacity, platform.pools[capacity.pool!]!.capacityProvider);
    case "managed-instances": {
      const provider = createManagedInstances(name, args, group!, tags, parent);
      return onProviders([{ capacityProvider: provider.name, weight: 1 }]);
    }
    case "external":
      // Capacity providers and rebalancing are not for servers of the company. They are told apart by attributes.
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html
      return { args: { launchType: "EXTERNAL", availabilityZoneRebalancing: "DISABLED" }, needs: [] };
  }
}

function onProviders(
  capacityProviderStrategies: NonNullable<ServiceArgs["capacityProviderStrategies"]>,
): ServicePart {
  return {
    args: {
      capacityProviderStrategies,
      // Without it, a change of the capacity shares would replace the service.
      forceNewDeployment: true,
      availabilityZoneRebalancing: "ENABLED",
    },
    needs: [],
  };
}

/** Which share of the tasks runs where: a floor on demand, and the rest by percent. */
export function capacityShares({
  spotPercent,
  onDemandBase,
}: Pick<CapacityConfig, "spotPercent" | "onDemandBase">): CapacityShare[] {
  const onDemand = { capacityProvider: "FARGATE", base: onDemandBase, weight: 100 - spotPercent } as const;
  const spot = { capacityProvider: "FARGATE_SPOT", weight: spotPercent } as const;
  // A provider without weight and base takes no task; ECS wants at least one weight.
  return [...(spotPercent < 100 || onDemandBase > 0 ? [onDemand] : []), ...(spotPercent > 0 ? [spot] : [])];
}

type Placement = (typeof placementNames)[number];

/** Zones before all else, and then as few instances as there can be. */
const usualPlacement: readonly Placement[] = ["spread-zones", "binpack-memory"];

const strategies = {
  "spread-zones": { type: "spread", field: "attribute:ecs.availability-zone" },
  "spread-instances": { type: "spread", field: "instanceId" },
  "binpack-cpu": { type: "binpack", field: "cpu" },
  "binpack-memory": { type: "binpack", field: "memory" },
  random: { type: "random" },
} as const;

function onPool(capacity: CapacityConfig, capacityProvider: pulumi.Output<string>): ServicePart {
  const { placement = usualPlacement, constraints = [] } = capacity;
  const { args, needs } = onProviders([{ capacityProvider, weight: 1 }]);
  return {
    args: {
      ...args,
      availabilityZoneRebalancing: rebalances(placement, constraints) ? "ENABLED" : "DISABLED",
      orderedPlacementStrategies: placement.map((name) => strategies[name]),
      ...(constraints.length === 0 ? {} : { placementConstraints: constraints.map(placementConstraint) }),
    },
    needs,
  };
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html */
function rebalances([first]: readonly Placement[], constraints: readonly string[]): boolean {
  return first === "spread-zones" && !constraints.some((text) => text.includes("ecs.availability-zone"));
}

function placementConstraint(text: string): { type: string; expression?: string } {
  return text === "distinct-instances"
    ? { type: "distinctInstance" }
    : { type: "memberOf", expression: text };
}
