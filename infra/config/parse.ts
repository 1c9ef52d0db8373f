import type { z } from "zod";
import { fault, type Fault } from "../faults";
import { faultsOf, valueAt } from "./issues";
import { suggestion } from "./nearest";
import { cleaned, isObject, type RawObject, without } from "./raw";
import { stackName } from "./schema/names";

/** The keys of a stack file by whom they belong to, without what no schema can judge. */
export interface OwnKeys {
  readonly aws: RawObject;
  readonly project: RawObject;
}

/** Stands in for a region that is missing or wrong; any with four known zones would do. */
export const standInRegion = "ap-northeast-2";

export function stackNameFaults(stack: string): Fault[] {
  return stackName.test(stack)
    ? []
    : [
        fault(
          "stack name",
          "must be 2 to 15 lower-case letters, digits and hyphens, starting with a letter",
          stack,
          "Rename the stack and its file Pulumi.<stack>.yaml.",
        ),
      ];
}

export function namespaces(
  given: Readonly<Record<string, unknown>>,
  project: string,
  faults: Fault[],
): OwnKeys {
  const own = { aws: [] as [string, unknown][], project: [] as [string, unknown][] };
  const known = ["aws", "pulumi", project];
  for (const [key, value] of Object.entries(given)) {
    const [namespace = "", ...rest] = key.split(":");
    const name = rest.join(":");
    if (name === "")
      faults.push(fault([key], "has no namespace", undefined, `Write it as ${project}:${namespace}.`));
    else if (namespace === "aws") own.aws.push([name, value]);
    else if (namespace === project) own.project.push([name, value]);
    // The engine's own settings, such as pulumi:disable-default-providers, are not ours to judge.
    else if (namespace !== "pulumi")
      faults.push(fault([key], "is in an unknown namespace", undefined, suggestion(namespace, known)));
  }
  return {
    aws: cleanedKeys(own.aws, "aws:", faults),
    project: cleanedKeys(own.project, "", faults),
  };
}

function cleanedKeys(
  keys: readonly (readonly [string, unknown])[],
  prefix: string,
  faults: Fault[],
): RawObject {
  const found: Fault[] = [];
  const copy = cleaned(Object.fromEntries(keys), [], found) as RawObject;
  faults.push(...found.map((one) => ({ ...one, path: prefix + one.path })));
  return copy;
}

/** A copy in which every entry of the sets at a place is another. */
export function entriesAt(
  value: unknown,
  [key, ...rest]: readonly string[],
  change: (entry: RawObject) => unknown,
): unknown {
  if (!isObject(value)) return value;
  const changed = (inner: unknown) =>
    key !== undefined ? entriesAt(inner, rest, change) : isObject(inner) ? change(inner) : inner;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      key === undefined || key === "*" || key === name ? changed(inner) : inner,
    ]),
  );
}

/**
 * Faults of single values must not hide those between values, so what is wrong is taken out and the rest
 * is looked at again, until it is sound: without a wrong value, what requires it is wrong too.
 */
export function parsed<T extends z.ZodType>(
  schema: T,
  raw: RawObject,
  prefix: string,
  complete: (raw: RawObject, standIns: boolean) => RawObject,
  faults: Fault[],
): z.output<T> | undefined {
  const value = complete(raw, false);
  const first = schema.safeParse(value);
  if (first.success) return first.data;
  faults.push(...faultsOf(first.error.issues, { schema, value, prefix }));
  let rest = raw;
  let result = schema.safeParse(complete(rest, true));
  while (!result.success && Object.keys(rest).length > 0) {
    const paths = result.error.issues.flatMap(pathsOf);
    const given = paths.filter((path) => valueAt(rest, path) !== undefined);
    // What is gone with another is not taken out once more: that would take what stands around it.
    rest =
      given.length > 0
        ? given.reduce(
            (left, path) => (valueAt(left, path) === undefined ? left : withoutPath(left, path)),
            rest,
          )
        : withoutPath(rest, paths[0]!);
    result = schema.safeParse(complete(rest, true));
  }
  return result.data;
}

function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

function withoutPath(value: RawObject, path: readonly PropertyKey[]): RawObject {
  return (without(value, path) ?? {}) as RawObject;
}
