import { ConcurrentUpdateError, type Stack } from "@pulumi/pulumi/automation";
import { explained } from "./explain";
import { killDescendants } from "./kill";
import { protectedIn } from "./protection";
import { type Recorded, Recorder, resourceText, type Watch } from "./steps";

export type OperationKind = "preview" | "up" | "refresh" | "previewRefresh" | "destroy";

export interface OperationOptions {
  /** Milliseconds. Past it the engine is told to stop, and after a while it is stopped. */
  readonly deadline: number;
  /** Ends the operation as the deadline would. */
  readonly signal?: AbortSignal;
  readonly watch?: Watch;
  /** URNs; nothing else is touched. */
  readonly target?: readonly string[];
  /** Operations at a time; the engine's own default otherwise. */
  readonly parallel?: number;
}

export interface Outcome extends Recorded {
  readonly kind: OperationKind;
  readonly ending: "succeeded" | "failed" | "locked" | "deadline";
  /** The engine's own words, when it ended before it had any step. */
  readonly output: string;
  readonly milliseconds: number;
}

/** After the deadline: a polite request, then a second one that the engine obeys at once, then no request. */
const grace = 30_000;

/** Runs one operation to its end, whatever that is: it never throws for what the engine reports. */
export async function operate(
  stack: Stack,
  kind: OperationKind,
  options: OperationOptions,
): Promise<Outcome> {
  const record = new Recorder(options.watch);
  const start = Date.now();
  const notBegun = { kind, ...record.result(), output: "", milliseconds: 0 };
  // What is to end at once does not begin: the engine would take a lock, and perhaps more.
  if (options.signal?.aborted === true || options.deadline <= 0) return { ...notBegun, ending: "deadline" };
  if (kind === "destroy") {
    const errors = await whyNotDestroyed(stack);
    if (errors.length > 0) return { ...notBegun, ending: "failed", errors };
  }
  const controller = new AbortController();
  heardAlsoLate(controller.signal);
  const stop = () => {
    controller.abort();
  };
  options.signal?.addEventListener("abort", stop, { once: true });
  const timers = [
    setTimeout(stop, options.deadline),
    setTimeout(() => controller.signal.dispatchEvent(new Event("abort")), options.deadline + grace),
    setTimeout(killDescendants, options.deadline + 2 * grace),
  ];
  let ending: Outcome["ending"] = "succeeded";
  let output = "";
  try {
    await stack[kind]({
      color: "never",
      onEvent: (event) => {
        record.take(event);
      },
      onOutput: (text) => (output += text),
      onError: (text) => (output += text),
      signal: controller.signal,
      ...(options.target === undefined ? {} : { target: [...options.target] }),
      ...(options.parallel === undefined ? {} : { parallel: options.parallel }),
    });
  } catch (error) {
    ending = controller.signal.aborted
      ? "deadline"
      : error instanceof ConcurrentUpdateError
        ? "locked"
        : "failed";
    if (output === "") output = (error as Error).message;
  } finally {
    options.signal?.removeEventListener("abort", stop);
    timers.forEach(clearTimeout);
  }
  return { kind, ending, ...record.result(), output, milliseconds: Date.now() - start };
}

const wayOut =
  "If all of it is to go: say data.deletion: disposable in the stack file (in that of the shared stack, delivery.deletion), run up, then destroy.";

/** In an error for each resource that is in the way. */
async function whyNotDestroyed(stack: Stack): Promise<string[]> {
  try {
    const kept = await protectedIn(stack);
    if (kept.length === 0) return [];
    const why = `it is protected, so nothing of ${stack.name} was deleted`;
    return [...kept.map((urn) => `${resourceText(urn)}: ${why}`).sort(), wayOut];
  } catch (error) {
    return [explained(error, stack.name).message];
  }
}

/**
 * The Automation API listens for an abort once the engine is started, a moment after it was asked to. One that came
 * before is told again then.
 */
function heardAlsoLate(signal: AbortSignal): void {
  const listen = signal.addEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof listen>) => {
    listen(...args);
    if (signal.aborted) queueMicrotask(() => signal.dispatchEvent(new Event("abort")));
  };
}
