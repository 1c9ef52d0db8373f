import {
  type CloudWatchLogsClient,
  type FilteredLogEvent,
  paginateFilterLogEvents,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { setTimeout as sleep } from "node:timers/promises";
import { plain } from "../../infra/faults";
import { logGroupName } from "../../infra/naming";
import { OperatorError } from "../operatorError";
import { ask } from "./ask";
import { filterPattern, lineOf, newEvents, type Seen } from "./logLines";
import type { ModuleTarget } from "./target";

export interface LogsOptions {
  /** Milliseconds that the first line may be old. */
  readonly since: number;
  /** Only lines with this text, as it stands. */
  readonly grep?: string;
  readonly follow?: true;
  /** A JSON object a line. */
  readonly json?: true;
}

/** Where lines go, and when to end. */
export interface LogsRun {
  readonly write: (text: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Ends `follow`; what was asked is not waited for. */
  readonly signal: AbortSignal;
  /** Milliseconds between two looks. */
  readonly pause?: number;
}

/** CloudWatch takes few such calls a second from a whole account, and nobody reads faster. */
const defaultPause = 3000;

/**
 * Writes the module's lines as they are stored: what masking has hidden stays hidden, whatever the credentials could
 * ask for.
 * @throws OperatorError when AWS has no such log group.
 */
export async function logs(
  client: CloudWatchLogsClient,
  target: ModuleTarget,
  options: LogsOptions,
  { write, now, signal, pause = defaultPause }: LogsRun,
): Promise<void> {
  const written = (event: FilteredLogEvent): void => {
    const line = lineOf(event);
    write(
      options.json === true
        ? `${JSON.stringify(line)}\n`
        : `${line.time}  ${line.from}  ${plain(line.message)}\n`,
    );
  };
  let seen: Seen = { from: now() - options.since, ids: new Map() };
  try {
    for (;;) {
      const look = newEvents(seen, await eventsSince(client, target, options, seen.from, signal));
      ({ seen } = look);
      look.events.forEach(written);
      if (options.follow !== true) return;
      await sleep(pause, undefined, { signal });
    }
  } catch (error) {
    // Ctrl-C is how it ends.
    if (!signal.aborted) throw error;
  }
}

async function eventsSince(
  client: CloudWatchLogsClient,
  { stack, module }: ModuleTarget,
  { grep }: LogsOptions,
  startTime: number,
  abortSignal: AbortSignal,
): Promise<readonly FilteredLogEvent[]> {
  const group = logGroupName(stack, "modules", module);
  const pattern = grep === undefined ? undefined : filterPattern(grep);
  const input = {
    logGroupName: group,
    startTime,
    ...(pattern === undefined ? {} : { filterPattern: pattern }),
  };
  const list = async () => {
    const found: FilteredLogEvent[] = [];
    for await (const { events = [] } of paginateFilterLogEvents({ client }, input, { abortSignal }))
      found.push(...events);
    return found;
  };
  try {
    const found = await ask("logs:FilterLogEvents", list());
    return found.filter(({ message = "" }) => grep === undefined || message.includes(grep));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new OperatorError(
      `there is no log group ${group}. Make it by: npx ai-platform deploy up ${stack}`,
      { cause: error },
    );
  }
}

/** What the person who reads should know of a log that is elsewhere; undefined for one that is in CloudWatch. */
export function logsNote({ module, moduleConfig }: ModuleTarget): string | undefined {
  return moduleConfig.logRouter === false
    ? undefined
    : `${module} sends its log elsewhere (modules.${module}.logRouter); what follows is of its other containers alone.`;
}
