import { resourceTypes } from "../aws/resourceTypes";
import type { Values } from "../aws/types";
import { SimulatedAwsError } from "./errors";
import type { CloudRecord } from "./journal";

/** @throws SimulatedAwsError when something still uses the resource. */
export function checkUnused(record: CloudRecord, others: readonly CloudRecord[]): void {
  const user = others.find((other) => other !== record && holds(other, record));
  const code = resourceTypes[record.type]?.refusal ?? "DependencyViolation";
  if (user) throw new SimulatedAwsError(code, `${record.id} is in use by ${user.urn}`);
}

function holds(user: CloudRecord, used: CloudRecord): boolean {
  if (!resourceTypes[user.type]?.holds?.includes(used.type)) return false;
  // The rules of the group itself go with it.
  if (user.inputs.securityGroupId === used.id) return false;
  const { namedBy } = resourceTypes[used.type]!;
  const handles = handlesOf(used);
  return namedBy?.(used.inputs, user.inputs) ?? stringsIn(othersIn(user)).some((text) => handles.has(text));
}

/** @throws SimulatedAwsError when the inputs name something that is gone. */
export function checkReferences(inputs: unknown, gone: ReadonlySet<string>): void {
  const stale = stringsIn(inputs).find((text) => gone.has(text));
  if (stale !== undefined) throw new SimulatedAwsError("NotFound", `there is no ${stale} any more`);
}

/** The inputs that may name other resources: neither tags, nor what the resource itself is called. */
export function othersIn({ type, inputs }: { readonly type: string; readonly inputs: Values }): Values {
  const own = [
    "name",
    "family",
    "identifier",
    "tags",
    ...(type === "aws:s3/bucket:Bucket" ? ["bucket"] : []),
  ];
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !own.includes(key)));
}

/** What nobody can name any more once the resource is gone: a part of a bucket has the bucket's id, not its own. */
export function goneWith(record: CloudRecord): string[] {
  const others = stringsIn(othersIn(record));
  return [record.id, record.computed.arn].filter(
    (handle): handle is string => typeof handle === "string" && !others.includes(handle),
  );
}

/** What others know a resource by. */
export function handlesOf({ id, computed }: CloudRecord): Set<string> {
  return new Set([id, computed.arn, computed.name].filter((handle) => typeof handle === "string"));
}

function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
