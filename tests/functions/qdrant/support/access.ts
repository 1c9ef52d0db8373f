import { jwtVerify } from "jose";

/** What an operation asks of a token, in the words of Qdrant's lib/storage/src/rbac/mod.rs. */
export interface Requirements {
  readonly write?: boolean;
  readonly manage?: boolean;
  /** Snapshots, payload indexes and the like. */
  readonly extras?: boolean;
}

interface CollectionAccess {
  readonly collection: string;
  readonly access: "r" | "rw" | "prw";
}

/** Read or manage everything, or a list of collections. */
export type Access = "r" | "m" | readonly CollectionAccess[];

interface ValueExists {
  readonly collection: string;
  readonly matches: readonly { readonly key: string; readonly value: unknown }[];
}

export interface Keys {
  readonly key: string;
  readonly alternate: string;
}

export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** src/common/auth/mod.rs, validate_request: what the bearer of a key or a token may do. */
export async function accessOf(
  bearer: string | undefined,
  { key, alternate }: Keys,
  exists: (collection: string, matches: ValueExists["matches"]) => boolean,
): Promise<Access> {
  if (bearer === undefined)
    throw new Refusal(401, "Must provide an API key or an Authorization bearer token");
  const keys = [key, alternate].filter((text) => text !== "");
  if (keys.includes(bearer)) return "m";

  const claims = await claimsOf(bearer, keys);
  const { access = "m", value_exists: value } = claims as { access?: Access; value_exists?: ValueExists };
  if (value !== undefined && !exists(value.collection, value.matches))
    throw new Refusal(401, "Invalid JWT, stateful validation failed");
  return access;
}

/** jwt_parser.rs: HS256 only, and 30 seconds for clocks that differ. No claim must be there. */
async function claimsOf(token: string, keys: readonly string[]): Promise<object> {
  let refusal = new Refusal(401, "Invalid API key or JWT");
  for (const key of keys)
    try {
      const options = { algorithms: ["HS256"], clockTolerance: 30 };
      return (await jwtVerify(token, new TextEncoder().encode(key), options)).payload;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === "ERR_JWS_SIGNATURE_VERIFICATION_FAILED") refusal = new Refusal(403, "InvalidSignature");
      if (code === "ERR_JWT_EXPIRED") refusal = new Refusal(403, "ExpiredSignature");
    }
  throw refusal;
}

/** Access::check_global_access. */
export function checkGlobal(access: Access, { write, manage }: Requirements): void {
  if (typeof access !== "string") throw new Refusal(403, "Global access is required");
  if ((write === true || manage === true) && access !== "m")
    throw new Refusal(403, "Global manage access is required");
}

/** Access::check_collection_access. */
export function checkCollection(access: Access, collection: string, needs: Requirements): void {
  if (typeof access === "string") {
    checkGlobal(access, needs);
    return;
  }
  const found = access.find((one) => one.collection === collection);
  if (found === undefined) throw new Refusal(403, `Access to collection ${collection} is required`);
  if (needs.extras === true && found.access === "prw")
    throw new Refusal(403, `Only points access is allowed for collection ${collection}`);
  if (needs.write === true && found.access === "r")
    throw new Refusal(403, `Write access to collection ${collection} is required`);
  if (needs.manage === true) throw new Refusal(403, "Manage access for this operation is required");
}

export function mayRead(access: Access, collection: string): boolean {
  try {
    checkCollection(access, collection, {});
    return true;
  } catch {
    return false;
  }
}
