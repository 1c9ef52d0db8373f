import {
  breaks,
  isTrue,
  jsonOf,
  notKnownYet,
  objectOf,
  objectsOf,
  type PolicyResource,
  type Properties,
} from "../resource";
import type { Problem, ResourceRule, StackRule } from "../rule";

const api = "aws:apigateway/restApi:RestApi";
const stage = "aws:apigateway/stage:Stage";
const methodSettings = "aws:apigateway/methodSettings:MethodSettings";
const association = "aws:wafv2/webAclAssociation:WebAclAssociation";
const domain = "aws:apigateway/domainName:DomainName";

/** What a caller wrote, or who he is: a record of a request must not hold it. */
const telling =
  /\$context\.(path|domainPrefix|identity\.(?!apiKeyId)|authorizer\.claims\.(?!sub\b|client_id\b))/;

export const edgeRules: readonly (ResourceRule | StackRule)[] = [
  {
    kind: "resource",
    name: "api-asks-for-tokens",
    demand: "Every operation of an API asks for a token, or is marked as public on purpose.",
    relaxable: false,
    types: [api],
    check: ({ properties }) =>
      operationsOf(properties.body)
        .filter(([, operation]) => openByAccident(operation))
        .map(([name]) => ({
          message: `Whoever knows the address may call ${name}.`,
          fix: "Give the route scopes, or say public: true in the stack file.",
        })),
  },
  {
    kind: "resource",
    name: "api-records-no-content",
    demand: "An API keeps records of its requests, without what callers wrote and who they are.",
    relaxable: false,
    types: [stage, methodSettings],
    check: (resource) => (resource.type === stage ? accessLog(resource) : trace(resource)),
  },
  {
    kind: "stack",
    name: "api-behind-firewall",
    demand: "A web ACL stands before every stage.",
    relaxable: false,
    check: (resources) => {
      const guarded = resources
        .filter(({ type }) => type === association)
        .map(({ properties }) => properties.resourceArn);
      return resources
        .filter(({ type, properties }) => type === stage && !guarded.includes(properties.arn))
        .map(({ urn }) => ({
          urn,
          message: "No web ACL stands before the stage.",
          fix: "Associate one with the ARN of the stage.",
        }));
    },
  },
  {
    kind: "stack",
    name: "api-has-one-door",
    demand: "An API with a domain of its own cannot be reached under AWS's name for it.",
    relaxable: false,
    check: (resources) =>
      resources.some(({ type }) => type === domain)
        ? resources
            .filter(
              ({ type, properties }) => type === api && breaks(properties.disableExecuteApiEndpoint, isTrue),
            )
            .map(({ urn }) => ({
              urn,
              message: "A second address goes past what the domain asks for, such as a client's certificate.",
              fix: "Set disableExecuteApiEndpoint to true.",
            }))
        : [],
  },
];

/** `path method` and the operation. */
function operationsOf(body: unknown): (readonly [name: string, operation: Properties])[] {
  return Object.entries(objectOf(objectOf(jsonOf(body)).paths)).flatMap(([path, item]) =>
    Object.entries(objectOf(item)).map(
      ([method, operation]) => [`${path} ${method}`, objectOf(operation)] as const,
    ),
  );
}

/** A preflight is answered by the API itself and reaches no module. */
function openByAccident({ security, tags, ...operation }: Properties): boolean {
  const preflight = objectOf(operation["x-amazon-apigateway-integration"]).type === "mock";
  return !preflight && objectsOf(security).length === 0 && !(Array.isArray(tags) && tags.includes("public"));
}

function accessLog({ properties: { accessLogSettings } }: PolicyResource): Problem[] {
  if (accessLogSettings === notKnownYet) return [];
  const { format } = objectOf(accessLogSettings);
  if (format === undefined)
    return [{ message: "Nobody could tell who called what.", fix: "Set accessLogSettings." }];
  return typeof format === "string" && telling.test(format)
    ? [
        {
          message: `The records would hold ${telling.exec(format)![0]}.`,
          fix: "Take it out of components/edge/accessLog.ts.",
        },
      ]
    : [];
}

function trace({ properties: { settings } }: PolicyResource): Problem[] {
  if (settings === notKnownYet) return [];
  const { dataTraceEnabled, loggingLevel } = objectOf(settings);
  return isTrue(dataTraceEnabled) || breaks(loggingLevel, (level) => level === "OFF")
    ? [
        {
          message: "API Gateway would write whole requests into its logs: prompts and tokens.",
          fix: "Set dataTraceEnabled to false and loggingLevel to OFF.",
        },
      ]
    : [];
}
