import { type Cell, cellText, type Section } from "./section";

/** Sections for a pull request. */
export function markdownOf(title: string, sections: readonly Section[]): string {
  return [`## ${title}`, ...sections.map(sectionMarkdown)].join("\n\n");
}

function sectionMarkdown({ title, columns, rows, note }: Section): string {
  const line = (cells: readonly Cell[]) => `| ${cells.map(escaped).join(" | ")} |`;
  const rule = columns.map(({ align }) => (align === "right" ? "---:" : "---"));
  const table = [line(columns.map(({ heading }) => heading)), `| ${rule.join(" | ")} |`, ...rows.map(line)];
  return [`### ${title}`, table.join("\n"), ...(note === undefined ? [] : [note])].join("\n\n");
}

function escaped(cell: Cell): string {
  const text = cellText(cell).replace(/[|\\]/g, "\\$&").replace(/</g, "&lt;");
  return typeof cell === "string" ? text : `**${text}**`;
}
