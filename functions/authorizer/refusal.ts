export type Reason =
  | "missing-token"
  | "several-tokens"
  | "malformed-token"
  | "oversized-token"
  | "unknown-key"
  | "wrong-algorithm"
  | "wrong-signature"
  | "wrong-issuer"
  | "wrong-audience"
  | "expired"
  | "not-yet-valid"
  | "no-expiry"
  | "no-subject"
  | "unknown-extension"
  | "wrong-claim";

/** The client's fault. The reason is for our log: told to a client, it would help only whoever forges tokens. */
export class Refusal extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
    this.name = "Refusal";
  }
}
