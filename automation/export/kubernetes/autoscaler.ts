import type { IHorizontalPodAutoscaler, IMetricSpec } from "kubernetes-models/autoscaling/v2";
import type { ScalingConfig } from "../../../infra/config/schema/scaling";
import { labelsOf } from "./labels";
import type { Workload } from "./workload";

/** What the autoscaler follows; the other metrics of a module are CloudWatch's. Empty where the number is fixed. */
export function metricsOf({ min, max, cpuPercent, memoryPercent }: ScalingConfig): IMetricSpec[] {
  if (max === min) return [];
  return [
    ...(cpuPercent === false ? [] : [utilization("cpu", cpuPercent)]),
    ...(memoryPercent === false ? [] : [utilization("memory", memoryPercent)]),
  ];
}

function utilization(name: "cpu" | "memory", percent: number): IMetricSpec {
  return {
    type: "Resource",
    resource: { name, target: { type: "Utilization", averageUtilization: percent } },
  };
}

/** Undefined where the number of pods is fixed, or only metrics of CloudWatch would change it. */
export function autoscaler(
  namespace: string,
  { module, config: { scaling } }: Workload,
): IHorizontalPodAutoscaler | undefined {
  const metrics = metricsOf(scaling);
  if (metrics.length === 0) return undefined;
  const { min, max, scaleInSeconds } = scaling;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: module, namespace, labels: labelsOf(module, "service") },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: module },
      minReplicas: min,
      maxReplicas: max,
      metrics,
      // The most that was needed within this time, where ECS waits as long between two steps.
      behavior: { scaleDown: { stabilizationWindowSeconds: scaleInSeconds } },
    },
  };
}
