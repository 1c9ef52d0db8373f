import { Policy, ScheduledAction, Target } from "@pulumi/aws/appautoscaling";
import type { Service } from "@pulumi/aws/ecs";
import * as pulumi from "@pulumi/pulumi";
import type { ScalingConfig } from "../../../infra/config/schema/scaling";
import { isScaled } from "../../../infra/scaling";
import type { ContainerModuleArgs } from "../ContainerModule";
import type { QueueRef } from "../queue";
import type { Routing } from "../routing";
import { targetTracking, type ScalingMetrics } from "./policies";

interface ScalingParts {
  readonly service: Service;
  readonly routing: Routing | undefined;
  readonly queue: QueueRef | undefined;
}

/** Whoever changes the number of tasks: metrics, the clock, a forecast. Nothing is created where it is fixed. */
export function createScaling(
  name: string,
  args: ContainerModuleArgs,
  parts: ScalingParts,
  parent: pulumi.Resource,
): void {
  const { scaling } = args;
  if (!isScaled(scaling)) return;
  const target = createTarget(name, args, parts.service, parent);
  const policies = scaling.max > scaling.min ? targetTracking(scaling, metricsOf(args, parts)) : {};
  for (const [kind, configuration] of Object.entries(policies))
    new Policy(
      `${name}-${kind}`,
      {
        policyType: "TargetTrackingScaling",
        ...idOf(target),
        targetTrackingScalingPolicyConfiguration: configuration,
      },
      { parent },
    );
  if (scaling.predictive !== "off" && scaling.cpuPercent !== false)
    createForecast(name, scaling.predictive, scaling.cpuPercent, target, parent);
  for (const [schedule, { at, timezone, min, max }] of Object.entries(scaling.schedules))
    new ScheduledAction(
      `${name}--${schedule}`,
      {
        ...idOf(target),
        schedule: at,
        timezone,
        scalableTargetAction: { minCapacity: min, maxCapacity: max },
      },
      { parent },
    );
}

function createTarget(
  name: string,
  { scaling, platform }: ContainerModuleArgs,
  service: Service,
  parent: pulumi.Resource,
): Target {
  return new Target(
    name,
    {
      minCapacity: scaling.min,
      maxCapacity: scaling.max,
      resourceId: pulumi.interpolate`service/${platform.cluster.name}/${service.name}`,
      scalableDimension: "ecs:service:DesiredCount",
      serviceNamespace: "ecs",
    },
    // From its first time on, a schedule says how many there are.
    {
      parent,
      ignoreChanges: Object.keys(scaling.schedules).length > 0 ? ["maxCapacity", "minCapacity"] : [],
    },
  );
}

function idOf({ resourceId, scalableDimension, serviceNamespace }: Target) {
  return { resourceId, scalableDimension, serviceNamespace };
}

function metricsOf(args: ContainerModuleArgs, { service, routing, queue }: ScalingParts): ScalingMetrics {
  return {
    cluster: args.platform.cluster.name,
    service: service.name,
    ...(queue && { queue: queue.name }),
    ...(routing && { loadBalancer: routing.loadBalancerSuffix }),
    targetGroups: routing?.targetGroups.map(({ arnSuffix }) => arnSuffix) ?? [],
  };
}

/** Looks a day or more back, and never goes beyond the most tasks. */
function createForecast(
  name: string,
  predictive: Exclude<ScalingConfig["predictive"], "off">,
  cpuPercent: number,
  target: Target,
  parent: pulumi.Resource,
): Policy {
  return new Policy(
    `${name}-forecast`,
    {
      policyType: "PredictiveScaling",
      ...idOf(target),
      predictiveScalingPolicyConfiguration: {
        mode: predictive === "scale" ? "ForecastAndScale" : "ForecastOnly",
        maxCapacityBreachBehavior: "HonorMaxCapacity",
        metricSpecifications: [
          {
            targetValue: String(cpuPercent),
            predefinedMetricPairSpecification: { predefinedMetricType: "ECSServiceCPUUtilization" },
          },
        ],
      },
    },
    { parent },
  );
}
