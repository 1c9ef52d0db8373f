import type { IResourceRequirements } from "kubernetes-models/v1";
import { containerNames } from "../../../infra/taskContainers";
import type { Container, Task } from "./workload";

/** Of NVIDIA's device plugin. https://kubernetes.io/docs/tasks/manage-gpus/scheduling-gpus/ */
const gpuResource = "nvidia.com/gpu";

/**
 * The containers of the platform that stay on ECS: a volume of a pod can be written to by everybody from the start, and
 * a cluster has an agent for logs. https://www.kubernetes.dev/resources/keps/5502/
 */
const staysBehind: readonly string[] = [containerNames.prepare, containerNames.logRouter];

/** The containers that stand beside the module's own. */
export function companionsOf({ others }: Task): Container[] {
  return others.filter(({ name }) => !staysBehind.includes(name));
}

/** All that the companions leave of the task, so that a pod is as large as a task. */
export function applicationResources(task: Task): IResourceRequirements {
  const companions = companionsOf(task);
  const taken = (of: (one: Container) => number) => companions.reduce((sum, one) => sum + of(one), 0);
  const gpus = task.application.resourceRequirements?.find(({ type }) => type === "GPU");
  return requirements({
    cpu: millicores(task.cpu) - taken(({ cpu }) => millicores(cpu)),
    memoryMiB: task.memoryMiB - taken(({ memory }) => memory ?? 0),
    more: {
      ...(task.diskGiB === undefined ? {} : { "ephemeral-storage": `${task.diskGiB}Gi` }),
      ...(gpus === undefined ? {} : { [gpuResource]: gpus.value }),
    },
  });
}

export function companionResources({ cpu, memory = 0 }: Container): IResourceRequirements {
  return requirements({ cpu: millicores(cpu), memoryMiB: memory, more: {} });
}

interface Amounts {
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly more: Readonly<Record<string, string>>;
}

/** A limit of 0 would be none, as on ECS a share of 0 is. */
function requirements({ cpu, memoryMiB, more }: Amounts): IResourceRequirements {
  const all = {
    ...(cpu === 0 ? {} : { cpu: `${cpu}m` }),
    memory: `${memoryMiB}Mi`,
    ...more,
  };
  return { requests: all, limits: all };
}

/** A vCPU has 1024 units on ECS and 1000 millicores on Kubernetes, which takes no parts of one. */
function millicores(units: number): number {
  return Math.round((units * 1000) / 1024);
}
