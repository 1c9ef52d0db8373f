import { alarm, type Cell, money, type Section } from "../../render/section";
import { type Difference, type DifferenceStep, placeText } from "./difference";
import type { StepKind } from "./steps";

/** The most dangerous first. */
const order: readonly StepKind[] = ["refuse", "delete", "replace", "keep", "update", "create"];

const will: Readonly<Record<StepKind, string>> = {
  refuse: "refused",
  delete: "to delete",
  replace: "to replace",
  keep: "to leave, kept by AWS",
  update: "to update",
  create: "to create",
};

const right = "right" as const;

/** What a change does: how much of it, what is in danger, what it costs, and every step. */
export function differenceSections(difference: Difference): Section[] {
  const { steps } = difference;
  const inDanger = steps.filter(isDangerous);
  return [
    summary(difference),
    ...(inDanger.length === 0 ? [] : [dangers(inDanger)]),
    ...(difference.places.length === 0 ? [] : [amounts(difference)]),
    ...(steps.length === 0 ? [] : [stepTable(steps)]),
  ];
}

function summary({ since, steps, unchanged }: Difference): Section {
  const counts = order
    .map((kind) => ({ kind, count: steps.filter((step) => step.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }): Cell[] => [String(count), kind === "refuse" ? alarm(will[kind]) : will[kind]]);
  return {
    title: `Since ${since}`,
    columns: [{ heading: "", align: right }, { heading: "" }],
    rows: [...counts, [String(unchanged), "unchanged"]],
    note: "What the change to the stack file does, by the program of today. What AWS has been changed to by hand is not in it: npx ai-platform deploy preview asks AWS.",
  };
}

function isDangerous({ kind, stateful }: DifferenceStep): boolean {
  return kind === "refuse" || (stateful && (kind === "delete" || kind === "replace"));
}

function dangers(steps: readonly DifferenceStep[]): Section {
  return {
    title: "In danger",
    columns: [{ heading: "" }, { heading: "resource" }, { heading: "what becomes of it" }],
    rows: inOrder(steps).map((step) => [alarm(step.kind), `${step.type} ${step.name}`, fateOf(step)]),
    note: "Data does not come back by itself. docs/runbooks/restore.md says what can be had back.",
  };
}

function fateOf({ kind, replacedBy }: DifferenceStep): string {
  const why = replacedBy.length === 0 ? "" : `${replacedBy.join(", ")} cannot be changed in place: `;
  switch (kind) {
    case "refuse":
      return `${why}it is protected, so the whole update is refused`;
    case "replace":
      return `${why}a new one comes without the data of this one`;
    default:
      return "it goes with all that is in it";
  }
}

function amounts({ places, monthlyUsd }: Difference): Section {
  const row = (place: string, { before, after }: Difference["monthlyUsd"]) => [
    place,
    money(before),
    money(after),
    signed(after - before),
  ];
  return {
    title: "Cost",
    columns: [
      { heading: "of" },
      { heading: "before", align: right },
      { heading: "after", align: right },
      { heading: "difference", align: right },
    ],
    rows: [...places.map((each) => row(each.place, each)), row("all", monthlyUsd)],
    note: "USD a month, by the same prices and assumptions before and after.",
  };
}

function signed(usd: number): string {
  const cents = Math.round(usd * 100);
  return `${cents < 0 ? "−" : "+"}${money(Math.abs(cents) / 100)}`;
}

/** Resources of one type that the same is done to are one row. */
function stepTable(steps: readonly DifferenceStep[]): Section {
  const groups = new Map<string, DifferenceStep[]>();
  for (const step of inOrder(steps)) {
    const key = [step.kind, placeText(step), step.type, step.properties.join(" ")].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return {
    title: "Steps",
    columns: ["", "of", "type", "name", "properties"].map((heading) => ({ heading })),
    rows: [...groups.values()].map((group) => {
      const step = group[0]!;
      const { kind, type, properties } = step;
      const shown = isDangerous(step) || kind === "delete" || kind === "replace" ? alarm(kind) : kind;
      return [shown, placeText(step), type, namesOf(group), properties.join(", ")];
    }),
  };
}

/** How many names a row has room for. */
const named = 2;

function namesOf(steps: readonly DifferenceStep[]): string {
  const names = steps.map(({ name }) => name);
  return names.length <= named + 1
    ? names.join(", ")
    : `${names.slice(0, named).join(", ")} and ${names.length - named} more`;
}

function inOrder(steps: readonly DifferenceStep[]): DifferenceStep[] {
  return steps.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}
