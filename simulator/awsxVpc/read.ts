/** Reads values of unknown kind; whatever does not fit is refused by the name of its input. */

export function refuse(input: string, why: string): never {
  throw new Error(`awsx:ec2:Vpc input ${input}: ${why}`);
}

export function show(value: unknown): string {
  return JSON.stringify(value) ?? String(value);
}

export function record(value: unknown, input: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return refuse(input, `${show(value)} is not an object with known keys`);
  }
  return value as Record<string, unknown>;
}

export function list(value: unknown, input: string): unknown[] {
  return Array.isArray(value) ? value : refuse(input, `${show(value)} is not a known list`);
}

export function text(value: unknown, input: string): string {
  return typeof value === "string" ? value : refuse(input, `${show(value)} is not a known string`);
}

export function wholeNumber(value: unknown, least: number, input: string): number {
  return typeof value === "number" && Number.isInteger(value) && value >= least
    ? value
    : refuse(input, `${show(value)} is not modelled; only whole numbers from ${least} are`);
}

export function oneOf<Value extends string>(value: unknown, allowed: readonly Value[], input: string): Value {
  const found = allowed.find((candidate) => candidate === value);
  return found ?? refuse(input, `${show(value)} is not modelled; only ${allowed.map(show).join(", ")}`);
}

export function optional<Value>(value: unknown, read: (value: unknown) => Value): Value | undefined {
  return value === undefined ? undefined : read(value);
}

/** Refuses every key that is set and not among the known ones, and null, which is neither set nor left out. */
export function onlyKeys(values: Record<string, unknown>, known: readonly string[], input: string): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === null) refuse(`${input}${key}`, "null is not modelled; leave it out instead");
    if (value !== undefined && !known.includes(key)) refuse(`${input}${key}`, "is not modelled");
  }
}

/** IPv6 is not modelled, but turning it off in words is the same as leaving it out. */
export function onlyFalse(value: unknown, input: string): void {
  if (value !== undefined && value !== false) refuse(input, `${show(value)} is not modelled (IPv6)`);
}
