import { callers, gateway } from "../aiGateway/configured";
import { type RuleCase, ruleTable } from "./ruleTable";

const on = { aiGateway: gateway(), ...callers };
const apis = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    api: { name: `service-${index}`, domain: `api${index}.example.com`, secret: true },
  }));
const jobs = { night: { schedule: "rate(1 day)", timezone: "UTC", command: ["true"] } };
const api = (domain: string) => ({ api: { name: "deepl", domain, secret: true } });

const cases: RuleCase[] = [
  {
    says: "modules.ai-gateway has the name of the AI gateway. Choose another name.",
    wrong: { "modules.ai-gateway": { owner: "a@example.com", routes: ["/a"] } },
    right: { "modules.ai-gate": { owner: "a@example.com", routes: ["/a"] } },
  },
  {
    says: 'modules.planning.calls must not name the AI gateway; got ["ai-gateway"]. Name the services in aiProviders.',
    wrong: { ...on, "modules.planning.aiProviders": [], "modules.planning.calls": ["ai-gateway"] },
    right: on,
  },
  {
    says: 'modules.planning.aiQuota needs aiGateway; got {"requestsPerMinute":60}. Nothing else counts calls before they are made: remove it, or see docs/ai-gateway.md.',
    wrong: { ...callers, "modules.planning.aiQuota": { requestsPerMinute: 60 } },
    right: { ...on, "modules.planning.aiQuota": { requestsPerMinute: 60 } },
  },
  {
    says: 'modules.manufacturing.aiQuota needs aiProviders outside of AWS; got {"tokensPerMinute":60}. The gateway counts no other calls: remove it; aiUsage has alarms.',
    wrong: { ...on, "modules.manufacturing.aiQuota": { tokensPerMinute: 60 } },
    right: on,
  },
  {
    trap: "a job finds no gateway",
    says: 'modules.nightly.aiProviders must not have services outside of AWS with aiGateway; got ["cohere"]. Jobs and the company\'s own servers know no names of Service Connect. Let a service make these calls, or use Bedrock.',
    wrong: {
      ...on,
      "modules.nightly": { owner: "a@example.com", kind: "job", jobs, aiProviders: ["cohere"] },
    },
    right: {
      ...on,
      "modules.nightly": { owner: "a@example.com", kind: "worker", aiProviders: ["cohere"] },
    },
  },
  {
    says: "modules.planning.aiUsage.usdPerDay must not be set with aiGateway; got 5. The gateway counts tokens and knows no prices: set tokensPerHour.",
    wrong: { ...on, "modules.planning.aiUsage.usdPerDay": 5 },
    right: { ...on, "modules.planning.aiUsage.tokensPerHour": 5 },
  },
  {
    trap: "one key would go to two hosts",
    says: 'modules.support.aiProviders[0] must be the same API as in other modules of that name: the gateway has one key for it; got {"api":{"name":"deepl","domain":"api-free.deepl.com","secret":true}}. Give domain and secret alike, or choose another name.',
    wrong: {
      ...on,
      "modules.planning.aiProviders": [api("api.deepl.com")],
      "modules.support.aiProviders": [api("api-free.deepl.com")],
    },
    right: {
      ...on,
      "modules.planning.aiProviders": [api("api.deepl.com")],
      "modules.support.aiProviders": [api("api.deepl.com")],
    },
  },
  {
    says: "aiGateway.azureResource is missing. Modules call azure-openai: name the resource that they call.",
    wrong: { ...on, "modules.planning.aiProviders": ["azure-openai"] },
    right: {
      ...on,
      aiGateway: gateway({ azureResource: "acme" }),
      "modules.planning.aiProviders": ["azure-openai"],
    },
  },
  {
    says: 'aiGateway.azureResource is of no use; got "acme". Remove it.',
    wrong: { ...on, aiGateway: gateway({ azureResource: "acme" }) },
    right: on,
  },
  {
    says: 'aiGateway.keyHeaders.deepl must be of an API in aiProviders; got "x-api-key". Remove it.',
    wrong: { ...on, aiGateway: gateway({ keyHeaders: { deepl: "x-api-key" } }) },
    right: { ...on, aiGateway: gateway({ keyHeaders: { openai: "authorization: Bearer" } }) },
  },
  {
    says: "aiGateway.tasks must be at least 2 in prod; got 1. One task is one point of failure; write 2.",
    wrong: { ...on, aiGateway: gateway({ tasks: 1 }) },
    right: on,
    stack: "prod",
  },
  {
    trap: "metric filters have no room for more",
    says: "aiGateway must be for at most 10 services, as metrics count them; got 11. Let modules share services, or use a second environment.",
    wrong: {
      ...on,
      "modules.planning.aiProviders": apis(9),
      "modules.support.aiProviders": ["openai", "cohere"],
    },
    right: {
      ...on,
      "modules.planning.aiProviders": apis(8),
      "modules.support.aiProviders": ["openai", "cohere"],
    },
  },
  {
    says: 'modules.planning.environment.OPENAI_BASE_URL is a name that the platform sets; got "http://x". Choose another name.',
    wrong: { ...on, "modules.planning.environment": { OPENAI_BASE_URL: "http://x" } },
    right: { ...callers, "modules.planning.environment": { OPENAI_BASE_URL: "http://x" } },
  },
];

ruleTable("rules of the AI gateway", cases);
