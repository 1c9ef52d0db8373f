import type { APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { Refusal } from "./refusal";
import { scopePattern } from "./settings";

/** What the issuer vouches for; a claim can be anything that JSON can say. */
export type Claims = Readonly<Record<string, unknown>>;

/** API Gateway takes 10,240 bytes for the request line and all headers together. */
const longestToken = 8192;
const longestClient = 128;

/**
 * The bearer token of the request. Two Authorization headers are refused even when they agree: whatever
 * stands behind this function might read the other one.
 */
export function tokenOf(
  event: Pick<APIGatewayRequestAuthorizerEvent, "headers" | "multiValueHeaders">,
): string {
  // API Gateway sends each header in both; only the second has all values of one that came twice.
  const several = named(event.multiValueHeaders).flat();
  const values = several.length > 0 ? several : named(event.headers);
  const [value] = values;
  if (value === undefined || value === "") throw new Refusal("missing-token");
  if (values.length > 1) throw new Refusal("several-tokens");

  const token = /^Bearer +([A-Za-z0-9._~+/=-]+) *$/i.exec(value)?.[1];
  if (token === undefined) throw new Refusal("malformed-token");
  if (token.length > longestToken) throw new Refusal("oversized-token");
  return token;
}

function named<T>(headers: Readonly<Record<string, T | undefined>> | null): T[] {
  return Object.entries(headers ?? {}).flatMap(([name, value]) =>
    name.toLowerCase() === "authorization" && value !== undefined ? [value] : [],
  );
}

/**
 * The token's scopes under the first name that it uses: `scope` (RFC 9068), `scp` (Entra ID, Okta) or
 * `scopes`. Not all of them together, for a claim of another meaning must not add to what was granted.
 */
export function scopesOf(claims: Claims): string[] {
  const claim = claims.scope ?? claims.scp ?? claims.scopes;
  const given: unknown[] = typeof claim === "string" ? claim.split(" ") : Array.isArray(claim) ? claim : [];
  const scopes = given.filter((scope) => typeof scope === "string" && scopePattern.test(scope)) as string[];
  return [...new Set(scopes)];
}

/** The application that the token was issued to; made fit for a header and a line of the access log. */
export function clientOf(claims: Claims): string | undefined {
  const claim = [claims.azp, claims.client_id, claims.appid].find((value) => typeof value === "string");
  // RFC 6749, appendix A.1: a client's name is printable ASCII.
  const client = claim?.replace(/[^\x20-\x7e]/g, "").slice(0, longestClient);
  return client === "" ? undefined : client;
}
