import { type Cell, cellText, type Section } from "./section";

/** Colours as far as the terminal wants them. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
}

/** Sections for a terminal or a pipe: columns by spaces, at most one line a row. */
export function textOf(sections: readonly Section[], palette: Palette): string {
  return sections.map((section) => sectionText(section, palette)).join("\n\n");
}

function sectionText({ title, columns, rows, note }: Section, { bold, dim, red }: Palette): string {
  const headings = columns.map(({ heading }) => heading);
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => cellText(row[at] ?? "").length)),
  );
  const cell = (given: Cell, at: number) => {
    const text = cellText(given);
    const space = " ".repeat(widths[at]! - text.length);
    const shown = typeof given === "string" ? text : red(text);
    return columns[at]?.align === "right" ? `${space}${shown}` : `${shown}${space}`;
  };
  const line = (cells: readonly Cell[]) => cells.map(cell).join("  ").trimEnd();
  const heading = headings.some((text) => text !== "") ? [dim(`  ${line(headings)}`)] : [];
  const body = rows.map((row) => `  ${line(row)}`);
  return [
    bold(title),
    ...heading,
    ...body,
    ...(note?.split("\n").map((part) => dim(`  ${part}`)) ?? []),
  ].join("\n");
}
