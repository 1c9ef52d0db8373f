import { countOf, type Item, type Report, type Section } from "./report";

/** For people: a heading for each question, and a table of what came of it. */
export function markdownOf(report: Report): string {
  const { project, environment, at, sections } = report;
  const head = `# Audit report of ${project}, ${environment}\n\n${at}, ${countOf(report)} points.`;
  return `${[head, ...sections.map(part)].join("\n\n")}\n`;
}

function part({ title, items, note }: Section): string {
  const heading = `## ${title}`;
  if (note !== undefined) return `${heading}\n\n${oneLine(note)}`;
  if (items.length === 0) return `${heading}\n\nNothing.`;
  return [`${heading}\n`, "| what | why |", "| --- | --- |", ...items.map(row)].join("\n");
}

function row({ what, why }: Item): string {
  return `| ${cell(what)} | ${cell(why)} |`;
}

/** Names are others' words: in a table they must not end it. */
function cell(text: string): string {
  return oneLine(text).replaceAll("\\", "\\\\").replaceAll("|", "\\|");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
