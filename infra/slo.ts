import type { Severity } from "./alarms/alarm";

/** Days over which an objective is meant. */
export const sloDays = 30;

export interface BurnWindow {
  /** Last part of the name of its alarms. */
  readonly name: string;
  readonly severity: Severity;
  /** How many times faster than meant the errors that are allowed are used up. */
  readonly burnRate: number;
  /** Seconds over which the errors have lasted, and over which they still do. */
  readonly long: number;
  readonly short: number;
}

const minute = 60;
const hour = 3600;

/**
 * Pairs of windows: the long one says that it matters, the short one that it is not over already. By these, 2 % of what
 * is allowed in 30 days is gone after an hour, 5 % after six, 10 % after a day. The book has three days for the last
 * one, which is no period of CloudWatch; this is its row for one day.
 * https://sre.google/workbook/alerting-on-slos/
 */
export const burnWindows: readonly BurnWindow[] = [
  { name: "hour", severity: "critical", burnRate: 14.4, long: hour, short: 5 * minute },
  { name: "six-hours", severity: "critical", burnRate: 6, long: 6 * hour, short: 30 * minute },
  { name: "day", severity: "warning", burnRate: 3, long: 24 * hour, short: 2 * hour },
];

/**
 * Percent of bad calls above which a window burns too fast. More than all of them can never be bad, so of an objective
 * that is no higher than 93 % the first pair would never ring; there, nothing but bad calls is too much.
 */
export function burnThreshold(objectivePercent: number, { burnRate }: Pick<BurnWindow, "burnRate">): number {
  const allowed = 100 - objectivePercent;
  return Math.min(99.9, Number((allowed * burnRate).toFixed(4)));
}
