import type { APIGatewayAuthorizerWithContextResult, APIGatewayRequestAuthorizerEvent } from "aws-lambda";
import { policyFor } from "./policy";
import { Refusal } from "./refusal";
import type { Route } from "./settings";
import { clientOf, scopesOf, tokenOf } from "./token";
import type { Verifier } from "./verify";

/** What the API's access log learns of the caller. */
export type CallerContext = {
  readonly subject: string;
  readonly client?: string;
  /** Separated by spaces. */
  readonly scope: string;
};
export type Answer = APIGatewayAuthorizerWithContextResult<CallerContext>;

export interface Parts {
  readonly routes: readonly Route[];
  readonly verifier: Verifier;
  readonly pseudonymOf: (sub: string) => Promise<string>;
  /** Takes one line without its end. */
  readonly log: (line: string) => void;
}

/**
 * The whole decision. A token that does not hold makes API Gateway answer 401, by the one word that it knows;
 * a fault of ours makes it answer 500, as any other word does. Neither says why to the client, and nobody
 * gets in.
 */
export function authorizer({ routes, verifier, pseudonymOf, log }: Parts) {
  const logged = (level: "WARN" | "ERROR", event: APIGatewayRequestAuthorizerEvent, what: object) => {
    log(JSON.stringify({ level, ...what, requestId: event.requestContext?.requestId }));
  };
  // Begun when the function starts. The first request waits for it, and asks again if it failed.
  const hydrated = verifier.hydrate().catch((error: unknown) => {
    log(JSON.stringify({ level: "ERROR", message: "no keys at the start", ...named(error) }));
  });

  return async (event: APIGatewayRequestAuthorizerEvent): Promise<Answer> => {
    try {
      const token = tokenOf(event);
      await hydrated;
      const claims = await verifier.verify(token);
      const scopes = scopesOf(claims);
      const policyDocument = policyFor(event.methodArn, routes, scopes);
      const subject = await pseudonymOf(claims.sub);
      const client = clientOf(claims);
      const context = { subject, ...(client !== undefined && { client }), scope: scopes.join(" ") };
      return { principalId: subject, policyDocument, context };
    } catch (error) {
      if (error instanceof Refusal) {
        logged("WARN", event, { message: "refused", reason: error.reason });
        throw new Error("Unauthorized");
      }
      logged("ERROR", event, { message: "failed", ...named(error) });
      throw new Error("the authorizer failed");
    }
  };
}

function named(error: unknown): object {
  if (!(error instanceof Error)) return { error: typeof error };
  // AWS's clients put the service's own word into the name; the library of tokens has classes only.
  return { error: error.name === "Error" ? error.constructor.name : error.name, detail: error.message };
}
