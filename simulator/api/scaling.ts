import { z } from "zod";
import { operation, type Operations } from "./protocol";

export const scalingOperations: Operations = {
  DescribeScalableTargets: operation(
    {
      ServiceNamespace: z.literal("ecs"),
      ResourceIds: z.array(z.string()).min(1).max(50),
      ScalableDimension: z.literal("ecs:service:DesiredCount"),
    },
    (world, { ServiceNamespace, ResourceIds, ScalableDimension }) => ({
      ScalableTargets: world.observed.scalableTargets
        .filter(({ resourceId }) => ResourceIds.includes(resourceId))
        .map(({ resourceId, min, max, suspended }) => ({
          ServiceNamespace,
          ResourceId: resourceId,
          ScalableDimension,
          MinCapacity: min,
          MaxCapacity: max,
          SuspendedState: {
            DynamicScalingInSuspended: suspended === "in",
            DynamicScalingOutSuspended: suspended === "out",
            ScheduledScalingSuspended: suspended === "scheduled",
          },
        })),
    }),
  ),
};
