import type { GraphNode } from "../../simulator/graph";
import {
  unpriced,
  type EstimateContext,
  type Estimator,
  type EstimatorTable,
  type Finding,
} from "./estimator";
import type { PriceId } from "./prices/ids";
import { listOf, numberOf, recordOf, recordsOf, textOf } from "./read";

const apiType = "aws:apigateway/restApi:RestApi";
const requestsField = "costs.apiRequestsPerMonth";
const million = 1_000_000;

/** Several of a kind carry the assumed amount together, so each has an equal part of it. */
const partOf = (amount: number, node: GraphNode, { graph }: EstimateContext): number =>
  amount / graph.ofType(node.type).length;

const millionRequests = (node: GraphNode, context: EstimateContext): number =>
  partOf(context.assumptions.apiRequestsPerMonth, node, context) / million;

const traces = (on: boolean): readonly Finding[] => (on ? [unpriced("no price for X-Ray traces")] : []);

/**
 * At the price of the first 333 million requests. A streamed answer is billed as one request for every 10 MB,
 * rounded up (AWS Compute Blog, 19 November 2025, as aws-news.com sums it up): nothing is added, since answers
 * are taken to be smaller. The 100 GB that an account sends without pay are not taken off: all that it runs
 * shares them.
 */
const restApi: Estimator = (node, context) => {
  const isPrivate = recordOf(node.inputs.endpointConfiguration).types === "PRIVATE";
  const gb = partOf(context.assumptions.responseGbPerMonth, node, context);
  return [
    {
      item: "API requests (assumed)",
      quantity: millionRequests(node, context),
      price: "api.requests",
      field: requestsField,
    },
    {
      item: "GB from the API to the Internet (assumed)",
      quantity: isPrivate ? 0 : gb,
      price: "internet.out",
      field: "costs.responseGbPerMonth",
    },
  ];
};

/** A stage itself is free. */
const stage: Estimator = (node) => [
  ...(node.inputs.cacheClusterEnabled === true ? [unpriced("no price for the cache of an API stage")] : []),
  ...traces(node.inputs.xrayTracingEnabled === true),
];

/** Metrics of the API and its stage are free; those of each method are billed like a company's own. */
const methodSettings: Estimator = (node) =>
  recordOf(node.inputs.settings).metricsEnabled === true
    ? [unpriced("the price of detailed API metrics depends on the methods that are called")]
    : [];

/** Rule groups of AWS with a fee of their own, beside that of the rule that names them. */
const paidRuleGroups: ReadonlySet<unknown> = new Set([
  "AWSManagedRulesACFPRuleSet",
  "AWSManagedRulesAntiDDoSRuleSet",
  "AWSManagedRulesATPRuleSet",
  "AWSManagedRulesBotControlRuleSet",
]);

function paidRules(rules: readonly Readonly<Record<string, unknown>>[]): readonly Finding[] {
  return rules
    .map(({ statement }) => recordOf(recordOf(statement).managedRuleGroupStatement))
    .filter(({ name, vendorName }) => (vendorName ?? "AWS") !== "AWS" || paidRuleGroups.has(name))
    .map(({ name }) => unpriced(`no price for the rule group ${textOf(name) ?? "without a name"}`));
}

/** A rule group costs as much as one rule. Rules of more than 1500 capacity units together would cost more. */
const webAcl: Estimator = (node, context) => {
  const rules = recordsOf(node.inputs.rules);
  const unseen = node.inputs.ruleJson !== undefined;
  const largeBodies = node.inputs.associationConfig !== undefined;
  return [
    { item: "web ACL", quantity: 1, price: "waf.acl" },
    { item: "web ACL rules", quantity: rules.length, price: "waf.rule" },
    {
      item: "requests seen by the firewall (assumed)",
      quantity: millionRequests(node, context),
      price: "waf.requests",
      field: requestsField,
    },
    ...paidRules(rules),
    ...(unseen ? [unpriced("the rules of the web ACL are given as JSON, which is not read")] : []),
    ...(largeBodies ? [unpriced("no price for the inspection of larger bodies")] : []),
  ];
};

