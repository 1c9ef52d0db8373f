/** Minutes of the units that a rate has: "rate(5 minutes)". */
const minutesOf: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

const daysPerWeek = 7;
const daysPerMonth = 365 / 12;

interface Field {
  readonly least: number;
  readonly most: number;
  /** Names of the values, the least first. */
  readonly names?: readonly string[];
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * How often a schedule runs in a month of the given hours, as an average over the year; undefined for an
 * expression that is not read here. A schedule for one moment runs in no month that a bill repeats.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function runsPerMonth(expression: string, hoursPerMonth: number): number | undefined {
  if (/^at\(.+\)$/.test(expression)) return 0;
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate !== null) {
    const minutes = Number(rate[1]) * minutesOf[rate[2]!]!;
    return minutes === 0 ? undefined : (hoursPerMonth * 60) / minutes;
  }
  const cron = /^cron\((.+)\)$/.exec(expression);
  return cron === null ? undefined : cronRuns(cron[1]!.trim().split(/\s+/), hoursPerMonth / 24);
}

/** Minutes, hours, day of month, month, day of week, year; the last only says for how long. */
function cronRuns(fields: readonly string[], days: number): number | undefined {
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = ""] = fields;
  if (fields.length !== 6) return undefined;
  const perDay = multiply(valuesOf(minute, { least: 0, most: 59 }), valuesOf(hour, { least: 0, most: 23 }));
  const share = multiply(
    dayShare(dayOfMonth, dayOfWeek),
    valuesOf(month, { least: 1, most: 12, names: months }),
  );
  return perDay === undefined || share === undefined ? undefined : (perDay * share * days) / 12;
}

const multiply = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? undefined : one * other;

/** Share of the days; one of the two fields is a question mark. L, W and # each name a single day of a month. */
function dayShare(dayOfMonth: string, dayOfWeek: string): number | undefined {
  const single = [dayOfMonth, dayOfWeek].some((field) =>
    /^(L|LW|\d{1,2}W|W\d{1,2}|\w{1,3}L|\w{1,3}#[1-5])$/.test(field),
  );
  if (single) return 1 / daysPerMonth;
  if (dayOfMonth === "?" || dayOfMonth === "*") {
    if (dayOfWeek === "?" || dayOfWeek === "*") return 1;
    const count = valuesOf(dayOfWeek, { least: 1, most: 7, names: weekdays });
    return count === undefined ? undefined : count / daysPerWeek;
  }
  const count = valuesOf(dayOfMonth, { least: 1, most: 31 });
  return count === undefined ? undefined : Math.min(1, count / daysPerMonth);
}

/** How many values a field names: "*", "1,15", "MON-FRI", "0/15". */
function valuesOf(text: string, field: Field): number | undefined {
  const named = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
    if (match === null) return undefined;
    const [, from = "", to, step] = match;
    const first = from === "*" ? field.least : valueOf(from, field);
    const last =
      to === undefined ? (from === "*" || step !== undefined ? field.most : first) : valueOf(to, field);
    if (first === undefined || last === undefined || last < first || step === "0") return undefined;
    for (let value = first; value <= last; value += Number(step ?? 1)) named.add(value);
  }
  return named.size;
}

function valueOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const index = names.indexOf(text.toUpperCase());
  const value = index >= 0 ? least + index : /^\d+$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
}
