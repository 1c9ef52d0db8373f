import type { PlacedNode } from "../data";
import { Table } from "../table";
import type { SectionProps } from "./section";

/** Every resource below its tier; closed until somebody looks. */
export function Resources({ data: { report, nodes }, words: { resources } }: SectionProps) {
  return (
    <>
      <p>{resources.lead}</p>
      {report.resources.tiers.map(({ tier, resources: count, monthlyUsd }) => (
        <details id={`tier-${tier}`}>
          <summary>
            <span class="name">{tier}</span> <span class="sub">{resources.summary(count, monthlyUsd)}</span>
          </summary>
          <Table
            id={`resources-of-${tier}`}
            caption={resources.caption(tier)}
            columns={[resources.name, resources.type, resources.module].map((heading) => ({ heading }))}
            rows={nodes.filter((node) => node.tier === tier).map(resourceRow)}
          />
        </details>
      ))}
    </>
  );
}

function resourceRow({ name, type, depth, module }: PlacedNode) {
  return {
    cells: [
      <span style={`padding-inline-start:${depth}em`}>{name}</span>,
      <code>{type}</code>,
      module === undefined ? "–" : <a href={`#module-${module}`}>{module}</a>,
    ],
  };
}
