/** One thing that is wrong in a stack file, in an operator's words. */
export interface Fault {
  /** Where: `modules.planning.size.memoryMiB`; empty for the file as a whole. */
  readonly path: string;
  /** What must hold, as a sentence part after the path: `must be 512, 1024 or 2048 when cpu is 256`. */
  readonly rule: string;
  /** The value found, as JSON; absent when there is none. */
  readonly got?: string;
  /** What to write instead. */
  readonly fix: string;
}

/** Longer values than this say no more; they only hide the rest of the sentence. */
const shownLength = 80;

export function fault(path: readonly PropertyKey[] | string, rule: string, got: unknown, fix: string): Fault {
  const at = typeof path === "string" ? path : pathText(path);
  return got === undefined ? { path: at, rule, fix } : { path: at, rule, got: shown(got), fix };
}

/** `["modules", "a b", 0]` becomes `modules["a b"][0]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      const text = String(key);
      if (!/^[\w-]+$/.test(text)) return `[${JSON.stringify(text)}]`;
      return index === 0 ? text : `.${text}`;
    })
    .join("");
}

/** One fault as one line: path, rule, value got, fix. */
export function faultText({ path, rule, got, fix }: Fault): string {
  const subject = path === "" ? "the file" : path;
  return `${subject} ${rule}${got === undefined ? "" : `; got ${got}`}. ${fix}`;
}

/** All faults of one stack file; the message is the whole text for the operator, so no stack is needed. */
export class ConfigFaults extends Error {
  constructor(readonly faults: readonly Fault[]) {
    super(
      [
        `the stack configuration has ${faults.length} fault(s):`,
        ...faults.map((f) => `  ${faultText(f)}`),
      ].join("\n"),
    );
    this.name = "ConfigFaults";
  }
}

function shown(value: unknown): string {
  const text =
    JSON.stringify(value, (_, v: unknown) => (typeof v === "bigint" ? v.toString() : v)) ?? String(value);
  // Control characters would let a stack file write into the operator's terminal.
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "\uFFFD");
  return plain.length > shownLength ? `${plain.slice(0, shownLength)}…` : plain;
}
