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
  const told = { path: plain(at), rule: plain(rule), fix: plain(fix) };
  return got === undefined ? told : { ...told, got: shown(got) };
}

/** `["modules", "a b", 0]` becomes `modules["a b"][0]`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => {
      if (typeof key === "number") return `[${key}]`;
      const text = shortened(String(key));
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
  // JSON has no word for .inf and .nan.
  const text =
    JSON.stringify(value, (_, v: unknown) =>
      typeof v === "bigint" || (typeof v === "number" && !Number.isFinite(v)) ? String(v) : v,
    ) ?? String(value);
  return shortened(plain(text));
}

/** Control and direction characters would let a foreign text write into the operator's terminal. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, "\uFFFD");
}

function shortened(text: string): string {
  // Half a surrogate pair is no character.
  return text.length > shownLength ? `${text.slice(0, shownLength).replace(/[\ud800-\udbff]$/, "")}…` : text;
}
