import { createHmac, timingSafeEqual } from "node:crypto";

/** Collection of one point for each token that opens anything. */
export const tokenCollection = "_tokens";

/**
 * What Qdrant reads of a token (src/common/auth/claims.rs of its source). `prw` is points: neither the list of all
 * collections, nor making or deleting one, nor its indexes and snapshots. A token opens nothing without its point.
 */
export interface Claims {
  /** The module, for Qdrant's audit log. */
  readonly subject: string;
  readonly access: readonly { readonly collection: string; readonly access: "prw" }[];
  readonly value_exists: {
    readonly collection: typeof tokenCollection;
    readonly matches: readonly [{ readonly key: "id"; readonly value: string }];
  };
}

export function claimsFor(module: string, collections: readonly string[], id: string): Claims {
  return {
    subject: module,
    access: [...collections].sort().map((collection) => ({ collection, access: "prw" })),
    value_exists: { collection: tokenCollection, matches: [{ key: "id", value: id }] },
  };
}

export function idOf(claims: Claims): string {
  return claims.value_exists.matches[0].value;
}

/** A JSON Web Token by HS256, which is the one algorithm that Qdrant takes. */
export function sign(claims: Claims, key: string): string {
  const signed = [{ alg: "HS256", typ: "JWT" }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${signed}.${signature(signed, key).toString("base64url")}`;
}

export function isSignedBy(token: string, key: string): boolean {
  const [header, payload, found] = token.split(".");
  const given = Buffer.from(found ?? "", "base64url");
  const made = signature(`${header}.${payload}`, key);
  return given.length === made.length && timingSafeEqual(given, made);
}

/** Undefined for a text that is no token of this kind, such as the `pending` of a new secret. */
export function readClaims(text: string): Claims | undefined {
  try {
    const claims = JSON.parse(Buffer.from(text.split(".")[1]!, "base64url").toString()) as Partial<Claims>;
    const id = claims.value_exists?.matches[0].value;
    return typeof id === "string" && Array.isArray(claims.access) ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

function signature(signed: string, key: string): Buffer {
  return createHmac("sha256", key).update(signed).digest();
}
