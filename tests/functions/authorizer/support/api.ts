import type { APIGatewayRequestAuthorizerEvent, PolicyDocument } from "aws-lambda";
import { createHmac } from "node:crypto";
import { authorizer, type Answer } from "../../../../functions/authorizer/authorize";
import { readSettings, type Settings } from "../../../../functions/authorizer/settings";
import { pseudonyms } from "../../../../functions/authorizer/subject";
import { verifierFor } from "../../../../functions/authorizer/verify";
import { decide, type Decision } from "../../../support/iam";
import { audience, issuerUrl, type KeyPage } from "./issuer";

export const stage = "arn:aws:execute-api:ap-northeast-2:123456789012:abcdef1234/prod";
export const keyArn = "arn:aws:kms:ap-northeast-2:123456789012:key/11111111-2222-3333-4444-555555555555";

export const environment = {
  ISSUER: issuerUrl,
  AUDIENCE: JSON.stringify([audience, "https://other.example.com"]),
  ROUTES: JSON.stringify([
    { path: "/planning", scopes: ["planning/invoke", "admin"] },
    { path: "/plan", scopes: ["plan/invoke"] },
    { path: "/help", scopes: [] },
  ]),
  SUBJECT_KEY_ID: keyArn,
};

/** What API Gateway sends for `GET /planning/jobs`, as far as the authorizer reads it, and some more. */
export function eventWith(
  headers: Record<string, string>,
  multi?: Record<string, string[]>,
): APIGatewayRequestAuthorizerEvent {
  return {
    type: "REQUEST",
    methodArn: `${stage}/GET/planning/jobs`,
    resource: "/planning/{proxy+}",
    path: "/planning/jobs",
    httpMethod: "GET",
    headers,
    multiValueHeaders: multi ?? Object.fromEntries(Object.entries(headers).map(([n, v]) => [n, [v]])),
    pathParameters: { proxy: "jobs" },
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    stageVariables: {},
    requestContext: { requestId: "request-1" },
  } as unknown as APIGatewayRequestAuthorizerEvent;
}

export const bearer = (token: string) => eventWith({ Authorization: `Bearer ${token}` });

/** What KMS does, with a key that the test knows. */
export const kmsOf = (message: Uint8Array) => createHmac("sha256", "no secret").update(message).digest();

/** One start of the function, with its log. */
export function start(page: KeyPage, change: Record<string, string> = {}) {
  const settings: Settings = readSettings({ ...environment, ...change });
  const log: string[] = [];
  const macs: string[] = [];
  const handler = authorizer({
    routes: settings.routes,
    verifier: verifierFor(settings, page),
    pseudonymOf: pseudonyms((message) => {
      macs.push(Buffer.from(message).toString());
      return Promise.resolve(kmsOf(message));
    }, settings.issuer),
    log: (line) => log.push(line),
  });
  const ask = (token: string): Promise<Answer> => handler(bearer(token));
  return { handler, ask, log, macs };
}

/** What became of a request: the answer's own, or the word that the error says to API Gateway. */
export async function outcome(answer: Promise<Answer>): Promise<Answer | string> {
  try {
    return await answer;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What IAM says of one request, `GET/planning/jobs`, with this policy alone. */
export async function decisionOn(policy: PolicyDocument, request: string, at = stage): Promise<Decision> {
  return decide({
    identityPolicies: { authorizer: JSON.stringify(policy) },
    principal: "arn:aws:iam::123456789012:role/caller",
    action: "execute-api:Invoke",
    resource: `${at}/${request}`,
  });
}
