import type { EdgeConfig } from "../../infra/config/schema/edge";

/**
 * One line of JSON for each request, without anything that a caller wrote: no path below the route, no query, no
 * header, no body, no address. The subject lets one follow what a user did, and not who it was: Cognito's is a
 * random id that only the user pool can resolve, another issuer's is a code that only the environment's key can
 * make. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function accessLogFormat(authentication: EdgeConfig["authentication"]): string {
  const caller =
    authentication === "cognito"
      ? { subject: "$context.authorizer.claims.sub", client: "$context.authorizer.claims.client_id" }
      : { subject: "$context.authorizer.subject", client: "$context.authorizer.client" };
  return JSON.stringify({
    requestId: "$context.requestId",
    extendedRequestId: "$context.extendedRequestId",
    time: "$context.requestTimeEpoch",
    ...caller,
    key: "$context.identity.apiKeyId",
    method: "$context.httpMethod",
    route: "$context.resourcePath",
    status: "$context.status",
    moduleStatus: "$context.integration.status",
    milliseconds: "$context.responseLatency",
    moduleMilliseconds: "$context.integration.latency",
    bytes: "$context.responseLength",
    refusedBy: "$context.error.responseType",
    firewall: "$context.waf.status",
  });
}
