import type { IDeployment } from "kubernetes-models/apps/v1";
import { metricsOf } from "./autoscaler";
import { annotations, labelsOf, podSelector } from "./labels";
import { servicePod } from "./pod";
import type { Values } from "./values";
import type { Workload } from "./workload";

/** The module's service: as many pods as ECS runs tasks, and never fewer while a release takes over. */
export function deployment(namespace: string, workload: Workload, values: Values): IDeployment {
  const { module, config } = workload;
  const { owner, description, scaling } = config;
  const labels = labelsOf(module, "service");
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: {
      name: module,
      namespace,
      labels,
      annotations: {
        [annotations.owner]: owner,
        ...(description === undefined ? {} : { [annotations.description]: description }),
      },
    },
    spec: {
      // Whoever scales owns the number; without it the first pods are one, and at once the least.
      ...(metricsOf(scaling).length === 0 ? { replicas: scaling.min } : {}),
      selector: { matchLabels: podSelector(module, "service") },
      // As on ECS: 100 and 200 percent.
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: "100%" } },
      template: { metadata: { labels }, spec: servicePod(workload, values) },
    },
  };
}
