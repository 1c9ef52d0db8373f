import type { Fault } from "../../../faults";
import { scheduleFault, timezoneFault } from "../../../schedules";
import { longestOverrides, overridesOf } from "../../../taskOverrides";
import type { ModuleConfig } from "../../schema/module";
import type { At } from "./at";

type Rule = readonly [broken: boolean, path: string, rule: string, got: unknown, fix: string];

/** Whether every job has its time and can be told what to do, and whether a worker's messages have theirs. */
export function jobFaults(module: ModuleConfig, at: At): Fault[] {
  const rules = [...jobRules(module), ...(module.kind === "worker" ? queueRules(module) : [])];
  return rules.filter(([broken]) => broken).map(([, path, rule, got, fix]) => at(path, rule, got, fix));
}

function jobRules({ jobs }: ModuleConfig): Rule[] {
  return Object.entries(jobs).flatMap(([name, { schedule, timezone, command }]): Rule[] => {
    const path = `jobs.${name}`;
    const wrongTime = scheduleFault(schedule);
    const wrongZone = timezoneFault(timezone);
    const length = JSON.stringify(overridesOf(command)).length;
    return [
      [wrongTime !== undefined, `${path}.schedule`, wrongTime?.rule ?? "", schedule, wrongTime?.fix ?? ""],
      [wrongZone !== undefined, `${path}.timezone`, wrongZone?.rule ?? "", timezone, wrongZone?.fix ?? ""],
      [
        length > longestOverrides,
        `${path}.command`,
        `must have at most ${longestOverrides} characters as the JSON that starts the task`,
        length,
        "Put the longer part into the image, and name it here.",
      ],
    ];
  });
}

function queueRules({ queue, longestResponseSeconds }: ModuleConfig): Rule[] {
  const { visibilitySeconds, receives, retentionDays } = queue;
  const attempts = visibilitySeconds * receives;
  return [
    [
      visibilitySeconds < longestResponseSeconds,
      "queue.visibilitySeconds",
      `must be at least longestResponseSeconds (${longestResponseSeconds})`,
      visibilitySeconds,
      "A message that is still worked on would be given to another task as well: raise it, or lower longestResponseSeconds.",
    ],
    [
      attempts >= retentionDays * 86_400,
      "queue.retentionDays",
      `must be longer than queue.receives times queue.visibilitySeconds (${attempts} seconds)`,
      retentionDays,
      "SQS would drop a message before it becomes a dead letter: raise it, or lower one of them.",
    ],
  ];
}
