import type { Fault } from "../../../faults";
import { isRouted } from "../../../moduleKinds";
import { scheduleFault, timezoneFault } from "../../../schedules";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import type { ScalingConfig } from "../../schema/scaling";
import type { At } from "./at";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

/** Whether what changes the number of tasks can do so, and whether no two of them pull against each other. */
export function scalingFaults(module: ModuleConfig, { platform }: EnvironmentConfig, at: At): Fault[] {
  const { scaling } = module;
  const rules = [
    ...boundRules(scaling),
    ...metricRules(module, platform.containerInsights),
    ...predictiveRules(scaling),
    ...scheduleRules(scaling),
  ];
  return rules
    .filter(([broken]) => broken)
    .map(([, path, rule, got, fix]) => at(`scaling.${path}`, rule, got, fix));
}

function followsNothing(scaling: ScalingConfig): boolean {
  const { cpuPercent, memoryPercent, requestsInFlight, queueDepthPerTask, metric } = scaling;
  const followed = [cpuPercent, memoryPercent, requestsInFlight, queueDepthPerTask, metric];
  return followed.every((one) => one === false || one === undefined);
}

function boundRules(scaling: ScalingConfig): Rule[] {
  const { min, max } = scaling;
  return [
    [max < min, "max", `must be at least scaling.min (${min})`, max, "Raise max or lower min."],
    [
      max > min && followsNothing(scaling) && Object.keys(scaling.schedules).length === 0,
      "max",
      `must be scaling.min (${min}) where nothing is followed`,
      max,
      "Nothing would ever change the number of tasks: give it a cpuPercent or another aim.",
    ],
  ];
}

function metricRules(
  module: ModuleConfig,
  insights: EnvironmentConfig["platform"]["containerInsights"],
): Rule[] {
  const { requestsInFlight, queueDepthPerTask, metric, min, max, cpuPercent, memoryPercent } = module.scaling;
  const fixed = max === min;
  const idle = "Nothing follows it where min and max are the same: raise max, or remove the key.";
  const twice =
    metric?.namespace === "AWS/ECS" &&
    ((metric.name === "CPUUtilization" && cpuPercent !== false) ||
      (metric.name === "MemoryUtilization" && memoryPercent !== false));
  return [
    [
      fixed && requestsInFlight !== undefined,
      "requestsInFlight",
      "needs room to scale",
      requestsInFlight,
      idle,
    ],
    [
      fixed && queueDepthPerTask !== undefined,
      "queueDepthPerTask",
      "needs room to scale",
      queueDepthPerTask,
      idle,
    ],
    [fixed && metric !== undefined, "metric", "needs room to scale", metric, idle],
    [
      requestsInFlight !== undefined && !isRouted(module),
      "requestsInFlight",
      "needs routes",
      requestsInFlight,
      "The load balancer counts them; a module that only others call can follow cpuPercent or a metric of its own.",
    ],
    [
      queueDepthPerTask !== undefined && module.kind !== "worker",
      "queueDepthPerTask",
      "needs kind: worker",
      queueDepthPerTask,
      "Only a worker has a queue; remove the key.",
    ],
    [
      queueDepthPerTask !== undefined && insights === "disabled",
      "queueDepthPerTask",
      "needs platform.containerInsights",
      queueDepthPerTask,
      "Container Insights counts the running tasks: write containerInsights: enabled.",
    ],
    [
      twice,
      "metric",
      "must not be followed twice",
      metric?.name,
      "Two aims for one metric pull the number of tasks to and fro: write cpuPercent or memoryPercent: false, or remove metric.",
    ],
  ];
}

function predictiveRules({ predictive, cpuPercent, min, max, schedules }: ScalingConfig): Rule[] {
  if (predictive === "off") return [];
  const both =
    "A forecast and a schedule both raise the least number of tasks ahead of time, and the later one wins";
  return [
    [
      cpuPercent === false,
      "predictive",
      "needs scaling.cpuPercent",
      predictive,
      "It foresees CPU use; give it an aim.",
    ],
    [
      max === min,
      "predictive",
      "needs room to scale",
      predictive,
      "Raise scaling.max, or write predictive: off.",
    ],
    [
      predictive === "scale" && Object.keys(schedules).length > 0,
      "predictive",
      "must not be scale beside schedules",
      predictive,
      `${both}: write forecast, or take the schedules out.`,
    ],
  ];
}

function scheduleRules(scaling: ScalingConfig): Rule[] {
  const all = Object.entries(scaling.schedules);
  const idle = scaling.max === scaling.min || followsNothing(scaling);
  return all.flatMap(([name, { at, timezone, min, max }], index): Rule[] => {
    const path = `schedules.${name}`;
    const rival = all.slice(0, index).find(([, other]) => other.at === at && other.timezone === timezone);
    const wrongTime = scheduleFault(at);
    const wrongZone = timezoneFault(timezone);
    return [
      [max < min, `${path}.max`, `must be at least ${path}.min (${min})`, max, "Raise max or lower min."],
      [
        idle && max > min,
        `${path}.max`,
        `must be ${path}.min (${min}) where nothing is followed`,
        max,
        "Nothing would change the number of tasks between the two: make them the same, or raise scaling.max above scaling.min and give it an aim.",
      ],
      [
        max === 0 && !all.some(([, other]) => other.max > 0),
        `${path}.max`,
        "must not be 0 in every schedule",
        max,
        "Nothing would start the module again: write a schedule with tasks.",
      ],
      [
        rival !== undefined,
        `${path}.at`,
        `must differ from ${rival?.[0]}`,
        at,
        "Both say how many tasks run at one time; keep one.",
      ],
      [wrongTime !== undefined, `${path}.at`, wrongTime?.rule ?? "", at, wrongTime?.fix ?? ""],
      [wrongZone !== undefined, `${path}.timezone`, wrongZone?.rule ?? "", timezone, wrongZone?.fix ?? ""],
    ];
  });
}
