import { Policy, Target } from "@pulumi/aws/appautoscaling";
import type { Service } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import { type ContainerModuleArgs, scales } from "./ContainerModule";

/** Scales out fast and in slowly: a task that is missing hurts more than one that is idle. */
const cooldowns = { scaleOutCooldown: 60, scaleInCooldown: 300 };

/** Follows CPU and memory. Nothing is created where min equals max. */
export function createScaling(
  name: string,
  { scaling, platform }: ContainerModuleArgs,
  service: Service,
  parent: pulumi.Resource,
): void {
  if (!scales(scaling)) return;
  const target = new Target(
    name,
    {
      minCapacity: scaling.min,
      maxCapacity: scaling.max,
      resourceId: pulumi.interpolate`service/${platform.cluster.name}/${service.name}`,
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    },
    { parent },
  );
  const follow = (kind: string, predefinedMetricType: string, targetValue: number) =>
    new Policy(
      `${name}-${kind}`,
      {
        policyType: "TargetTrackingScaling",
        resourceId: target.resourceId,
        scalableDimension: target.scalableDimension,
        serviceNamespace: target.serviceNamespace,
        targetTrackingScalingPolicyConfiguration: {
          targetValue,
          predefinedMetricSpecification: { predefinedMetricType },
          ...cooldowns,
        },
      },
      { parent },
    );
  follow("cpu", "ECSServiceAverageCPUUtilization", scaling.cpuPercent);
  follow("memory", "ECSServiceAverageMemoryUtilization", scaling.memoryPercent);
}
