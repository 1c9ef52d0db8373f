import type { Section } from "./section";

/** Colours as far as the terminal wants them. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** Sections for a terminal or a pipe: columns by spaces, at most one line a row. */
export function textOf(sections: readonly Section[], palette: Palette): string {
  return sections.map((section) => sectionText(section, palette)).join("\n\n");
}

function sectionText({ title, columns, rows, note }: Section, { bold, dim }: Palette): string {
  const headings = columns.map(({ heading }) => heading);
  const widths = headings.map((heading, at) =>
    Math.max(heading.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) =>
        columns[at]?.align === "right" ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!),
      )
      .join("  ")
      .trimEnd();
  const heading = headings.some((text) => text !== "") ? [dim(`  ${line(headings)}`)] : [];
  const body = rows.map((row) => `  ${line(row)}`);
  return [bold(title), ...heading, ...body, ...(note === undefined ? [] : [dim(`  ${note}`)])].join("\n");
}
