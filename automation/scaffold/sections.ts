import { basename } from "node:path";
import { money, type Section } from "../render/section";
import type { PlannedEdit, StackEdit } from "./stackEdit";

/** Lines that come or go, once for all the files in which they are the same. */
export function textSections(edits: readonly StackEdit[]): Section[] {
  const files = new Map<string, string[]>();
  for (const { ref, before, after } of edits) {
    const [sign, longer, shorter] =
      after.length > before.length ? ["+", after, before] : ["-", before, after];
    const lines = between(longer.split(/\r?\n/), shorter.split(/\r?\n/)).map((line) => `${sign} ${line}`);
    const text = lines.join("\n");
    files.set(text, [...(files.get(text) ?? []), basename(ref.path)]);
  }
  return [...files].map(([text, names]) => ({
    title: names.join(", "),
    columns: [{ heading: "" }],
    rows: text.split("\n").map((line) => [line]),
  }));
}

/** The lines of the longer text that the shorter has not; all of them stand together. */
function between(longer: readonly string[], shorter: readonly string[]): readonly string[] {
  let from = 0;
  while (from < shorter.length && longer[from] === shorter[from]) from += 1;
  let rest = 0;
  while (rest < shorter.length - from && longer.at(-1 - rest) === shorter.at(-1 - rest)) rest += 1;
  return longer.slice(from, longer.length - rest);
}

/** What an edit makes or ends in each environment, and what that is on the bill. */
export function impact(edits: readonly PlannedEdit[]): Section {
  const right = "right" as const;
  return {
    title: "What it changes",
    columns: [
      { heading: "environment" },
      { heading: "resources", align: right },
      { heading: "USD/month now", align: right },
      { heading: "then", align: right },
      { heading: "difference", align: right },
    ],
    rows: edits.map(({ ref, planBefore, planAfter }) => [
      ref.stack,
      signed(resourcesOf(planAfter) - resourcesOf(planBefore), String),
      money(planBefore.cost.total),
      money(planAfter.cost.total),
      signed(planAfter.cost.total - planBefore.cost.total, money),
    ]),
    note: "Planned without AWS, at the least number of tasks.",
  };
}

export function steps(title: string, todo: readonly string[]): Section[] {
  if (todo.length === 0) return [];
  return [
    {
      title,
      columns: [{ heading: "", align: "right" }, { heading: "" }],
      rows: todo.map((step, index) => [`${index + 1}.`, step]),
    },
  ];
}

function resourcesOf({ graph }: PlannedEdit["planAfter"]): number {
  return graph.nodes.filter(({ custom }) => custom).length;
}

function signed(value: number, text: (absolute: number) => string): string {
  return `${value < 0 ? "-" : "+"}${text(Math.abs(value))}`;
}
