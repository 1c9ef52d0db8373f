import { wrapAnsi } from "fast-wrap-ansi";

/** Characters in a line of the terminal; a pipe or a file has no end. */
export function terminalWidth({ columns }: { readonly columns?: number } = process.stdout): number {
  // Some terminals of pipelines say 0.
  return columns === undefined || columns === 0 ? Infinity : columns;
}

/** Text whose lines end at the width, by words; what is left of a line stands two characters further in than it began. */
export function wrappedLines(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => (line.length <= width ? [line] : wrappedLine(line, width)))
    .join("\n");
}

function wrappedLine(line: string, width: number): string[] {
  const indent = " ".repeat(line.search(/\S|$/) + 2);
  // The first line may be longer by the indent; two spaces are not worth a second rule.
  const [first = "", ...rest] = wrapAnsi(line.trimStart(), width - indent.length, { hard: true }).split("\n");
  return [indent.slice(2) + first, ...rest.map((part) => indent + part)];
}
