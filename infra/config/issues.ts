import type { z } from "zod";
import { fault, pathText, type Fault } from "../faults";
import { suggestion } from "./nearest";
import { keysOf, schemaAt } from "./schemaTree";

type Issue = z.core.$ZodIssue;
interface Place {
  readonly schema: z.ZodType;
  readonly value: unknown;
  /** How the path starts in front of the operator, e.g. `aws:` for the provider's namespace. */
  readonly prefix: string;
}

/** The faults that a schema found, in words. */
export function faultsOf(issues: readonly Issue[], place: Place): Fault[] {
  return issues
    .flatMap((issue) => flatten(issue, []))
    .flatMap((issue) => [issue, ...below(issue, place)])
    .filter(hasRightType)
    .flatMap((issue) => describe(issue, place))
    .map((found) => ({ ...found, path: place.prefix + found.path }));
}

/** Zod reads no entry whose key it refuses, and whoever mends the key shall not find the next fault only then. */
function below({ code, path }: Issue, place: Place): Issue[] {
  if (code !== "invalid_key") return [];
  const entry = schemaAt(place.schema, path)?.safeParse(valueAt(place.value, path));
  return (entry?.error?.issues ?? [])
    .flatMap((issue) => flatten(issue, path))
    .flatMap((issue) => [issue, ...below(issue, place)]);
}

/** A value of the wrong type has no length: text in place of a list is not "too long" as well. */
function hasRightType({ code, path }: Issue, _: number, all: readonly Issue[]): boolean {
  if (code !== "too_small" && code !== "too_big") return true;
  const place = pathText(path);
  return !all.some((other) => other.code === "invalid_type" && pathText(other.path) === place);
}

/** A value that fits no alternative is told the faults of the one that it was meant to be. */
function flatten(issue: Issue, base: readonly PropertyKey[]): Issue[] {
  const path = [...base, ...issue.path];
  if (issue.code !== "invalid_union") return [{ ...issue, path }];
  const meant = issue.errors.find(
    (branch) =>
      branch.every((inner) => inner.code !== "invalid_type" || inner.path.length > 0) &&
      branch.some((inner) => inner.path.length > 0 || inner.code === "unrecognized_keys"),
  );
  if (meant) return meant.flatMap((inner) => flatten(inner, path));
  const scalar = issue.errors
    .flat()
    .find((inner) => inner.code !== "invalid_type" && inner.code !== "invalid_value");
  return scalar ? flatten(scalar, path) : [{ ...issue, path }];
}

function describe(issue: Issue, { schema, value }: Place): Fault[] {
  const got = valueAt(value, issue.path);
  const help = schemaAt(schema, issue.path)?.description ?? "See the generated reference of the stack file.";
  const at = (rule: string, fix: string = help) => [fault(issue.path, rule, got, fix)];
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysOf(schemaAt(schema, issue.path));
      return issue.keys.map((key) =>
        fault([...issue.path, key], "is not a known key", undefined, suggestion(key, known)),
      );
    }
    case "invalid_type":
      return got === undefined
        ? at("is required")
        : at(`must be ${typeWords[issue.expected] ?? issue.expected}`);
    case "invalid_value": {
      const known = issue.values.map(String);
      return got === undefined
        ? at("is required")
        : at(`must be one of ${known.join(", ")}`, enumFix(got, issue.values) ?? help);
    }
    case "too_small":
      return at(`must ${sizeWords[issue.origin] ?? "be"} at least ${issue.minimum}`);
    case "too_big":
      return at(`must ${sizeWords[issue.origin] ?? "be"} at most ${issue.maximum}`);
    case "invalid_key":
      // The key stands in the path, and is all that this is about.
      return issue.issues.map((inner) => {
        const [rule, fix] = ruleAndFix(inner.message);
        return fault(issue.path, rule, undefined, fix);
      });
    case "invalid_format":
      return issue.format === "email"
        ? at("must be a mail address", "Write it as team@example.com.")
        : at(...ruleAndFix(issue.message));
    case "invalid_union":
      return at("has the wrong kind of value");
    default:
      return at(issue.message);
  }
}

/** `version: 11.8` is a number to YAML, and a sentence that asks for 11.8 would be no help. */
function enumFix(got: unknown, values: readonly unknown[]): string | undefined {
  if (typeof got === "string") return suggestion(got, values.map(String));
  return values.includes(String(got)) ? `Put it in quotes: "${String(got)}".` : undefined;
}

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a set of keys",
  record: "a set of keys",
};
const sizeWords: Readonly<Record<string, string>> = {
  string: "have a length of",
  array: "have",
  number: "be",
  int: "be",
};

/** schema/scalars.ts carries both sentences in the message. */
function ruleAndFix(message: string): [rule: string, fix: string] {
  const { rule, fix } = JSON.parse(message) as { rule: string; fix: string };
  return [rule, fix];
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, key)
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}
