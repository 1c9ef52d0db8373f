import { wrapAnsi } from "fast-wrap-ansi";
import { type Cell, cellText, type Column, type Section } from "./section";

/** Colours as far as the terminal wants them. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
}

const margin = "  ";
const gap = "  ";
/** What a column keeps when others need its room, in characters. */
const leastWidth = 16;

/**
 * Sections for a terminal or a pipe: columns by spaces, one line a row. Where that is wider than the terminal, the
 * widest columns of words break their cells into lines.
 *
 * @param width characters in a line of the terminal; a pipe has no end.
 */
export function textOf(sections: readonly Section[], palette: Palette, width = Infinity): string {
  return sections.map((section) => sectionText(section, palette, width)).join("\n\n");
}

function sectionText({ title, columns, rows, note }: Section, palette: Palette, width: number): string {
  const { bold, dim, red } = palette;
  const headings = columns.map(({ heading }) => heading);
  const widths = fitted(columns, rows, width - margin.length);
  const padded = (text: string, at: number, paint = (plain: string) => plain) => {
    const space = " ".repeat(Math.max(0, widths[at]! - text.length));
    return columns[at]?.align === "right" ? `${space}${paint(text)}` : `${paint(text)}${space}`;
  };
  const linesOf = (row: readonly Cell[]) => {
    const cells = row.map((cell, at) => wrapped(cellText(cell), widths[at]!));
    const height = Math.max(1, ...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      cells
        .map((lines, at) => padded(lines[line] ?? "", at, typeof row[at] === "string" ? undefined : red))
        .join(gap)
        .trimEnd(),
    );
  };
  const heading = headings.some((text) => text !== "")
    ? linesOf(headings).map((line) => dim(margin + line))
    : [];
  const body = rows.flatMap((row) => linesOf(row).map((line) => margin + line));
  const notes = note?.split("\n").flatMap((part) => wrapped(part, width - margin.length)) ?? [];
  return [bold(title), ...heading, ...body, ...notes.map((line) => dim(margin + line))].join("\n");
}

/** How wide each column is: as its widest cell, or what the line leaves for it. */
function fitted(columns: readonly Column[], rows: readonly (readonly Cell[])[], room: number): number[] {
  const widths = columns.map(({ heading }, at) =>
    Math.max(heading.length, ...rows.map((row) => cellText(row[at] ?? "").length)),
  );
  const breaks = columns.map(({ align }) => align === undefined);
  let over = widths.reduce((sum, each) => sum + each, gap.length * (columns.length - 1)) - room;
  while (over > 0) {
    const widest = Math.max(...widths.filter((each, at) => breaks[at] && each > leastWidth));
    if (!Number.isFinite(widest)) break;
    widths[widths.findIndex((each, at) => breaks[at] && each === widest)]! -= 1;
    over -= 1;
  }
  return widths;
}

function wrapped(text: string, width: number): string[] {
  return text.length <= width ? [text] : wrapAnsi(text, width, { hard: true }).split("\n");
}
