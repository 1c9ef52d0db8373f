import {
  JwkInvalidKtyError,
  JwkInvalidUseError,
  JwtExpiredError,
  JwtInvalidAudienceError,
  JwtInvalidClaimError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureAlgorithmError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
  JwtParseError,
  JwtWithoutValidKidError,
  KidNotFoundInJwksError,
  WaitPeriodNotYetEndedJwkError,
} from "aws-jwt-verify/error";
import { type Fetcher, SimpleFetcher } from "aws-jwt-verify/https";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { JwtVerifier } from "aws-jwt-verify/jwt-verifier";
import { type Reason, Refusal } from "./refusal";
import type { Settings } from "./settings";
import type { Claims } from "./token";

export interface Verifier {
  /** Fetches the issuer's keys ahead of the first request. */
  hydrate(): Promise<void>;
  /** The token's claims, its subject certainly among them; a Refusal when the token is at fault. */
  verify(token: string): Promise<VerifiedClaims>;
}

export type VerifiedClaims = Claims & { readonly sub: string };

/** OpenID Connect Core, section 2. Ours to hold: KMS takes 4,096 bytes, and its refusal would look like our fault. */
const longestSubject = 255;

/** What the client is answerable for. Whatever is not here is our fault or the issuer's, such as a FetchError. */
const reasons: readonly (readonly [abstract new (...args: never) => Error, Reason])[] = [
  [JwtParseError, "malformed-token"],
  [JwtWithoutValidKidError, "unknown-key"],
  [KidNotFoundInJwksError, "unknown-key"],
  // The keys were fetched a moment ago and are not fetched again for each made-up key.
  [WaitPeriodNotYetEndedJwkError, "unknown-key"],
  // The token names a key that is not for signatures.
  [JwkInvalidUseError, "unknown-key"],
  [JwkInvalidKtyError, "unknown-key"],
  [JwtInvalidSignatureAlgorithmError, "wrong-algorithm"],
  [JwtInvalidSignatureError, "wrong-signature"],
  [JwtInvalidIssuerError, "wrong-issuer"],
  [JwtInvalidAudienceError, "wrong-audience"],
  [JwtExpiredError, "expired"],
  [JwtNotBeforeError, "not-yet-valid"],
  [JwtInvalidClaimError, "wrong-claim"],
];

export function verifierFor(
  { issuer, audience, jwksUri, clockSkewSeconds }: Settings,
  fetcher: Fetcher = new SimpleFetcher(),
): Verifier {
  const verifier = JwtVerifier.create(
    {
      issuer,
      audience: [...audience],
      ...(jwksUri !== undefined && { jwksUri }),
      graceSeconds: clockSkewSeconds,
      customJwtCheck: ({ header, payload }) => {
        checkWhatTheLibraryLeaves(header, payload);
      },
    },
    { jwksCache: new SimpleJwksCache({ fetcher }) },
  );
  return {
    hydrate: () => verifier.hydrate(),
    verify: async (token) => {
      try {
        return (await verifier.verify(token)) as VerifiedClaims;
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
}

function checkWhatTheLibraryLeaves(header: Claims, payload: Claims): void {
  // The library takes a token without an end for one that never ends.
  if (typeof payload.exp !== "number") throw new Refusal("no-expiry");
  if (typeof payload.sub !== "string" || payload.sub === "" || payload.sub.length > longestSubject)
    throw new Refusal("no-subject");
  // RFC 7515, section 4.1.11: what a token calls critical must be understood or the token refused.
  if (header.crit !== undefined) throw new Refusal("unknown-extension");
}

function asRefusal(error: unknown): unknown {
  const reason = reasons.find(([type]) => error instanceof type)?.[1];
  if (reason !== undefined) return new Refusal(reason);
  return isOfCrypto(error) ? new Refusal("wrong-signature") : error;
}

/**
 * Node's crypto throws where a signature has not the length of its curve, or the header's algorithm does not
 * suit a key that names none. Only a key that it cannot read at all is the issuer's fault.
 */
function isOfCrypto(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^ERR_(OSSL|CRYPTO)_/.test(code) && code !== "ERR_CRYPTO_INVALID_JWK";
}
