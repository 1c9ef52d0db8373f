import { dirname } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { operate, type OperationKind, type Outcome } from "../engine/operation";
import { watchOn } from "../engine/watch";
import { openStack } from "../engine/workspace";
import { exitCodes, OperatorError } from "../operatorError";
import { findStack, projectFolder, type StackRef } from "../project";
import { duration, progressOn, type Progress } from "../terminal/progress";

export interface SessionOptions {
  /** Minutes until the whole command must have ended. */
  readonly timeout: number;
}

/** One command on one deployed stack. */
export interface Session {
  readonly ref: StackRef;
  readonly stack: Stack;
  readonly progress: Progress;
  /** Milliseconds until the deadline. */
  readonly left: () => number;
  /** Aborted by whoever ends this process. */
  readonly signal: AbortSignal;
  readonly run: (kind: OperationKind, target?: readonly string[]) => Promise<Outcome>;
}

/** An engine that does not even end when it is killed must not keep the pipeline. */
const lastResort = 2 * 60_000;

/** What all sessions of one run of this program share. */
export interface Clock extends Pick<Session, "progress" | "left" | "signal"> {
  /** The signal for an engine that runs, but for what it hears by itself. */
  readonly engine: AbortSignal;
}

/** Once for a process, for it listens to who ends that. */
export function startClock({ timeout }: SessionOptions): Clock {
  const end = Date.now() + timeout * 60_000;
  const left = () => Math.max(0, end - Date.now());
  const progress = progressOn();
  return { progress, left, ...endWith(timeout, left(), progress) };
}

/** @throws OperatorError when there is no such stack file, no engine, or no such stack in the backend. */
export function openSession(given: string, options: SessionOptions): Promise<Session> {
  return openStackOf(findStack(given, process.cwd()), startClock(options));
}

/** @throws OperatorError when there is no engine, or no such stack in the backend. */
export async function openStackOf(
  ref: StackRef,
  { progress, left, signal, engine }: Clock,
): Promise<Session> {
  const folder = dirname(ref.path);
  // The engine would make itself a project beside a stack file that stands elsewhere.
  if (projectFolder(folder) !== folder)
    throw new OperatorError(`${ref.path} stands outside the project. Put it beside Pulumi.yaml.`);
  const stack = await orEnded(signal, openStack({ stack: ref.stack, folder }));
  return {
    ref,
    stack,
    progress,
    left,
    signal,
    run: async (kind, target) => {
      // Of what would be done the report tells; a line for each of it reads as if it were done.
      const told = kind.startsWith("preview") ? { ...progress, line: () => undefined } : progress;
      const watch = watchOn(told, `${titles[kind]} ${ref.stack}`);
      try {
        return await operate(stack, kind, {
          deadline: left(),
          signal: signal.aborted ? signal : engine,
          watch,
          ...(target === undefined ? {} : { target }),
        });
      } finally {
        watch.end();
      }
    },
  };
}

/**
 * Whoever ends a whole group of processes ends the engine with it, which is then asked for its version or its stacks.
 * @throws OperatorError with the exit status of the deadline: as little was done as after that.
 */
export async function orEnded<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new OperatorError("Ended before the engine began.", { exitCode: exitCodes.deadline });
  }
}

const titles: Readonly<Record<OperationKind, string>> = {
  preview: "preview of",
  up: "update of",
  refresh: "refresh of",
  previewRefresh: "looking at",
  destroy: "destruction of",
};

function endWith(timeout: number, left: number, progress: Progress): Pick<Clock, "signal" | "engine"> {
  const all = new AbortController();
  const engine = new AbortController();
  const stop = (why: string) => {
    progress.line(`${why}: no new operation begins, those that run are waited for.`);
    all.abort();
  };
  process.on("SIGINT", () => {
    if (all.signal.aborted) process.exit(exitCodes.deadline);
    stop("Interrupted, once more ends it at once");
    // A terminal sends Ctrl-C to the engine too, and two of them would end that at once.
    if (!process.stdin.isTTY) engine.abort();
  });
  process.on("SIGTERM", () => {
    stop("Told to end");
    engine.abort();
  });
  setTimeout(() => {
    progress.line(
      `Given up: still not at an end ${duration(lastResort)} after the ${timeout} minutes were over.`,
    );
    process.exit(exitCodes.deadline);
  }, left + lastResort).unref();
  return { signal: all.signal, engine: engine.signal };
}
