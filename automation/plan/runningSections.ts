import type { Section } from "../render/section";
import type { Running, RunningModule } from "./running";

const right = "right" as const;

/** How each module runs and is released, what it does by the clock, and on which instances. */
export function runningSections({ modules, jobs, pools }: Running): Section[] {
  return [runsSection(modules), ...releasesSection(modules), ...jobsSection(jobs), ...poolsSection(pools)];
}

/** `2-10`, or one number where it is fixed. */
export function tasksText({ tasks: { min, max } }: Pick<RunningModule, "tasks">): string {
  return min === max ? String(min) : `${min}-${max}`;
}

function runsSection(modules: readonly RunningModule[]): Section {
  return {
    title: "How modules run",
    columns: ["module", "kind", "runs on", "scales by", "calls"].map((heading) => ({ heading })),
    rows: modules.flatMap(({ module, kind, runsOn, scalesBy, calls }) => {
      const ways = linesOf(scalesBy.length === 0 ? ["fixed"] : scalesBy, ", ");
      const callees = linesOf(calls, " ");
      return Array.from({ length: Math.max(ways.length, callees.length, 1) }, (_, line) => [
        ...(line === 0 ? [module, kind, runsOn] : ["", "", ""]),
        ways[line] ?? "",
        callees[line] ?? "",
      ]);
    }),
    note: "Only what stands under calls can be reached from one module to another.",
  };
}

/** Characters of a cell that grows with what a module says. */
const cellWidth = 40;

/** Words on as few lines as take them. */
function linesOf(words: readonly string[], separator: string): string[] {
  return words.reduce<string[]>((lines, word) => {
    const joined = lines.length === 0 ? word : `${lines.at(-1)}${separator}${word}`;
    return lines.length === 0 || joined.length > cellWidth
      ? [...lines, word]
      : [...lines.slice(0, -1), joined];
  }, []);
}

function releasesSection(modules: readonly RunningModule[]): Section[] {
  const released = modules.filter(({ release }) => release !== undefined);
  if (released.length === 0) return [];
  return [
    {
      title: "How a new revision takes over",
      columns: ["module", "release", "rolled back on"].map((heading) => ({ heading })),
      rows: released.map(({ module, release, rollsBackOn }) => [module, release!, rollsBackOn.join(", ")]),
    },
  ];
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
