import type { FilteredLogEvent } from "@aws-sdk/client-cloudwatch-logs";

export interface LogLine {
  /** ISO time. */
  readonly time: string;
  /** Container and the first digits of the task: `app/0f3c8b21`. */
  readonly from: string;
  readonly message: string;
}

/** What was shown, so that the next look shows only what came since. */
export interface Seen {
  /** Where the next look begins, in epoch milliseconds. */
  readonly from: number;
  /** When each event from there on happened, by its id. */
  readonly ids: ReadonlyMap<string, number>;
}

/**
 * Lines reach CloudWatch out of order, because every task sends its own: the next look begins this many milliseconds
 * before the newest line.
 */
const lateness = 60_000;

/** The events that were not seen yet, oldest first, and what is seen with them. */
export function newEvents(
  seen: Seen,
  events: readonly FilteredLogEvent[],
): { readonly events: readonly FilteredLogEvent[]; readonly seen: Seen } {
  const fresh = events
    .filter(({ eventId = "" }) => !seen.ids.has(eventId))
    .sort((a, b) => timeOf(a) - timeOf(b));
  const newest = fresh.length === 0 ? undefined : timeOf(fresh.at(-1)!);
  const from = Math.max(seen.from, newest === undefined ? 0 : newest - lateness);
  const all = [...seen.ids, ...fresh.map((event) => [event.eventId ?? "", timeOf(event)] as const)];
  return { events: fresh, seen: { from, ids: new Map(all.filter(([, time]) => time >= from)) } };
}

const timeOf = ({ timestamp = 0 }: FilteredLogEvent): number => timestamp;

export function lineOf({ timestamp = 0, logStreamName = "", message = "" }: FilteredLogEvent): LogLine {
  return {
    time: new Date(timestamp).toISOString(),
    from: sourceOf(logStreamName),
    message: message.trimEnd(),
  };
}

/** Streams are called `prefix/container/task`. */
function sourceOf(stream: string): string {
  const [, container, task] = stream.split("/");
  return container === undefined || task === undefined ? stream : `${container}/${task.slice(0, 8)}`;
}

/**
 * CloudWatch looks for a text in double quotes as it stands; undefined for one that has quotes or backslashes itself,
 * for which it would take a pattern.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(text: string): string | undefined {
  return /["\\]/.test(text) ? undefined : `"${text}"`;
}
