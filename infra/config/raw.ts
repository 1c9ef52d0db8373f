import { fault, type Fault } from "../faults";

/** A value of a stack file: what YAML and JSON can say. */
export type RawObject = { [key: string]: unknown };

export function isObject(value: unknown): value is RawObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Names that mean something to JavaScript objects, so that they can never be data. */
const reserved = new Set(["__proto__", "constructor", "prototype"]);

/** A copy without what no schema can judge: reserved names, empty values and encrypted values. */
export function cleaned(value: unknown, path: readonly PropertyKey[], faults: Fault[]): unknown {
  if (Array.isArray(value))
    return value.flatMap((item, index) => {
      const at = [...path, index];
      if (!isSecret(item)) return [cleaned(item, at, faults)];
      faults.push(secretFault(at));
      return [];
    });
  if (!isObject(value)) return value;
  const copy: RawObject = {};
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    if (reserved.has(key)) faults.push(fault(at, "is a reserved name", undefined, "Choose another name."));
    else if (inner === null || inner === undefined)
      faults.push(fault(at, "has no value", undefined, "Give it a value or remove the key."));
    else if (isSecret(inner)) faults.push(secretFault(at));
    else copy[key] = cleaned(inner, at, faults);
  }
  return copy;
}

function secretFault(path: readonly PropertyKey[]): Fault {
  return fault(
    path,
    "is a Pulumi secret",
    undefined,
    "Remove it: secrets live in AWS Secrets Manager, never in a stack file.",
  );
}

/** As the engine tells them: a set of the one key `secure` with text. */
function isSecret(value: unknown): boolean {
  return isObject(value) && typeof value.secure === "string" && Object.keys(value).length === 1;
}

/** What is given wins over the defaults; sets of keys are merged key by key, everything else is replaced. */
export function merged(defaults: unknown, given: unknown): unknown {
  if (given === undefined) return defaults;
  if (!isObject(defaults) || !isObject(given)) return given;
  const result: RawObject = { ...defaults };
  for (const [key, value] of Object.entries(given)) result[key] = merged(defaults[key], value);
  return result;
}

/** A copy without the value at the path. */
export function without(value: unknown, path: readonly PropertyKey[]): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  // A list with one item less would be another list, so it goes as a whole.
  if (!isObject(value) || typeof key !== "string" || !Object.hasOwn(value, key)) return undefined;
  const { [key]: inner, ...others } = value;
  const left = without(inner, rest);
  return left === undefined ? others : { ...others, [key]: left };
}
