import { placeOf, type Place } from "../../../capacity";
import { fargateCpuUnits, fargateMemoryMiB } from "../../../aws/fargateSizes";
import { instanceType, tasksPerInstance } from "../../../aws/instances";
import type { Fault } from "../../../faults";
import { suggestion } from "../../nearest";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import type { PoolConfig } from "../../schema/platform";
import type { At } from "./at";
import { externalFaults } from "./external";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

/** Where tasks run, and whether what they need is there. */
export function capacityFaults(module: ModuleConfig, config: EnvironmentConfig, at: At): Fault[] {
  const { capacity } = module;
  const { pools } = config.platform;
  const place = placeOf(capacity);
  const rules = [
    ...poolNameRules(capacity, Object.keys(pools)),
    ...gpuRules(module, place),
    ...placementRules(capacity, place),
    ...spotRules(module, place),
    diskRule(module, place),
  ];
  const pool = place === "pool" && capacity.pool !== undefined ? pools[capacity.pool] : undefined;
  return [
    ...rules.filter(([broken]) => broken).map(([, path, rule, got, fix]) => at(path, rule, got, fix)),
    ...(place === "fargate" ? fargateSizeFaults(module, at) : []),
    ...(pool === undefined ? [] : poolFaults(module, pool, at)),
    ...(place === "external" ? externalFaults(module, config, at) : []),
  ];
}

function poolNameRules({ kind, pool }: ModuleConfig["capacity"], names: readonly string[]): Rule[] {
  const known = names.length === 0 ? "Write it under platform.pools." : suggestion(pool ?? "", names);
  const mayHave = kind === "ec2" || kind === "gpu";
  return [
    [kind === "ec2" && pool === undefined, "capacity.pool", "is required with ec2", undefined, known],
    [
      !mayHave && pool !== undefined,
      "capacity.pool",
      `must be empty with ${kind}`,
      pool,
      "Remove the key, or write kind: ec2.",
    ],
    [
      mayHave && pool !== undefined && !names.includes(pool),
      "capacity.pool",
      "is not a pool of platform.pools",
      pool,
      known,
    ],
  ];
}

function gpuRules({ capacity, size }: ModuleConfig, place: Place): Rule[] {
  const { kind, gpus, gpuNames } = capacity;
  return [
    [
      kind === "gpu" && gpus === undefined,
      "capacity.gpus",
      "is required with gpu",
      undefined,
      "Write how many GPUs one task needs.",
    ],
    [
      kind !== "gpu" && gpus !== undefined,
      "capacity.gpus",
      `must be empty with ${kind}`,
      gpus,
      "Remove the key, or write kind: gpu.",
    ],
    [
      place !== "managed-instances" && gpuNames !== undefined,
      "capacity.gpuNames",
      "is for Managed Instances only",
      gpuNames,
      "Remove the key; the instance types of a pool say which GPUs it has.",
    ],
    [
      // The GPU of the g5g, the one family of Graviton that has any.
      place === "managed-instances" && size.architecture === "arm64" && !gpuNames?.includes("t4g"),
      "size.architecture",
      "must be x86_64 with Managed Instances, but for the GPU t4g",
      size.architecture,
      "Write architecture: x86_64, and build the image for it.",
    ],
  ];
}

