import type { Section } from "../render/section";
import type { Keeping } from "./keeping";

const right = "right" as const;

/** What holds data, and how the connections of the database are shared. */
export function keepingSections({ deletion, stores, connections }: Keeping): Section[] {
  return [
    {
      title: "Data",
      columns: ["kept in", "how it runs", "what can be had back"].map((heading) => ({ heading })),
      rows: stores.map(({ store, runs, copies }) => [store, runs, copies]),
      note:
        deletion === "protected"
          ? "What leaves the stack file stays in AWS (data.deletion: protected)."
          : "What leaves the stack file is deleted with its content (data.deletion: disposable).",
    },
    ...(connections === undefined ? [] : connectionsSection(connections)),
  ];
}

function connectionsSection({ used, limit, modules }: NonNullable<Keeping["connections"]>): Section[] {
  if (modules.length === 0) return [];
  return [
    {
      title: "Connections to MariaDB",
      columns: [
        { heading: "module" },
        { heading: "share", align: right },
        { heading: "tasks at most", align: right },
        { heading: "for each task", align: right },
        { heading: "common schema" },
      ],
      rows: modules.map(({ module, connections, tasks, poolSize, metadata }) => [
        module,
        String(connections),
        String(tasks),
        String(poolSize),
        metadata === "none" ? "-" : `${metadata}s`,
      ]),
      note: `${used} of ${limit} are given away. A deployment doubles the tasks; jobs count as well.`,
    },
  ];
}
