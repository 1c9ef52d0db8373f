import type { Section } from "../render/section";
import type { Running, RunningModule } from "./running";

const right = "right" as const;

/** How each module runs, what it does by the clock, and on which instances. */
export function runningSections({ modules, jobs, pools }: Running): Section[] {
  return [runsSection(modules), ...jobsSection(jobs), ...poolsSection(pools)];
}

/** `2-10`, or one number where it is fixed. */
export function tasksText({ tasks: { min, max } }: Pick<RunningModule, "tasks">): string {
  return min === max ? String(min) : `${min}-${max}`;
}

function runsSection(modules: readonly RunningModule[]): Section {
  return {
    title: "How modules run",
    columns: ["module", "kind", "runs on", "scales by", "release", "rolled back on", "calls"].map(
      (heading) => ({
        heading,
      }),
    ),
    rows: modules.map((module) => [
      module.module,
      module.kind,
      module.runsOn,
      module.scalesBy.length === 0 ? "fixed" : module.scalesBy.join(", "),
      module.release ?? "",
      module.rollsBackOn.join(", "),
      module.calls.join(" "),
    ]),
    note: "Only what stands under calls can be reached from one module to another.",
  };
}

function jobsSection(jobs: Running["jobs"]): Section[] {
  if (jobs.length === 0) return [];
  return [
    {
      title: "Jobs",
      columns: [
        { heading: "module" },
        { heading: "job" },
        { heading: "schedule" },
        { heading: "time zone" },
        { heading: "tasks", align: right },
        { heading: "command" },
      ],
      rows: jobs.map(({ module, job, schedule, timezone, tasks, command, enabled }) => [
        module,
        job,
        enabled ? schedule : "off",
        timezone,
        String(tasks),
        command.join(" "),
      ]),
      note: "Nothing starts before the module's first release.",
    },
  ];
}

function poolsSection(pools: Running["pools"]): Section[] {
  if (pools.length === 0) return [];
  return [
    {
      title: "Pools of instances",
      columns: [
        { heading: "pool" },
        { heading: "instance types" },
        { heading: "instances", align: right },
        { heading: "spot", align: right },
        { heading: "modules" },
      ],
      rows: pools.map(({ pool, instanceTypes, min, max, spotPercent, modules }) => [
        pool,
        instanceTypes.join(" "),
        `${min}-${max}`,
        `${spotPercent}%`,
        modules.join(" "),
      ]),
    },
  ];
}
