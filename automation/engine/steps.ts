import type { DiagnosticEvent, EngineEvent, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

/** Is told of every step, of those that change nothing only the end. */
export interface Watch {
  readonly started: (step: Step) => void;
  readonly finished: (step: Step) => void;
  readonly failed: (step: Step) => void;
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

/** What the engine told of an operation. */
export interface Recorded {
  /** Without those that change nothing. */
  readonly steps: readonly Step[];
  /** Real resources that stay as they are. */
  readonly unchanged: number;
  /** Number of all resources by what became of them, `same` among them. */
  readonly counts: Readonly<Partial<Record<OpType, number>>>;
  /** What the engine said was wrong, each once. */
  readonly errors: readonly string[];
}

/** Takes the events of one operation and makes steps of them. */
export class Recorder {
  private readonly steps = new Map<string, Step>();
  private readonly errors = new Set<string>();
  private readonly unchanged = new Set<string>();
  private counts: Recorded["counts"] = {};

  constructor(private readonly watch: Watch | undefined) {}

  take(event: EngineEvent): void {
    const { resourcePreEvent: before, resOutputsEvent: after, resOpFailedEvent: failure } = event;
    if (before) this.watch?.started(stepOf(before.metadata));
    if (after) this.note(stepOf(after.metadata));
    if (failure) this.watch?.failed(stepOf(failure.metadata));
    const { diagnosticEvent: diagnostic, summaryEvent: summary } = event;
    if (diagnostic?.severity === "error") this.errors.add(errorText(diagnostic));
    if (summary) this.counts = summary.resourceChanges;
  }

  result(): Recorded {
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
    // A result that AWS refused is missed by everything that hands it on.
    .replace(/^Unhandled exception: (Error: )?|error serializing property "[^"]*": /g, "")
    .trim();
  if (consequence.test(text)) return "";
  const resource = urn === undefined || urn === "" ? undefined : resourceText(urn);
  return resource === undefined ? text : `${resource}: ${text}`;
}

/** `aws:s3/bucket:Bucket planning-bucket`. */
export function resourceText(urn: string): string {
  const [, , types = ""] = urn.split("::");
  return `${types.split("$").at(-1)!} ${nameIn(urn)}`;
}

/** The logical name, which may have colons of its own. */
export function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
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
