import { join } from "node:path";
import { makePlan } from "../plan/makePlan";
import { reportOf } from "../plan/report";
import { headline, overview } from "../plan/sections";
import { textOf } from "../render/text";
import { escapeMarkup } from "./escapeMarkup";

const lineHeight = 17;
const characterWidth = 7.6;
const margin = 16;

/** Marks that cannot stand in a plan, so that the text can be escaped before they become markup. */
const marks = { bold: "\u0001", dim: "\u0002", end: "\u0003", red: "\u0004" };
const palette = {
  bold: (text: string) => `${marks.bold}${text}${marks.end}`,
  dim: (text: string) => `${marks.dim}${text}${marks.end}`,
  red: (text: string) => `${marks.red}${text}${marks.end}`,
};

/** What `plan` prints, as an SVG for the README. */
export async function planPicture(folder: string, stack: string): Promise<string> {
  const plan = await makePlan({ stack, path: join(folder, `Pulumi.${stack}.yaml`) });
  const report = reportOf(plan);
  const text = [
    `$ npx ai-platform plan ${stack}`,
    palette.bold(headline(report)),
    "",
    textOf(overview(report), palette),
  ].join("\n");
  const lines = text.split("\n");
  const columns = Math.max(...lines.map((line) => line.replace(/[\u0001-\u0004]/g, "").length));
  const width = Math.ceil(columns * characterWidth + 2 * margin);
  const height = lines.length * lineHeight + 2 * margin;
  const rows = lines.map(
    (line, index) => `<text x="${margin}" y="${margin + 12 + index * lineHeight}">${markup(line)}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="Output of npx ai-platform plan ${stack}">`,
    "<style>text{font:12.6px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#e6e6e6}.b{font-weight:700;fill:#fff}.d{fill:#9aa4ae}.r{fill:#ff7b72}</style>",
    `<rect width="${width}" height="${height}" rx="8" fill="#1b1f24"/>`,
    ...rows,
    "</svg>",
    "",
  ].join("\n");
}

function markup(line: string): string {
  return (
    escapeMarkup(line)
      // Not every viewer keeps runs of plain spaces.
      .replaceAll(" ", "\u00a0")
      .replaceAll(marks.bold, '<tspan class="b">')
      .replaceAll(marks.dim, '<tspan class="d">')
      .replaceAll(marks.red, '<tspan class="r">')
      .replaceAll(marks.end, "</tspan>")
  );
}
