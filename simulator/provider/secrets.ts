import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { resourceTypes } from "../aws/resourceTypes";

/** How the engine marks a secret on the wire: https://github.com/pulumi/pulumi, sdk/go/common/resource/sig. */
const signature = "4dabf18193072939515e22adb298388d";
const secretKind = "1b47061264138c4ac30d75fd1eb44270";
/** An asset and an archive, in the same way. */
const fileKinds: readonly unknown[] = [
  "c44067f5952c0a294b673a41bacd8c17",
  "0def7320c3a5731c473e5ecbe6d01bc7",
];

/** A secret as the journal holds it: enough to see that it changed, too little to read it. */
interface Sealed {
  readonly sealed: string;
}

/** Outputs as the engine gets them. */
export function marked(type: string, outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const secret = (value: unknown) =>
    isObject(value) && value[signature] === secretKind ? value : { [signature]: secretKind, value };
  const names = (resourceTypes[type]?.secrets ?? []).filter((name) => outputs[name] !== undefined);
  return { ...outputs, ...Object.fromEntries(names.map((name) => [name, secret(outputs[name])])) };
}

/**
 * The same value with every secret in it sealed, so that no file of a rehearsal holds one in plain text. A file is
 * sealed as well: what counts is what is in it, not where it lay or how long it is.
 */
export function seal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(seal);
  if (typeof value !== "object" || value === null) return value;
  const kind = (value as Readonly<Record<string, unknown>>)[signature];
  if (kind === secretKind) return sealed((value as { readonly value: unknown }).value);
  if (fileKinds.includes(kind)) return sealed((value as { readonly hash?: string }).hash ?? value);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, seal(inner)]));
}

/** Puts the state's own values back where the cloud holds nothing but their seals. */
export function unseal(cloud: unknown, state: unknown): unknown {
  if (isDeepStrictEqual(cloud, seal(state))) return state;
  if (Array.isArray(cloud))
    return Array.isArray(state) ? cloud.map((value, index) => unseal(value, state[index])) : cloud;
  if (!isObject(cloud) || !isObject(state)) return cloud;
  return Object.fromEntries(Object.entries(cloud).map(([key, value]) => [key, unseal(value, state[key])]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sealed(value: unknown): Sealed {
  return { sealed: createHash("sha256").update(JSON.stringify(value)).digest("hex") };
}
