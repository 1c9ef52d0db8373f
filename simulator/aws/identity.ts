import { createHash } from "node:crypto";

/** AWS's own example account: nobody's. */
export const simulatedAccount = "123456789012";

/** Hexadecimal digits that hang on the URN alone, so that every run gives the same ids. */
export function digits(urn: string, count: number): string {
  return createHash("sha256").update(urn).digest("hex").slice(0, count);
}

/** Pulumi's auto-naming: the logical name and seven random digits. */
export function physicalName(
  resource: { readonly name: string; readonly urn: string },
  given: unknown,
): string {
  return typeof given === "string" && given !== "" ? given : `${resource.name}-${digits(resource.urn, 7)}`;
}
