import type { NameRule } from "../aws/nameRule";
import { resourceTypes } from "../aws/resourceTypes";
import type { Neighbour, Values } from "../aws/types";
import { SimulatedAwsError } from "./errors";
import type { CloudRecord } from "./journal";

/** https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html: 50 tags, 128 and 256 characters. */
const tagLimits = { tags: 50, key: 128, value: 256 };

/** @throws SimulatedAwsError for what AWS would refuse in its own words. */
export function checkLimits(
  wanted: Pick<CloudRecord, "urn" | "type"> & { readonly values: Values },
  others: readonly CloudRecord[],
): void {
  const rivals = others.filter(({ type }) => type === wanted.type);
  const { name, onlyOne, fault, clash } = resourceTypes[wanted.type] ?? {};
  if (name) checkName(name, wanted.values, rivals);
  // A record of DNS may say that it takes the place of another.
  if (onlyOne && wanted.values.allowOverwrite !== true) {
    const taken = rivals.find((rival) => sameIn(onlyOne, valuesOf(rival), wanted.values));
    if (taken) throw new SimulatedAwsError("Conflict", `${taken.urn} has the same ${onlyOne.join(" and ")}`);
  }
  const found =
    fault?.(wanted.values, others.map(neighbour)) ??
    rivals.map((rival) => clash?.(wanted.values, valuesOf(rival))).find((each) => each !== undefined);
  if (found) throw new SimulatedAwsError(found.code, found.detail);
  checkTags(wanted.values.tags);
}

function checkName(rule: NameRule, values: Values, rivals: readonly CloudRecord[]): void {
  const given = values[rule.property];
  if (typeof given !== "string") return;
  const { min = 1, max, characters } = rule;
  if (given.length < min || given.length > max || !characters.test(given))
    throw new SimulatedAwsError(
      "ValidationError",
      `${rule.property} "${given}" must have ${min} to ${max} characters and match ${characters.source}`,
    );
  const same = [rule.property, ...(rule.uniqueIn ?? [])];
  if (rule.taken !== undefined && rivals.some((rival) => sameIn(same, valuesOf(rival), values)))
    throw new SimulatedAwsError(rule.taken, `"${given}" is taken`);
}

function checkTags(tags: unknown): void {
  const entries = tagsOf(tags);
  if (entries.length > tagLimits.tags)
    throw new SimulatedAwsError("TooManyTags", `${entries.length} tags, at most ${tagLimits.tags}`);
  for (const [key, value] of entries) {
    if (key.length > tagLimits.key || value.length > tagLimits.value)
      throw new SimulatedAwsError("InvalidTag", `tag ${key} is too long`);
    if (/^aws:/i.test(key)) throw new SimulatedAwsError("InvalidTag", `tag ${key} begins as those of AWS do`);
  }
}

/** An Auto Scaling group has a list of tags; everything else has an object. */
function tagsOf(tags: unknown): (readonly [key: string, value: string])[] {
  if (Array.isArray(tags))
    return (tags as readonly Values[]).map(({ key, value }) => [String(key), String(value)]);
  return Object.entries((tags ?? {}) as Values).map(([key, value]) => [key, String(value)]);
}

function neighbour(record: CloudRecord): Neighbour {
  return { type: record.type, values: valuesOf(record) };
}

function valuesOf({ inputs, computed }: CloudRecord): Values {
  return { ...inputs, ...computed };
}

function sameIn(keys: readonly string[], a: Values, b: Values): boolean {
  return keys.every((key) => at(a, key) !== undefined && at(a, key) === at(b, key));
}

function at(values: Values, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);
}
