import { moduleHeader, type Route } from "../../infra/routes";
import { timeoutChain } from "../../infra/timeouts";

/** A route of the API, with all that AWS had to make first. */
export interface ApiRoute extends Route {
  readonly module: string;
  readonly longestResponseSeconds: number;
  readonly loadBalancerArn: string;
}

/** What stands behind the header `Authorization`. */
export type Authorizer =
  | { readonly kind: "cognito"; readonly userPoolArn: string }
  | { readonly kind: "issuer"; readonly invokeArn: string; readonly roleArn: string };

export interface ApiArgs {
  readonly title: string;
  readonly routes: readonly ApiRoute[];
  readonly authorizer: Authorizer;
  readonly vpcLinkId: string;
  /** Scheme and host of the way to the load balancers; with https, the host is the name on their certificate. */
  readonly origin: string;
  /** Whether a client must show its key. */
  readonly keys: boolean;
  /** Origin whose pages may call, or `*`. */
  readonly allowedOrigin: string | undefined;
}

type Json = Record<string, unknown>;

/** Seconds that a decision of the authorizer is kept under its token. */
const authorizationCacheSeconds = 300;

/**
 * The whole API, as API Gateway imports it. The names that begin with `x-amazon-apigateway` are described at
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions.html.
 */
export function openApi(args: ApiArgs): Json {
  const { allowedOrigin } = args;
  const closed = args.routes.some(({ scopes }) => scopes.length > 0);
  return {
    openapi: "3.0.1",
    info: { title: args.title, version: "1" },
    paths: Object.fromEntries(args.routes.flatMap((route) => pathsOf(route, args))),
    components: {
      securitySchemes: {
        ...(closed ? { authorizer: authorizerScheme(args.authorizer) } : {}),
        ...(closed && args.keys ? { key: { type: "apiKey", name: "x-api-key", in: "header" } } : {}),
      },
    },
    // Otherwise a document or a picture on its way to a module is taken for text, and spoilt.
    "x-amazon-apigateway-binary-media-types": ["*/*"],
    ...(allowedOrigin === undefined
      ? {}
      : { "x-amazon-apigateway-gateway-responses": refusalsFor(allowedOrigin) }),
  };
}

/** The path itself and all below it. */
function pathsOf(route: ApiRoute, args: ApiArgs): [string, Json][] {
  const base = route.path === "/" ? "" : route.path;
  return [
    [route.path, pathItem(route, args, { target: route.path })],
    [`${base}/{proxy+}`, pathItem(route, args, { target: `${base}/{proxy}`, proxy: true })],
  ];
}

interface Target {
  readonly target: string;
  readonly proxy?: true;
}

function pathItem(route: ApiRoute, args: ApiArgs, { target, proxy }: Target): Json {
  const parameters = [{ name: "proxy", in: "path", required: true, schema: { type: "string" } }];
  return {
    "x-amazon-apigateway-any-method": {
      summary: `Module ${route.module}`,
      tags: route.scopes.length === 0 ? ["public"] : ["token"],
      ...(proxy ? { parameters } : {}),
      // Any status and any body: the module's answer goes through as it is.
      responses: { "200": { description: "The module's answer" } },
      security: securityOf(route, args),
      "x-amazon-apigateway-integration": {
        ...privateIntegration(route, args, target),
        requestParameters: {
          // In quotes it is text, and takes the place of what a client may have sent.
          [`integration.request.header.${moduleHeader}`]: `'${route.module}'`,
          ...(proxy ? { "integration.request.path.proxy": "method.request.path.proxy" } : {}),
        },
      },
    },
    ...(args.allowedOrigin === undefined
      ? {}
      : { options: preflight(args.allowedOrigin, proxy ? parameters : []) }),
  };
}

/**
 * One requirement after the other, as AWS's own tools write them: API Gateway asks for all of them, where the
 * OpenAPI specification would be content with one
 * (https://github.com/aws/serverless-application-model/blob/develop/samtranslator/swagger/swagger.py).
 */
