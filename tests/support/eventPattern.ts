type Json = Readonly<Record<string, unknown>>;

/** As EventBridge matches, as far as our patterns go: of an array in the event, one element has to match. */
export function matches(pattern: object, event: unknown): boolean {
  if (Array.isArray(event)) return event.some((element) => matches(pattern, element));
  return Object.entries(pattern).every(([key, wanted]) => {
    if (key === "$or") return (wanted as Json[]).some((one) => matches(one, event));
    const value = (event as Json)[key];
    if (!Array.isArray(wanted)) return matches(wanted as Json, value ?? {});
    const values = Array.isArray(value) ? value : [value];
    return values.some((one) => wanted.some((alternative) => isOne(alternative, one)));
  });
}

interface Comparison {
  readonly prefix?: string;
  readonly numeric?: readonly [">=", number];
  readonly "anything-but"?: readonly string[];
}

function isOne(wanted: unknown, value: unknown): boolean {
  if (typeof wanted !== "object") return wanted === value;
  const { prefix, numeric, "anything-but": not } = wanted as Comparison;
  if (not !== undefined) return !not.includes(String(value));
  if (numeric !== undefined) return numeric[0] === ">=" && Number(value) >= numeric[1];
  if (prefix === undefined) throw new Error(`no such comparison: ${JSON.stringify(wanted)}`);
  return typeof value === "string" && value.startsWith(prefix);
}
