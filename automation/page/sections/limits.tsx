import { grouped } from "../numbers";
import { Bar, English, right, Table } from "../table";
import type { SectionProps } from "./section";

/** How long every hop waits, how much room the quotas leave, and what people must do. */
export function Limits(props: SectionProps) {
  return (
    <>
      <Timeouts {...props} />
      <Quotas {...props} />
      <Handwork {...props} />
    </>
  );
}

function Timeouts({ data: { report }, words: { limits, runs } }: SectionProps) {
  const chains = new Map(report.edge.routes.map(({ module, timeouts }) => [module, timeouts]));
  if (chains.size === 0) return null;
  const hops = Object.keys(limits.hops) as (keyof typeof limits.hops)[];
  return (
    <Table
      id="timeouts"
      caption={limits.timeouts}
      columns={[{ heading: runs.module }, ...hops.map((hop) => ({ heading: limits.hops[hop], ...right }))]}
      rows={[...chains].map(([module, chain]) => ({
        cells: [<a href={`#module-${module}`}>{module}</a>, ...hops.map((hop) => chain[hop])],
      }))}
      note={limits.heartbeat}
    />
  );
}

function Quotas({ data: { report }, words: { limits, cost } }: SectionProps) {
  return (
    <Table
      id="quotas"
      caption={limits.quotas}
      columns={[
        { heading: limits.quota },
        { heading: limits.used, ...right },
        { heading: limits.of, ...right },
        { heading: cost.share },
        { heading: cost.changedBy },
      ]}
      rows={report.quotas.map(({ name, used, limit, path }) => ({
        cells: [
          <English>{name}</English>,
          grouped(used),
          grouped(limit),
          <span class="share">
            <Bar share={used / limit} /> {`${Math.round((used / limit) * 100)}%`}
          </span>,
          <code>{path}</code>,
        ],
      }))}
    />
  );
}

function Handwork({ data: { report }, words: { limits, runs } }: SectionProps) {
  if (report.handwork.length === 0) return <p>{limits.noHandwork}</p>;
  return (
    <Table
      id="handwork"
      caption={limits.handwork}
      columns={[runs.module, limits.variable, limits.todo].map((heading) => ({ heading }))}
      rows={report.handwork.map(({ module, variable }) => ({
        cells: [module, <code>{variable}</code>, limits.putKey],
      }))}
    />
  );
}
