import { dirname } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { operate, type OperationKind, type Outcome } from "../engine/operation";
import { watchOn } from "../engine/watch";
import { openStack } from "../engine/workspace";
import { exitCodes } from "../operatorError";
import { findStack, type StackRef } from "../project";
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
  /** Aborted by the deadline, and by whoever ends this process. */
  readonly signal: AbortSignal;
  readonly run: (kind: OperationKind, target?: readonly string[]) => Promise<Outcome>;
}

/** An engine that does not even end when it is killed must not keep the pipeline. */
const lastResort = 2 * 60_000;

/** @throws OperatorError when there is no such stack file, no engine, or no such stack in the backend. */
export async function openSession(given: string, { timeout }: SessionOptions): Promise<Session> {
  const ref = findStack(given, process.cwd());
  const end = Date.now() + timeout * 60_000;
  const left = () => Math.max(0, end - Date.now());
  const progress = progressOn();
  const { signal } = endWith(timeout, left(), progress);
  const stack = await openStack({ stack: ref.stack, folder: dirname(ref.path) });
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
          signal,
          watch,
          ...(target === undefined ? {} : { target }),
        });
      } finally {
        watch.end();
      }
    },
  };
}

const titles: Readonly<Record<OperationKind, string>> = {
  preview: "preview of",
  up: "update of",
  refresh: "refresh of",
  previewRefresh: "looking at",
  destroy: "destruction of",
};

function endWith(timeout: number, left: number, progress: Progress): AbortController {
  const controller = new AbortController();
  const stop = (why: string) => {
    progress.line(`${why}: no new operation begins, those that run are waited for.`);
    controller.abort();
  };
  // A terminal sends Ctrl-C to the engine as well, which then does the same of its own accord.
  process.on("SIGINT", () => {
    if (process.stdin.isTTY)
      progress.line("Stopping after the operations that run. Ctrl-C again stops at once.");
    else stop("Interrupted");
  });
  process.on("SIGTERM", () => {
    stop("Told to end");
  });
  setTimeout(() => {
    progress.line(
      `Given up: still not at an end ${duration(lastResort)} after the ${timeout} minutes were over.`,
    );
    process.exit(exitCodes.deadline);
  }, left + lastResort).unref();
  return controller;
}
