import type { Outcome } from "../engine/operation";
import type { Section } from "../render/section";

/** One episode as it was. */
export interface Told {
  readonly title: string;
  readonly operation: Outcome["kind"];
  /** Real resources, by what was done to them. */
  readonly steps: Readonly<Record<string, number>>;
  readonly unchanged: number;
  readonly seconds: number;
  readonly fault?: string;
}

export function toldOf(title: string, outcome: Outcome, fault: string | undefined): Told {
  const steps: Record<string, number> = {};
  for (const { op, real } of outcome.steps) if (real) steps[op] = (steps[op] ?? 0) + 1;
  return {
    title,
    operation: outcome.kind,
    steps,
    unchanged: outcome.unchanged,
    seconds: Math.round(outcome.milliseconds / 100) / 10,
    ...(fault === undefined ? {} : { fault }),
  };
}

export function table(stack: string, told: readonly Told[]): Section {
  return {
    title: `The life of ${stack} on the real engine, with a simulated AWS`,
    columns: [
      { heading: "what happens" },
      { heading: "engine" },
      { heading: "what it did" },
      { heading: "unchanged", align: "right" },
      { heading: "seconds", align: "right" },
      { heading: "as it should be" },
    ],
    rows: told.map(({ title, operation, steps, unchanged, seconds, fault }) => [
      title,
      operation,
      Object.entries(steps)
        .map(([op, count]) => `${count} ${op}`)
        .join(", "),
      String(unchanged),
      seconds.toFixed(1),
      fault === undefined ? "yes" : `NO: ${fault}`,
    ]),
  };
}
