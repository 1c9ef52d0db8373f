import {
  ConcurrentUpdateError,
  type DiagnosticEvent,
  type EngineEvent,
  type OpType,
  type Stack,
  type StepEventMetadata,
} from "@pulumi/pulumi/automation";
import { explained } from "./explain";
import { killDescendants } from "./kill";
import { protectedIn } from "./protection";

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

/** Is told of every step, of those that change nothing only the end. */
export interface Watch {
  readonly started: (step: Step) => void;
  readonly finished: (step: Step) => void;
}

/** Operations that leave a resource as it is. */
export const unchanging: readonly OpType[] = ["same", "refresh", "read"];

/** Something that the engine did, or would do, to one resource. */
export interface Step {
  readonly op: OpType;
  readonly urn: string;
  readonly type: string;
  /** False for components and for Pulumi's own bookkeeping: nothing of them is in AWS. */
  readonly real: boolean;
  /** Top-level properties that differ, sorted. */
  readonly changed: readonly string[];
}

export interface Outcome {
  readonly kind: OperationKind;
  readonly ending: "succeeded" | "failed" | "locked" | "deadline";
  /** Without those that change nothing. */
  readonly steps: readonly Step[];
  /** Real resources that stay as they are. */
  readonly unchanged: number;
  /** Number of all resources by what became of them, `same` among them. */
  readonly counts: Readonly<Partial<Record<OpType, number>>>;
  /** What the engine said was wrong, each once. */
  readonly errors: readonly string[];
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

const wayOut = "If all data is to go: say data.deletion: disposable in the stack file, run up, then destroy.";

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

class Recorder {
  private readonly steps = new Map<string, Step>();
  private readonly errors = new Set<string>();
  private readonly unchanged = new Set<string>();
  private counts: Outcome["counts"] = {};

  constructor(private readonly watch: Watch | undefined) {}

  take(event: EngineEvent): void {
    const { resourcePreEvent: before, resOutputsEvent: after } = event;
    if (before) this.watch?.started(stepOf(before.metadata));
    if (after) this.note(stepOf(after.metadata));
    const { diagnosticEvent: diagnostic, summaryEvent: summary } = event;
    if (diagnostic?.severity === "error") this.errors.add(errorText(diagnostic));
    if (summary) this.counts = summary.resourceChanges;
  }

  result(): Pick<Outcome, "steps" | "unchanged" | "counts" | "errors"> {
    const steps = [...this.steps.values()].sort((a, b) => (a.urn + a.op < b.urn + b.op ? -1 : 1));
    return {
      steps,
      unchanged: this.unchanged.size,
      counts: this.counts,
      errors: [...this.errors].filter((text) => text !== ""),
    };
  }

  private note(step: Step): void {
    if (!unchanging.includes(step.op)) this.steps.set(`${step.op} ${step.urn}`, step);
    else if (step.real) this.unchanged.add(step.urn);
    this.watch?.finished(step);
  }
}

function stepOf(metadata: StepEventMetadata): Step {
  const { op, urn, type, provider } = metadata;
  const real = provider !== "" && !type.startsWith("pulumi:");
  return { op, urn, type, real, changed: changedIn(metadata) };
}

/** What follows from another error and says nothing of its own. */
const consequence =
  /^(update failed|preview failed|.*resource monitor shut down.*|.*grpc: the client connection is closing.*)$/i;

/** One line or more that begins with the resource; empty for what only follows from another error. */
function errorText({ urn, message }: DiagnosticEvent): string {
  const text = message
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(/^\d+ errors? occurred:\s*\* /, "")
    .trim();
  if (consequence.test(text)) return "";
  const resource = urn === undefined || urn === "" ? undefined : resourceText(urn);
  return resource === undefined ? text : `${resource}: ${text}`;
}

/** `aws:s3/bucket:Bucket planning-bucket`. */
export function resourceText(urn: string): string {
  const [, , types = "", ...name] = urn.split("::");
  return `${types.split("$").at(-1)!} ${name.join("::")}`;
}

function changedIn({ diffs, detailedDiff, old, new: next }: StepEventMetadata): string[] {
  const named = [...(diffs ?? []), ...Object.keys(detailedDiff ?? {})];
  if (named.length > 0) return [...new Set(named.map((path) => path.split(/[.[]/)[0]!))].sort();
  const before = old?.inputs ?? {};
  const after = next?.inputs ?? {};
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
    .sort();
}
