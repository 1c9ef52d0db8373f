/**
 * What a rule sees of a resource. The offline plan and Pulumi's engine both tell this much, in forms of their
 * own, so that one rule serves both.
 */
export interface PolicyResource {
  readonly urn: string;
  /** Type token, e.g. `aws:s3/bucket:Bucket`. */
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  /** Types of all that it stands below. */
  readonly lineage: readonly string[];
  /** What the program asks for; for a rule of the whole stack also what has become of it. */
  readonly properties: Properties;
  readonly options: {
    readonly protect: boolean;
    /** Absent where it is not told: the engine shows it to no policy. */
    readonly retainOnDelete?: boolean;
  };
}

export type Properties = Readonly<Record<string, unknown>>;

/** Stands for a value that only AWS can give, before the resource is made. Nothing can be said against it yet. */
export const notKnownYet = Symbol("not known yet");

/** True for a value that is known and is not as it must be. */
export function breaks(value: unknown, holds: (value: unknown) => boolean): boolean {
  return value !== notKnownYet && !holds(value);
}

export function isTrue(value: unknown): boolean {
  // Launch templates take their booleans as text.
  return value === true || value === "true";
}

export function isFalse(value: unknown): boolean {
  return value === false || value === "false";
}

export function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

/** The objects of a list, or none for anything else. */
export function objectsOf(value: unknown): readonly Properties[] {
  return listOf(value).filter(
    (item): item is Properties => typeof item === "object" && item !== null && !Array.isArray(item),
  );
}

/** A property that holds one object. */
export function objectOf(value: unknown): Properties {
  return objectsOf(value)[0] ?? {};
}

/** A value that stands alone or in a list, as IAM writes both. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** A property that holds JSON; undefined when it is absent, not known yet, or no JSON. */
export function jsonOf(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}
