import type { PolicyDocument } from "aws-lambda";
import { type Route, routePattern } from "./settings";

/** All that a REST API can route. */
const verbs = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Partition, region, account, API and stage; a stage may read `$default` or be escaped, but is no pattern. */
const stageArn = /^arn:aws[a-z-]*:execute-api:[a-z0-9-]+:\d{12}:[A-Za-z0-9]+\/[A-Za-z0-9_.~%$-]+(?=\/)/;

/**
 * What the scopes open, for every route at once: API Gateway keeps the answer under the token and applies it
 * to whatever the token asks for next.
 *
 * Each method is named. An asterisk in its place would match slashes too, and so open `GET /secret/plan` with
 * `/plan` (https://www.tenchisecurity.com/the-fault-in-our-stars/). At the end it is safe: nothing follows it.
 *
 * So a route takes 14 ARNs of about 85 bytes, and with eight routes the answer passes 8 KB. Nothing is merged,
 * for whatever is shorter opens more. The quota of 8 KB on an authorizer's result is one of WebSocket APIs
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html);
 * among those of REST APIs there is none, and larger results were seen to work
 * (https://repost.aws/questions/QUzilwCUByQz6iUi-9hwPFJQ). An ARN in it is limited to 512 characters
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html),
 * which a path of 126 and a stage of 128 keep to.
 */
export function policyFor(
  methodArn: string,
  routes: readonly Route[],
  scopes: readonly string[],
): PolicyDocument {
  const stage = stageArn.exec(methodArn)?.[0];
  if (stage === undefined) throw new Error("the method's ARN has a form that this function does not know");

  const open = routes.filter(
    (route) => route.scopes.length === 0 || route.scopes.some((scope) => scopes.includes(scope)),
  );
  for (const { path } of open)
    if (!routePattern.test(path)) throw new Error(`the path ${path} would be a pattern in a policy`);

  // A document without a statement is none, and API Gateway would answer 500 instead of 403.
  if (open.length === 0) return document("Deny", [`${stage}/*`]);
  return document(
    "Allow",
    open.flatMap(({ path }) =>
      verbs.flatMap((verb) => [`${stage}/${verb}${path}`, `${stage}/${verb}${path}/*`]),
    ),
  );
}

function document(effect: "Allow" | "Deny", resources: string[]): PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: [{ Effect: effect, Action: "execute-api:Invoke", Resource: resources }],
  };
}
