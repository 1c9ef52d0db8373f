import { quotas } from "../../../aws/quotas";
import type { Fault } from "../../../faults";
import { mostTasks } from "../../../scaling";
import { alarmMinutes, isBalanced, shiftMinutes, shiftsTraffic, stepWaits } from "../../../trafficShift";
import type { EnvironmentConfig } from "../../schema/environment";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

/** What the way a new revision takes over asks of the rest. */
export function releaseFaults(module: ModuleConfig, _config: EnvironmentConfig, at: At): Fault[] {
  const rules = shiftsTraffic(module.release)
    ? [...placeRules(module), ...timeRules(module)]
    : rollingRules(module);
  return rules.filter(([broken]) => broken).map(([, path, rule, got, fix]) => at(path, rule, got, fix));
}

function rollingRules({ release: { smokeTest, approvalMinutes } }: ModuleConfig): Rule[] {
  const fix = "Its tasks get traffic one by one; use blue-green, canary or linear, or write false.";
  return [
    [smokeTest !== false, "release.smokeTest", "must be false with rolling", smokeTest, fix],
    [
      approvalMinutes !== false,
      "release.approvalMinutes",
      "must be false with rolling",
      approvalMinutes,
      fix,
    ],
  ];
}

function placeRules({ release: { strategy }, scaling, ...module }: ModuleConfig): Rule[] {
  const limit = Math.floor(quotas.tasksPerService / 2);
  return [
    [
      !isBalanced(module) || module.capacity.kind === "external",
      "release.strategy",
      "must be rolling in a module without paths",
      strategy,
      "ECS moves traffic at the load balancer of the API; give the module a path, or remove the key.",
    ],
    [
      mostTasks(scaling) > limit,
      "scaling.max",
      `must be at most ${limit} with ${strategy}, schedules included`,
      mostTasks(scaling),
      "Two revisions run side by side, and a service has so many tasks at most; lower it, or use rolling.",
    ],
  ];
}

const longestMinutes = 1440;

function timeRules({ release }: ModuleConfig): Rule[] {
  const { strategy, stepPercent, stepMinutes, bakeMinutes, alarms } = release;
  const stepped = strategy !== "blue-green";
  const whole = shiftMinutes(release);
  const waits = strategy === "linear" ? stepWaits(release) : 1;
  const blind = `must be at least ${alarmMinutes} with alarms`;
  const look = "An alarm needs that long to see an error; raise it, or write alarms: false.";
  return [
    [
      stepped && stepPercent === 100,
      "release.stepPercent",
      `must be less than 100 with ${strategy}`,
      stepPercent,
      "All at once is blue-green; lower it, or write that.",
    ],
    [alarms !== false && bakeMinutes < alarmMinutes, "release.bakeMinutes", blind, bakeMinutes, look],
    [
      alarms !== false && strategy === "canary" && stepMinutes < alarmMinutes,
      "release.stepMinutes",
      blind,
      stepMinutes,
      look,
    ],
    [
      stepped && whole > longestMinutes,
      "release.stepMinutes",
      `must let a release end within ${longestMinutes} minutes, and this takes ${whole}: ${waits} times stepMinutes and bakeMinutes (${bakeMinutes})`,
      stepMinutes,
      "Lower it, or bakeMinutes, or take larger steps.",
    ],
  ];
}
