import type { IContainer, IPodSpec, ITopologySpreadConstraint } from "kubernetes-models/v1";
import { placeOf } from "../../../infra/capacity";
import { containerNames } from "../../../infra/taskContainers";
import { applicationContainer, companionContainer, preStopSeconds } from "./containers";
import { podSelector } from "./labels";
import { companionsOf } from "./resources";
import type { Values } from "./values";
import type { Container, Workload } from "./workload";

const architectures = { arm64: "arm64", x86_64: "amd64" } as const;

/** A pod that answers or works until it is told to stop. */
export function servicePod(workload: Workload, values: Values): IPodSpec {
  const { module, targets, task } = workload;
  const companions = companionsOf(task);
  const after = companions.filter(startsAfter);
  const before = companions.filter((one) => !startsAfter(one));
  const application = applicationContainer(workload, values);
  return {
    ...common(workload, before, values),
    containers: [application, ...after.map((one) => companionContainer(module, one, values))],
    // ECS lets answers end before SIGTERM, Kubernetes after it, so that here the one time holds all.
    terminationGracePeriodSeconds:
      (application.lifecycle ? preStopSeconds : 0) +
      (targets?.drainSeconds ?? 0) +
      task.application.stopTimeout!,
    ...spreadOf(workload),
  };
}

/** A pod that ends with its command, for which nothing beside it may run on as a container of its own. */
export function jobPod(workload: Workload, command: readonly string[], values: Values): IPodSpec {
  const { task } = workload;
  return {
    ...common(workload, companionsOf(task), values),
    containers: [applicationContainer(workload, values, command)],
    restartPolicy: "Never",
    terminationGracePeriodSeconds: task.application.stopTimeout!,
  };
}

function common(
  { module, config, task }: Workload,
  before: readonly Container[],
  values: Values,
): Omit<IPodSpec, "containers"> {
  return {
    serviceAccountName: module,
    automountServiceAccountToken: false,
    // Variables such as ORDERS_PORT of every Service would stand among those of the module.
    enableServiceLinks: false,
    nodeSelector: {
      "kubernetes.io/arch": architectures[config.size.architecture],
      "kubernetes.io/os": "linux",
    },
    ...(before.length === 0 ? {} : { initContainers: before.map((one) => sidecar(module, one, values)) }),
    ...(task.volumes.length === 0 ? {} : { volumes: task.volumes.map((name) => ({ name, emptyDir: {} })) }),
  };
}

/**
 * Begins before the module's own container and ends after it, as on ECS.
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
 */
function sidecar(module: string, definition: Container, values: Values): IContainer {
  return { ...companionContainer(module, definition, values), restartPolicy: "Always" };
}

/** Whether ECS starts it only when the module's own container runs. */
export function startsAfter({ dependsOn }: Container): boolean {
  return dependsOn.some(({ containerName }) => containerName === containerNames.application);
}

/** Over zones, where ECS spreads tasks over them; a server of the company is in none. */
function spreadOf({ module, config }: Workload): Pick<IPodSpec, "affinity" | "topologySpreadConstraints"> {
  const { placement = ["spread-zones"], constraints = [] } = config.capacity;
  const labelSelector = { matchLabels: podSelector(module, "service") };
  const evenly = (topologyKey: string): ITopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector,
  });
  const keys = [
    ...(placement.includes("spread-zones") && placeOf(config.capacity) !== "external"
      ? ["topology.kubernetes.io/zone"]
      : []),
    ...(placement.includes("spread-instances") ? ["kubernetes.io/hostname"] : []),
  ];
  const apart = { labelSelector, topologyKey: "kubernetes.io/hostname" };
  return {
    ...(keys.length === 0 ? {} : { topologySpreadConstraints: keys.map(evenly) }),
    ...(constraints.includes("distinct-instances")
      ? { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [apart] } } }
      : {}),
  };
}
