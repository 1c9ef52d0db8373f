/** A schedule as a CronJob takes it, or why none does. */
export type CronSchedule =
  { readonly cron: string; readonly note?: string } | { readonly cron?: undefined; readonly note: string };

interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
  /** What one must add to EventBridge's number to get that of a CronJob. */
  readonly shift: number;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Of EventBridge, whose week is 1 to 7 from Sunday; that of a CronJob is 0 to 6.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 * https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 */
const fields: readonly Field[] = [
  { name: "minutes", min: 0, max: 59, names: [], shift: 0 },
  { name: "hours", min: 0, max: 23, names: [], shift: 0 },
  { name: "day of month", min: 1, max: 31, names: [], shift: 0 },
  { name: "month", min: 1, max: 12, names: months, shift: 0 },
  { name: "day of week", min: 1, max: 7, names: days, shift: -1 },
];

/** The schedule `cron(…)` or `rate(…)` of EventBridge Scheduler in the five fields of a CronJob. */
export function cronOf(schedule: string): CronSchedule {
  const [, kind, inner] = /^(cron|rate)\((.*)\)$/.exec(schedule)!;
  return kind === "rate" ? fromRate(inner!) : fromCron(inner!.split(" "));
}

function fromCron(given: readonly string[]): CronSchedule {
  const year = given[5]!;
  if (year !== "*") return { note: `a CronJob has no year, and this one is only for ${year}` };
  const translated = fields.map((field, index) => fieldOf(given[index]!, field));
  const lost = translated.findIndex((text) => text === undefined);
  return lost === -1
    ? { cron: translated.join(" ") }
    : { note: `a CronJob has no ${given[lost]!} for the ${fields[lost]!.name}` };
}

/** Undefined for what only EventBridge has: L, W and #. */
function fieldOf(given: string, field: Field): string | undefined {
  if (given === "?" || given === "*") return "*";
  const parts = given.split(",").map((part) => partOf(part, field));
  return parts.includes(undefined) ? undefined : parts.join(",");
}

function partOf(part: string, field: Field): string | undefined {
  const [, from, to, step] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part) ?? [];
  if (from === undefined) return undefined;
  const every = step === undefined ? "" : `/${step}`;
  if (from === "*") return to === undefined ? `*${every}` : undefined;
  const first = numberOf(from, field);
  // EventBridge's `5/15` is every 15 from 5 on.
  const last = to === undefined ? (step === undefined ? first : field.max) : numberOf(to, field);
  if (first === undefined || last === undefined) return undefined;
  return rangesOf(first, last, step === undefined ? 1 : Number(step), field);
}

/** A CronJob takes no range that goes round the end, such as FRI-MON; with steps its values are written out. */
function rangesOf(first: number, last: number, step: number, { min, max, shift }: Field): string {
  const told = (value: number) => String(value + shift);
  if (first === last) return told(first);
  if (first < last) return `${told(first)}-${told(last)}${step === 1 ? "" : `/${step}`}`;
  const length = max - min + 1;
  const count = Math.floor((last + length - first) / step) + 1;
  return Array.from({ length: count }, (_, index) => ((first - min + index * step) % length) + min)
    .sort((a, b) => a - b)
    .map(told)
    .join(",");
}

function numberOf(word: string, { min, max, names }: Field): number | undefined {
  const named = names.indexOf(word.toUpperCase());
  const value = named === -1 ? Number(word) : named + min;
  return Number.isInteger(value) && value >= min && value <= max ? value : undefined;
}

/** Minutes of an hour, and hours of a day, that a rate must divide to come at even distances. */
const wholes = { minute: 60, hour: 24, day: 1 } as const;

function fromRate(inner: string): CronSchedule {
  const [count, unit] = inner.split(" ");
  const every = Number(count);
  const kind = unit!.replace(/s$/, "") as keyof typeof wholes;
  if (wholes[kind] % every !== 0)
    return { note: `${every} ${kind}s do not divide ${kind === "minute" ? "an hour" : "a day"} evenly` };
  const cron = {
    minute: every === 60 ? "0 * * * *" : `*/${every} * * * *`,
    hour: every === 24 ? "0 0 * * *" : `0 */${every} * * *`,
    day: "0 0 * * *",
  }[kind];
  return { cron, note: "counts from full hours and midnight, not from when the schedule was made" };
}
