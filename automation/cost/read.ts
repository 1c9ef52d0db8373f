/** Reads of resource inputs, which arrive untyped. What has another shape reads as absent, never as a number. */

type Fields = Readonly<Record<string, unknown>>;

/** A finite number, or a text that is one (a task definition's `cpu` is a text). */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "string" && /^\d+(\.\d+)?$/.test(value)) return Number(value);
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const recordOf = (value: unknown): Fields => (isRecord(value) ? value : {});

export const recordsOf = (value: unknown): readonly Fields[] => listOf(value).filter(isRecord);

/** What a text of JSON says; undefined for any other text and for what is no text. */
export function parsedOf(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
