import { companionsOf } from "./resources";
import type { Values } from "./values";
import type { Container, Workload } from "./workload";

/** What no manifest holds, by module; a pod does not start before it is there. */
export interface Needs {
  /** Modules whose image is a placeholder. */
  readonly images: readonly string[];
  /** Keys of the Secret of each module that has one. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  /** Keys of the ConfigMap of each module that has one. */
  readonly awsValues: Readonly<Record<string, readonly string[]>>;
}

export function needsOf(workloads: readonly Workload[], values: Values): Needs {
  return {
    images: workloads
      .filter(({ module, task }) => values.lacksImage(module, task.application))
      .map(({ module }) => module),
    secrets: byModule(workloads, (_, { secrets }) => secrets.map(({ name }) => name)),
    awsValues: byModule(workloads, (module, { environment }) =>
      environment.filter(({ name, value }) => values.isAwsValue(module, name, value)).map(({ name }) => name),
    ),
  };
}

function byModule(
  workloads: readonly Workload[],
  keysOf: (module: string, definition: Container) => readonly string[],
): Record<string, readonly string[]> {
  const all = workloads.map(({ module, task }) => {
    const containers = [task.application, ...companionsOf(task)];
    return [module, [...new Set(containers.flatMap((one) => keysOf(module, one)))].sort()] as const;
  });
  return Object.fromEntries(all.filter(([, keys]) => keys.length > 0));
}
