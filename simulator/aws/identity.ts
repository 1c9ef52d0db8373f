import { createHash } from "node:crypto";
import type { Place } from "./types";

/** AWS's own example account: nobody's. */
export const simulatedAccount = "123456789012";

/** Another of AWS's example accounts: whoever takes the one for the other is seen. */
export const sharedAccount = "111122223333";

/** Hexadecimal digits that hang on the URN alone, so that every run gives the same ids. */
export function digits(urn: string, count: number): string {
  return createHash("sha256").update(urn).digest("hex").slice(0, count);
}

export function uuid(urn: string): string {
  return digits(urn, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function arnOf(service: string, { region, account }: Place, rest: string): string {
  return `arn:aws:${service}:${region}:${account}:${rest}`;
}

/** Pulumi's auto-naming: the logical name and seven random digits. */
export function physicalName(
  resource: { readonly name: string; readonly urn: string },
  given: unknown,
): string {
  return typeof given === "string" && given !== "" ? given : `${resource.name}-${digits(resource.urn, 7)}`;
}