function securityOf({ scopes }: ApiRoute, { authorizer, keys }: ApiArgs): Json[] {
  if (scopes.length === 0) return [];
  // Cognito's scopes are checked by API Gateway, those of an issuer by the function.
  return [{ authorizer: authorizer.kind === "cognito" ? scopes : [] }, ...(keys ? [{ key: [] }] : [])];
}

/**
 * Straight to the load balancer, and the answer piece by piece as it comes. `uri` routes nothing; it says the
 * host, and whether the way is encrypted.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-private-integration.html
 */
function privateIntegration(route: ApiRoute, args: ApiArgs, target: string): Json {
  return {
    type: "http_proxy",
    httpMethod: "ANY",
    connectionType: "VPC_LINK",
    connectionId: args.vpcLinkId,
    integrationTarget: route.loadBalancerArn,
    uri: `${args.origin}${target}`,
    passthroughBehavior: "when_no_match",
    responseTransferMode: "STREAM",
    timeoutInMillis: timeoutChain(route.longestResponseSeconds).api * 1000,
  };
}

function authorizerScheme(authorizer: Authorizer): Json {
  const header = { type: "apiKey", name: "Authorization", in: "header" };
  return authorizer.kind === "cognito"
    ? {
        ...header,
        "x-amazon-apigateway-authtype": "cognito_user_pools",
        "x-amazon-apigateway-authorizer": {
          type: "cognito_user_pools",
          providerARNs: [authorizer.userPoolArn],
          authorizerResultTtlInSeconds: authorizationCacheSeconds,
        },
      }
    : {
        ...header,
        "x-amazon-apigateway-authtype": "custom",
        "x-amazon-apigateway-authorizer": {
          type: "request",
          authorizerUri: authorizer.invokeArn,
          authorizerCredentials: authorizer.roleArn,
          identitySource: "method.request.header.Authorization",
          authorizerResultTtlInSeconds: authorizationCacheSeconds,
        },
      };
}

/** What a browser asks before it calls another origin. It has no token yet, so nobody is asked for one. */
function preflight(origin: string, parameters: readonly Json[]): Json {
  const headers = corsHeaders(origin);
  return {
    summary: "May a page of another origin call?",
    ...(parameters.length === 0 ? {} : { parameters }),
    responses: {
      "204": {
        description: "Yes",
        headers: Object.fromEntries(
          Object.keys(headers).map((name) => [name, { schema: { type: "string" } }]),
        ),
      },
    },
    security: [],
    "x-amazon-apigateway-integration": {
      type: "mock",
      // With binary media types, the template below would else get no text to match.
      contentHandling: "CONVERT_TO_TEXT",
      passthroughBehavior: "when_no_templates",
      requestTemplates: { "application/json": '{"statusCode":204}' },
      responses: {
        default: { statusCode: "204", responseParameters: prefixed("method.response.header.", headers) },
      },
    },
  };
}

/** API Gateway's own refusals, so that a page can read why; modules' answers get the header at the load balancer. */
function refusalsFor(origin: string): Json {
  const responseParameters = prefixed("gatewayresponse.header.", {
    "Access-Control-Allow-Origin": corsHeaders(origin)["Access-Control-Allow-Origin"]!,
  });
  return { DEFAULT_4XX: { responseParameters }, DEFAULT_5XX: { responseParameters } };
}

/** Values stand in quotes, which is how API Gateway knows that they are no expressions. */
function corsHeaders(origin: string): Record<string, string> {
  return {
    "Access-Control-Allow-Headers": "'Authorization,Content-Type,X-Api-Key'",
    "Access-Control-Allow-Methods": "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'",
    "Access-Control-Allow-Origin": `'${origin}'`,
    "Access-Control-Max-Age": "'3600'",
  };
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Json {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
}
