import { placeOf } from "../../capacity";
import { instanceType, instanceTypes as knownTypes, tasksPerInstance } from "../../aws/instances";
import { fault, type Fault } from "../../faults";
import { hasService } from "../../moduleKinds";
import { mostTasks } from "../../scaling";
import { suggestion } from "../nearest";
import type { EnvironmentConfig } from "../schema/environment";
import type { ModuleConfig } from "../schema/module";
import type { PoolConfig } from "../schema/platform";

export function poolRules({ platform, modules }: EnvironmentConfig): Fault[] {
  return Object.entries(platform.pools).flatMap(([name, pool]) => [
    ...typeFaults(`platform.pools.${name}`, pool),
    ...boundFaults(`platform.pools.${name}`, pool),
    ...roomFaults(name, pool, modules),
  ]);
}

/** Tasks ask for one processor, and the instances of a pool have one image. */
function typeFaults(path: string, { instanceTypes }: PoolConfig): Fault[] {
  const faults = instanceTypes.flatMap((type, index) => {
    const at = `${path}.instanceTypes[${index}]`;
    if (instanceTypes.indexOf(type) !== index)
      return [fault(at, "must not be named twice", type, "Remove one.")];
    return knownTypes.includes(type)
      ? []
      : [fault(at, "must be an instance type that is known here", type, suggestion(type, knownTypes))];
  });
  const types = instanceTypes.map(instanceType).filter((type) => type !== undefined);
  if (new Set(types.map(({ architecture }) => architecture)).size > 1)
    faults.push(
      fault(
        `${path}.instanceTypes`,
        "must all have the same processor architecture",
        instanceTypes,
        "Make one pool for arm64 (Graviton: a g after the number) and one for x86_64.",
      ),
    );
  if (new Set(types.map(({ gpus }) => gpus !== undefined)).size > 1)
    faults.push(
      fault(
        `${path}.instanceTypes`,
        "must all have GPUs, or none of them",
        instanceTypes,
        "Make a pool of its own for the types with GPUs.",
      ),
    );
  return faults;
}

function boundFaults(path: string, { min, max, onDemandBase }: PoolConfig): Fault[] {
  return [
    ...(max < min
      ? [fault(`${path}.max`, `must be at least min (${min})`, max, "Raise max or lower min.")]
      : []),
    ...(onDemandBase > max
      ? [
          fault(
            `${path}.onDemandBase`,
            `must be at most max (${max})`,
            onDemandBase,
            "Lower it, or raise max.",
          ),
        ]
      : []),
  ];
}

interface Share {
  readonly module: string;
  readonly tasks: number;
  /** Of the instance type that takes the fewest of them. */
  readonly perInstance: number;
  /** Each of the tasks has an instance without another one of the module. */
  readonly apart: boolean;
}

/**
 * During a deployment the tasks of a service run twice. Most types have few network interfaces, and each task takes
 * one, so that memory is seldom what fills an instance.
 */
function roomFaults(name: string, pool: PoolConfig, modules: EnvironmentConfig["modules"]): Fault[] {
  const shares = Object.entries(modules)
    .filter(([, { capacity }]) => placeOf(capacity) === "pool" && capacity.pool === name)
    .map(([module, config]) => shareOf(module, config, pool));
  // Types that are not known and tasks that no instance takes have faults of their own.
  if (shares.some(({ perInstance }) => !(perInstance > 0))) return [];
  const filled = shares.reduce((sum, { tasks, perInstance }) => sum + tasks / perInstance, 0);
  const apart = shares.filter((share) => share.apart).map(({ tasks }) => tasks);
  // The divisions leave a trace of the last bit, which must not become an instance.
  const needed = Math.max(Math.ceil(filled - 1e-9), ...apart);
  if (needed <= pool.max) return [];
  const sums = shares.map(
    ({ module, tasks, perInstance, apart: alone }) =>
      `${module} ${tasks} tasks, ${alone ? 1 : perInstance} to an instance`,
  );
  return [
    fault(
      `platform.pools.${name}.max`,
      `must be at least ${needed} for its tasks during a deployment (${sums.join("; ")})`,
      pool.max,
      "Raise it, take types with more network interfaces and memory, or lower scaling.max.",
    ),
  ];
}

function shareOf(module: string, config: ModuleConfig, { instanceTypes }: PoolConfig): Share {
  const { scaling, size, jobs } = config;
  const needs = { cpu: size.cpu, memoryMiB: size.memoryMiB, gpus: config.capacity.gpus ?? 0 };
  const started = Object.values(jobs).reduce((sum, { tasks }) => sum + tasks, 0);
  return {
    module,
    tasks: (hasService(config) ? 2 * mostTasks(scaling) : 0) + started,
    perInstance: Math.min(...instanceTypes.map((type) => tasksPerInstance(type, needs) ?? 0)),
    apart: config.capacity.constraints?.includes("distinct-instances") ?? false,
  };
}