function placementRules({ placement, constraints }: ModuleConfig["capacity"], place: Place): Rule[] {
  const nowhere = "Remove the key; only instances of a pool can be chosen.";
  const unpooled = place !== "pool";
  return [
    [unpooled && placement !== undefined, "capacity.placement", "needs a pool", placement, nowhere],
    [unpooled && constraints !== undefined, "capacity.constraints", "needs a pool", constraints, nowhere],
    ...(constraints ?? []).map((text, index): Rule => [
      !unpooled && text !== "distinct-instances" && !comparison.test(text),
      `capacity.constraints[${index}]`,
      "must be distinct-instances or an expression that compares",
      text,
      "Write an expression as attribute:ecs.instance-type =~ m7g.*, for example.",
    ]),
  ];
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html */
const comparison = /[=<>]|\b(in|not_in|((not_)?(equals|exists|matches))|(greater|less)_than(_equal)?)\b/;

function spotRules({ capacity, scaling }: ModuleConfig, place: Place): Rule[] {
  const { spotPercent, onDemandBase } = capacity;
  return [
    [
      place === "managed-instances" && spotPercent !== 0 && spotPercent !== 100,
      "capacity.spotPercent",
      "must be 0 or 100 with Managed Instances",
      spotPercent,
      "All of a module's instances are on Spot or none; write one of them.",
    ],
    [
      place === "fargate" && onDemandBase > scaling.max,
      "capacity.onDemandBase",
      `must be at most scaling.max (${scaling.max})`,
      onDemandBase,
      "Lower it, or raise scaling.max.",
    ],
  ];
}

const otherDisks: Readonly<Record<Place, string>> = {
  fargate: "",
  pool: "Remove the key, and give the pool more diskGiB.",
  "managed-instances": "Remove the key; an instance has 100 GiB.",
  external: "Remove the key; what containers write is on the disk of the server.",
};

function diskRule({ ephemeralStorageGiB }: ModuleConfig, place: Place): Rule {
  const broken = place !== "fargate" && ephemeralStorageGiB !== 20;
  return [
    broken,
    "ephemeralStorageGiB",
    "must be 20 outside Fargate",
    ephemeralStorageGiB,
    otherDisks[place],
  ];
}

/**
 * ECS starts no instance for a task that is too large for the smallest type of the pool; the task waits for ever.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-scaling-behavior.html
 */
function poolFaults({ size, capacity }: ModuleConfig, { instanceTypes }: PoolConfig, at: At): Fault[] {
  const { pool, gpus = 0 } = capacity;
  const types = instanceTypes.map(instanceType).filter((type) => type !== undefined);
  // A type that is not known is a fault of the pool.
  if (types.length < instanceTypes.length) return [];
  const faults: Fault[] = [];
  const { architecture } = types[0]!;
  if (types.every((type) => type.architecture === architecture) && architecture !== size.architecture)
    faults.push(
      at(
        "size.architecture",
        `must be ${architecture}, as the pool ${pool} is`,
        size.architecture,
        "Change it and build the image for it, or take another pool.",
      ),
    );
  const fewest = Math.min(...types.map((type) => type.gpus ?? 0));
  if (gpus > fewest)
    return [
      ...faults,
      at(
        "capacity.gpus",
        `must be at most ${fewest}, which the instance type of ${pool} with the fewest GPUs has`,
        gpus,
        "Take instance types with more GPUs into the pool, for example g6.12xlarge with 4, and no others.",
      ),
    ];
  const small = instanceTypes.find((type) => tasksPerInstance(type, { ...size, gpus }) === 0);
  if (small !== undefined)
    faults.push(
      at(
        "size",
        `must fit the smallest instance type of the pool ${pool}: a ${small} has no room for one task`,
        { cpu: size.cpu, memoryMiB: size.memoryMiB },
        "Lower it, or take that type out of the pool. The system and the ECS agent keep some of the memory.",
      ),
    );
  return faults;
}

function fargateSizeFaults({ size }: ModuleConfig, at: At): Fault[] {
  const memory = fargateMemoryMiB(size.cpu);
  if (memory.length === 0)
    return [
      at(
        "size.cpu",
        `must be one of ${fargateCpuUnits.join(", ")}`,
        size.cpu,
        "Fargate has no other sizes; 1024 units are one vCPU.",
      ),
    ];
  if (memory.includes(size.memoryMiB)) return [];
  const choice =
    memory.length <= 5
      ? memory.join(", ")
      : `${memory[0]} to ${memory.at(-1)} in steps of ${memory[1]! - memory[0]!}`;
  return [
    at(
      "size.memoryMiB",
      `must be ${choice} when cpu is ${size.cpu}`,
      size.memoryMiB,
      "Choose one of them, or another cpu.",
    ),
  ];
}
