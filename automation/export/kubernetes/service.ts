import type { IService, IServiceAccount } from "kubernetes-models/v1";
import type { IPodDisruptionBudget } from "kubernetes-models/policy/v1";
import { answers } from "../../../infra/moduleKinds";
import { moduleSelector, labelsOf, podSelector } from "./labels";
import type { Workload } from "./workload";

/** Under the module's own name and port, as in Service Connect, so that `<NAME>_URL` of its callers stays true. */
export function service(namespace: string, { module, config }: Workload): IService | undefined {
  if (!answers(config)) return undefined;
  const { port, protocol } = config;
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: module, namespace, labels: labelsOf(module, "service") },
    spec: {
      type: "ClusterIP",
      selector: podSelector(module, "service"),
      ports: [
        {
          name: protocol,
          port,
          targetPort: protocol,
          protocol: "TCP",
          ...(protocol === "http" ? { appProtocol: "http" } : {}),
        },
      ],
    },
  };
}

/** Says who the pods are; what they may do on AWS hangs on the cluster, so no role is named. */
export function serviceAccount(namespace: string, { module }: Workload): IServiceAccount {
  return {
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: module, namespace, labels: moduleSelector(module) },
    automountServiceAccountToken: false,
  };
}

/** Of one pod only, a budget would stop every work on its node. */
export function disruptionBudget(
  namespace: string,
  { module, config: { scaling } }: Workload,
): IPodDisruptionBudget | undefined {
  if (scaling.min < 2) return undefined;
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: module, namespace, labels: labelsOf(module, "service") },
    spec: { maxUnavailable: 1, selector: { matchLabels: podSelector(module, "service") } },
  };
}
