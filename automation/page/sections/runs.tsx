import type { Report } from "../../plan/report";
import { tasksText } from "../../plan/runningSections";
import { money } from "../../render/section";
import { English, right, Table } from "../table";
import type { SectionProps } from "./section";

/** Tasks of all modules, at least and at most. */
export function moduleTasks({ running }: Report): { readonly min: number; readonly max: number } {
  const sum = (of: "min" | "max") => running.modules.reduce((total, { tasks }) => total + tasks[of], 0);
  return { min: sum("min"), max: sum("max") };
}

/** The modules, what they do by the clock, what they run on, and what keeps their data. */
export function Runs(props: SectionProps) {
  return (
    <>
      <Modules {...props} />
      <Jobs {...props} />
      <Pools {...props} />
      <Stores {...props} />
    </>
  );
}

function Modules({ data: { report }, words }: SectionProps) {
  const { runs, cost } = words;
  const running = new Map(report.running.modules.map((one) => [one.module, one]));
  return (
    <Table
      id="modules"
      caption={runs.modules}
      columns={[
        { heading: runs.module },
        { heading: runs.routes },
        { heading: runs.runsOn },
        { heading: runs.tasks, ...right },
        { heading: runs.scaling },
        { heading: runs.release },
        { heading: runs.keeps },
        { heading: cost.usd, ...right },
      ]}
      rows={report.resources.modules.map((module) => {
        const { runsOn, scalesBy, release = "–", spotPercent = 0 } = running.get(module.module)!;
        return {
          id: `module-${module.module}`,
          cells: [
            <>
              <span class="name">{module.module}</span>
              {module.description === undefined ? null : <span class="what">{module.description}</span>}
              <span class="sub">{module.owner}</span>
            </>,
            module.routes.length === 0 ? runs.noPath : <Lines of={module.routes} code />,
            <>
              <English>{runsOn}</English>
              <span class="sub">{runs.size(module.cpu / 1024, module.memoryMiB / 1024)}</span>
              {spotPercent === 0 ? null : <span class="sub">{runs.spot(spotPercent)}</span>}
            </>,
            tasksText(module),
            scalesBy.length === 0 ? (
              runs.fixed
            ) : (
              <English>
                <Lines of={scalesBy} />
              </English>
            ),
            <English>{release}</English>,
            module.keeps.length === 0
              ? "–"
              : module.keeps.map((keep) => runs.keepsNames[keep as keyof typeof runs.keepsNames]).join(", "),
            money(module.monthlyUsd),
          ],
        };
      })}
    />
  );
}

/** One below the other. */
export function Lines({ of, code }: { readonly of: readonly string[]; readonly code?: boolean }) {
  return (
    <>
      {of.map((text) => (
        <span class="line">{code ? <code>{text}</code> : text}</span>
      ))}
    </>
  );
}

function Jobs({ data: { report }, words: { runs } }: SectionProps) {
  const { jobs } = report.running;
  if (jobs.length === 0) return null;
  return (
    <Table
      id="jobs"
      caption={runs.jobs}
      columns={[
        { heading: runs.job },
        { heading: runs.module },
        { heading: runs.schedule },
        { heading: runs.tasks, ...right },
        { heading: runs.command },
      ]}
      rows={jobs.map(({ module, job, schedule, timezone, tasks, command, enabled }) => ({
        cells: [
          job,
          module,
          enabled ? <code>{`${schedule} ${timezone}`}</code> : runs.off,
          tasks,
          <code>{command.join(" ")}</code>,
        ],
      }))}
    />
  );
}

function Pools({ data: { report }, words: { runs } }: SectionProps) {
  const { pools } = report.running;
  if (pools.length === 0) return null;
  return (
    <Table
      id="pools"
      caption={runs.pools}
      columns={[
        { heading: runs.pool },
        { heading: runs.types },
        { heading: runs.instances, ...right },
        { heading: runs.module },
      ]}
      rows={pools.map(({ pool, instanceTypes, min, max, spotPercent, modules }) => ({
        cells: [
          pool,
          <>
            {instanceTypes.join(" ")}
            {spotPercent === 0 ? null : <span class="sub">{runs.spot(spotPercent)}</span>}
          </>,
          tasksText({ tasks: { min, max } }),
          modules.join(", "),
        ],
      }))}
    />
  );
}

function Stores({ data: { report }, words: { runs } }: SectionProps) {
  const { stores, deletion } = report.keeping;
  return (
    <Table
      id="stores"
      caption={runs.data}
      columns={[{ heading: runs.store }, { heading: runs.how }, { heading: runs.copies }]}
      rows={stores.map(({ store, runs: how, copies }) => ({
        cells: [store, how, copies].map((text) => <English>{text}</English>),
      }))}
      note={runs.deletion[deletion]}
    />
  );
}
