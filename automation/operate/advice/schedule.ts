import type { ModuleConfig } from "../../../infra/config/schema/module";
import type { Advice } from "./advice";

const hourMs = 3_600_000;
/** Shorter nights are not worth two schedules. */
const leastHours = 4;
/** Tasks are there again this many hours before the first request of a day was seen. */
const earlyHours = 1;
const daysPerMonth = 365 / 12;

/** Requests by the beginning of their hour in epoch milliseconds; an hour without one may be missing. */
export type RequestsByHour = ReadonlyMap<number, number>;

export interface Period {
  /** Epoch milliseconds of a full hour. */
  readonly from: number;
  readonly to: number;
}

/** Hours of the day, in the zone of the question. */
export interface QuietHours {
  /** The first hour without requests. */
  readonly from: number;
  readonly hours: number;
}

/**
 * The longest run of hours in which no request came on any day, midnight or not; undefined where there is none, or
 * where there were no requests at all.
 */
export function quietHours(
  requests: RequestsByHour,
  { from, to }: Period,
  timezone: string,
): QuietHours | undefined {
  const hourOf = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: timezone });
  const busy = new Set<number>();
  for (let hour = from; hour < to; hour += hourMs)
    if ((requests.get(hour) ?? 0) > 0) busy.add(Number(hourOf.format(hour)));
  if (busy.size === 0) return undefined;
  const runs = [...busy].map((hour): QuietHours => {
    let hours = 0;
    while (!busy.has((hour + 1 + hours) % 24)) hours += 1;
    return { from: (hour + 1) % 24, hours };
  });
  return runs.sort((a, b) => b.hours - a.hours || a.from - b.from)[0];
}

export interface ScheduledModule {
  readonly module: string;
  readonly scaling: ModuleConfig["scaling"];
  readonly quiet: QuietHours | undefined;
  readonly timezone: string;
  /** Tasks that the rules want at all times. */
  readonly least: number;
  /** USD an hour of one task. */
  readonly taskHourUsd: number;
}

/** Two schedules, where nobody has thought of any: fewer tasks for the night, and as many as now for the day. */
export function scheduleAdvice({ module, scaling, quiet, ...rest }: ScheduledModule): Advice | undefined {
  const { timezone, least, taskHourUsd } = rest;
  const asleep = (quiet?.hours ?? 0) - earlyHours;
  if (quiet === undefined || asleep < leastHours || scaling.min <= least) return undefined;
  if (Object.keys(scaling.schedules).length > 0) return undefined;
  const end = (quiet.from + asleep) % 24;
  const at = (hour: number) => `at: cron(0 ${hour} * * ? *), timezone: ${timezone}`;
  const cost = least === 0 ? ", and a request then finds no task" : "";
  return {
    kind: "schedule",
    module,
    why: `no request came from ${quiet.from}:00 to ${(quiet.from + quiet.hours) % 24}:00 ${timezone} on any day${cost}`,
    key: `modules.${module}.scaling.schedules`,
    yaml: [
      "scaling:",
      "  schedules:",
      `    evening: { ${at(quiet.from)}, min: ${least}, max: ${least} }`,
      `    morning: { ${at(end)}, min: ${scaling.min}, max: ${scaling.max} }`,
    ],
    savesUsd: taskHourUsd * (scaling.min - least) * asleep * daysPerMonth,
  };
}
