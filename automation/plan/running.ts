import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { ModuleConfig } from "../../infra/config/schema/module";
import type { ScalingConfig } from "../../infra/config/schema/scaling";
import { hasService, isRouted } from "../../infra/moduleKinds";
import { isScaled } from "../../infra/scaling";

/** What the modules do by themselves: run, scale, release, call each other, and work by the clock. */
export interface Running {
  readonly modules: readonly RunningModule[];
  readonly jobs: readonly RunningJob[];
  readonly pools: readonly RunningPool[];
}

export interface RunningModule {
  readonly module: string;
  readonly kind: ModuleConfig["kind"];
  /** `fargate`, `pool <name>`, `managed instances` or `external`. */
  readonly runsOn: string;
  readonly tasks: { readonly min: number; readonly max: number };
  /** Undefined where Spot has no meaning. */
  readonly spotPercent?: number;
  /** What changes the number of tasks, in words; empty where it is fixed. */
  readonly scalesBy: readonly string[];
  /** In words; absent for a module that only has jobs. */
  readonly release?: string;
  /** What rolls a release back, in words. */
  readonly rollsBackOn: readonly string[];
  readonly calls: readonly string[];
}

export interface RunningJob {
  readonly module: string;
  readonly job: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly command: readonly string[];
  readonly tasks: number;
  readonly enabled: boolean;
}

export interface RunningPool {
  readonly pool: string;
  readonly instanceTypes: readonly string[];
  readonly min: number;
  readonly max: number;
  readonly spotPercent: number;
  readonly modules: readonly string[];
}

export function runningOf({ modules, platform }: EnvironmentConfig): Running {
  const names = Object.keys(modules).sort();
  return {
    modules: names.map((name) => runningModule(name, modules[name]!, platform.pools)),
    jobs: names.flatMap((module) =>
      Object.entries(modules[module]!.jobs)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([job, { schedule, timezone, command, tasks, enabled }]) => ({
          module,
          job,
          schedule,
          timezone,
          command,
          tasks,
          enabled,
        })),
    ),
    pools: Object.keys(platform.pools)
      .sort()
      .map((pool) => {
        const { instanceTypes, min, max, spotPercent } = platform.pools[pool]!;
        const of = names.filter((name) => modules[name]!.capacity.pool === pool);
        return { pool, instanceTypes, min, max, spotPercent, modules: of };
      }),
  };
}

function runningModule(
  name: string,
  module: ModuleConfig,
  pools: EnvironmentConfig["platform"]["pools"],
): RunningModule {
  const { kind, capacity, scaling, release, calls } = module;
  const always = hasService(module);
  const spotPercent = capacity.pool === undefined ? capacity.spotPercent : pools[capacity.pool]!.spotPercent;
  return {
    module: name,
    kind,
    runsOn: placeOfTasks(capacity),
    tasks: always ? { min: scaling.min, max: scaling.max } : { min: 0, max: 0 },
    ...(capacity.kind === "external" ? {} : { spotPercent }),
    scalesBy: always ? scalingWords(scaling) : [],
    ...(always && { release: releaseWords(release) }),
    rollsBackOn: always ? rollbackWords(module) : [],
    calls: [...calls].sort(),
  };
}

function placeOfTasks({ kind, pool, gpus, gpuNames }: ModuleConfig["capacity"]): string {
  const where = pool === undefined ? (kind === "gpu" ? "managed instances" : kind) : `pool ${pool}`;
  const names = gpuNames === undefined ? "" : ` ${gpuNames.join(" or ")}`;
  return gpus === undefined ? where : `${where}, ${gpus} GPU${names}`;
}

function scalingWords(scaling: ScalingConfig): string[] {
  if (!isScaled(scaling)) return [];
  const { cpuPercent, memoryPercent, requestsInFlight, queueDepthPerTask, metric, predictive } = scaling;
  const schedules = Object.entries(scaling.schedules).sort(([a], [b]) => (a < b ? -1 : 1));
  const followed = [
    cpuPercent === false ? "" : `CPU ${cpuPercent}%`,
    memoryPercent === false ? "" : `memory ${memoryPercent}%`,
    requestsInFlight === undefined ? "" : `${requestsInFlight} in flight`,
    queueDepthPerTask === undefined ? "" : `${queueDepthPerTask} waiting a task`,
    metric === undefined ? "" : `${metric.name} ${metric.target}`,
    predictive === "off" ? "" : predictive === "scale" ? "forecast" : "forecast (shown only)",
  ];
  return [
    ...(scaling.max > scaling.min ? followed.filter((word) => word !== "") : []),
    ...schedules.map(([name, { min, max }]) => `${name} ${min === max ? min : `${min}-${max}`}`),
  ];
}

function releaseWords({
  strategy,
  stepPercent,
  stepMinutes,
  bakeMinutes,
  ...checks
}: ModuleConfig["release"]): string {
  if (strategy === "rolling") return strategy;
  const steps =
    strategy === "blue-green"
      ? []
      : [`${strategy === "linear" ? "by " : ""}${stepPercent}% for ${stepMinutes} min`];
  const asks = [
    checks.smokeTest === false ? "" : "smoke test",
    checks.approvalMinutes === false ? "" : "approval",
  ].filter((word) => word !== "");
  return [[strategy, ...steps].join(" "), `bake ${bakeMinutes} min`, ...asks].join(", ");
}

function rollbackWords(module: ModuleConfig): string[] {
  const { strategy, alarms } = module.release;
  const { errorPercent, responseSeconds } = alarms === false || !isRouted(module) ? {} : alarms;
  return [
    ...(strategy === "rolling" ? ["failed starts"] : []),
    ...(errorPercent === undefined ? [] : [`errors ${errorPercent}%`]),
    ...(responseSeconds === undefined ? [] : [`${responseSeconds} s`]),
  ];
}
