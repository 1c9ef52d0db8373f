/** What is wrong with a value, and what to write instead. */
export interface ScheduleFault {
  readonly rule: string;
  readonly fix: string;
}

interface CronField {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Words for the numbers, from the smallest on. */
  readonly words?: readonly string[];
  /** What this field alone may say. */
  readonly own?: RegExp;
}

/** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based. */
const cronFields: readonly CronField[] = [
  { name: "minutes", from: 0, to: 59 },
  { name: "hours", from: 0, to: 23 },
  // The last day, so many days before it, the last weekday, and the weekday nearest to a day.
  { name: "day-of-month", from: 1, to: 31, own: /^(\?|L|L-([1-9]|[12]\d|30)|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: "month", from: 1, to: 12, words: "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ") },
  // The last such day of the month, and the first to the fifth.
  {
    name: "day-of-week",
    from: 1,
    to: 7,
    words: "SUN MON TUE WED THU FRI SAT".split(" "),
    own: /^(\?|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)?L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)#[1-5])$/,
  },
  { name: "year", from: 1970, to: 2199 },
];

/** What the pattern of the schema cannot see: numbers that no clock shows, and AWS's grammar of `rate`. */
export function scheduleFault(expression: string): ScheduleFault | undefined {
  const [, rate, unit] = /^rate\((\d+) (\w+)\)$/.exec(expression) ?? [];
  if (rate !== undefined && unit !== undefined) return rateFault(Number(rate), unit);
  const values = /^cron\((.*)\)$/.exec(expression)?.[1]!.split(" ") ?? [];
  const index = cronFields.findIndex((field, at) => !isField(field, values[at] ?? ""));
  const field = cronFields[index];
  if (field === undefined) return undefined;
  const { name, from, to, words } = field;
  const named = words === undefined ? "" : ` or ${words[0]} to ${words.at(-1)}`;
  return {
    rule: `must have ${name} of ${from} to ${to}${named} in its cron`,
    fix: `The ${ordinals[index]} field cannot be ${values[index]}.`,
  };
}

const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"];

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rate-expressions.html: `rate(5 hour)` is refused. */
function rateFault(value: number, unit: string): ScheduleFault | undefined {
  if (unit.endsWith("s") === (value !== 1)) return undefined;
  const single = unit.replace(/s$/, "");
  return {
    rule: "must have a unit that goes with its number",
    fix: `Write rate(${value} ${value === 1 ? single : `${single}s`}).`,
  };
}

/** Lists of values and ranges, each with a step or without. */
function isField(field: CronField, text: string): boolean {
  if (field.own?.test(text)) return true;
  return text.split(",").every((item) => {
    const [range = "", step, ...more] = item.split("/");
    if (more.length > 0 || (step !== undefined && !isStep(field, step))) return false;
    if (range === "*") return true;
    const ends = range.split("-").map((end) => numberOf(field, end));
    return (
      ends.length <= 2 &&
      ends.every((end) => end >= field.from && end <= field.to) &&
      ends[0]! <= ends.at(-1)!
    );
  });
}

function isStep({ from, to }: CronField, text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= to - from;
}

/** Not a number for what is neither digits nor a word of the field. */
function numberOf({ from, words = [] }: CronField, text: string): number {
  const word = words.indexOf(text.toUpperCase());
  if (word >= 0) return from + word;
  return /^\d{1,4}$/.test(text) ? Number(text) : NaN;
}

/**
 * Whether there is such a time zone, written as the database writes it. `Intl` also takes offsets such as +09:00, which
 * the schema's pattern refuses, and any capitals.
 */
export function timezoneFault(timezone: string): ScheduleFault | undefined {
  const known = zoneOf(timezone);
  if (known === undefined)
    return {
      rule: "must be a time zone that there is",
      fix: "Write a name of the IANA time zone database, for example Asia/Seoul, or UTC.",
    };
  // An alias is answered with another name, and is right as it stands.
  const misspelt = known !== timezone && known.toLowerCase() === timezone.toLowerCase();
  return misspelt ? { rule: "must have its capitals", fix: `Write ${known}.` } : undefined;
}

function zoneOf(timezone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