/** What goes to CloudWatch is billed at its log group; 500 MB of it per million requests are free. */
const webAclLogging: Estimator = (node) =>
  listOf(node.inputs.logDestinationConfigs).every((arn) => /^arn:[\w-]+:logs:/.test(textOf(arn) ?? ""))
    ? []
    : [unpriced("no price for the delivery of firewall logs to S3 or Firehose")];

interface Tier {
  readonly words: string;
  readonly price: PriceId;
  /** Users a month without pay. They are the account's, so environments that share one may pay for more. */
  readonly freeUsers: number;
}

const tiers: ReadonlyMap<string, Tier> = new Map([
  ["LITE", { words: "Lite", price: "cognito.lite", freeUsers: 10_000 }],
  ["ESSENTIALS", { words: "Essentials", price: "cognito.essentials", freeUsers: 10_000 }],
  ["PLUS", { words: "Plus", price: "cognito.plus", freeUsers: 0 }],
]);

/**
 * At the price of the first step of each. People whom another SAML or OIDC provider signs in have a price of
 * their own, and messages are billed by what sends them; both are left out. AWS's default tier is Essentials.
 */
const userPool: Estimator = (node, context) => {
  const name = textOf(node.inputs.userPoolTier) ?? "ESSENTIALS";
  const tier = tiers.get(name);
  const { monthlyActiveUsers, machineTokensPerMonth } = context.assumptions;
  return [
    tier === undefined
      ? unpriced(`no price for Cognito users of the tier ${name}`)
      : {
          item: `Cognito ${tier.words} users beyond the free ones (assumed)`,
          quantity: partOf(Math.max(0, monthlyActiveUsers - tier.freeUsers), node, context),
          price: tier.price,
          field: "costs.monthlyActiveUsers",
        },
    {
      item: "Cognito machine tokens (assumed)",
      quantity: partOf(machineTokensPerMonth, node, context),
      price: "cognito.token",
      field: "costs.machineTokensPerMonth",
    },
  ];
};

/** API Gateway keeps an answer of the authorizer for five minutes; how many requests that spares it is a guess. */
const uncachedShare = 1 / 10;

/** Seconds that the authorizer is taken to need for a token: a guess too. */
const authorizerSeconds = 0.05;

/** What AWS gives a function that names no memory. */
const defaultMemoryMb = 128;

/** The functions of this platform are authorizers. The first million requests of an account are not taken off. */
const lambda: Estimator = (node, context) => {
  if (context.graph.ofType(apiType).length === 0)
    return [unpriced("without an API nothing says how often the function runs")];
  const requests = partOf(context.assumptions.apiRequestsPerMonth, node, context) * uncachedShare;
  const memoryGb = (numberOf(node.inputs.memorySize) ?? defaultMemoryMb) / 1024;
  const arm = listOf(node.inputs.architectures).includes("arm64");
  const rest = { field: requestsField, unverified: true };
  return [
    {
      item: "authorizer requests, one of ten of the API's (assumed)",
      quantity: requests / million,
      price: "lambda.requests",
      ...rest,
    },
    {
      item: `authorizer ${arm ? "ARM" : "x86"} GB-seconds, 50 ms a request (assumed)`,
      quantity: requests * authorizerSeconds * memoryGb,
      price: arm ? "lambda.arm" : "lambda.x86",
      ...rest,
    },
    ...traces(recordOf(node.inputs.tracingConfig).mode === "Active"),
  ];
};

/** Free for use inside AWS; one whose private key can be taken out is billed by name, at every renewal. */
const certificate: Estimator = (node) =>
  recordOf(node.inputs.options).export === "ENABLED"
    ? [unpriced("no price for a certificate that can be exported")]
    : [];

export const edgeEstimators: EstimatorTable = {
  [apiType]: restApi,
  "aws:apigateway/stage:Stage": stage,
  "aws:apigateway/methodSettings:MethodSettings": methodSettings,
  "aws:wafv2/webAcl:WebAcl": webAcl,
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": webAclLogging,
  "aws:cognito/userPool:UserPool": userPool,
  "aws:lambda/function:Function": lambda,
  "aws:acm/certificate:Certificate": certificate,
};
