import { type AiProvider, providersOf } from "../aiProviders";
import { aiMessage } from "../aiUsage/metrics";
import type { AiGatewayConfig, AiQuotaConfig } from "../config/schema/aiGateway";
import type { EnvironmentConfig } from "../config/schema/environment";
import type { ModuleConfig } from "../config/schema/module";
import { aiGatewayName, callerTokenVariable, gatewayClient, gatewayPath } from "./clients";
import { callersOf } from "./gatewayModule";

/** Documents and pictures in a request; it is held in memory while its model is read. */
const largestBodyBytes = 20 * 2 ** 20;

/**
 * What agentgateway 1.4 is started with, as JSON, which is YAML as well. It puts variables in place of `${…}` before it
 * reads the text, so no secret stands here. https://agentgateway.dev/docs/standalone/latest/
 */
export function proxyConfig({ aiGateway, modules }: EnvironmentConfig): string {
  const gateway = modules[aiGatewayName];
  if (!aiGateway || gateway === undefined) return "";
  return JSON.stringify({
    config: { adminAddr: "off", statsAddr: "off", readinessAddr: "off", logging },
    frontendPolicies: { http: { maxBufferSize: largestBodyBytes } },
    backends: providersOf(gateway).map((provider) => backend(provider, aiGateway)),
    binds: [
      {
        port: gateway.port,
        listeners: [{ routes: callersOf(modules).flatMap((caller) => routes(caller, aiGateway)) }],
      },
    ],
  });
}

/**
 * One line for each call with the fields that metric filters read, and the path, the addresses and the query of none.
 * Nothing here names the prompt or the answer, and the gateway keeps neither unless an expression names it.
 * https://github.com/agentgateway/agentgateway/blob/v1.4.1/schema/cel.md
 */
const logging = {
  format: "json",
  fields: {
    remove: [
      "gateway",
      "listener",
      "route",
      "endpoint",
      "src.addr",
      "http.method",
      "http.host",
      "http.path",
      "http.version",
      "http.status",
      "protocol",
      "gen_ai.operation.name",
      "gen_ai.provider.name",
      "gen_ai.request.model",
      "gen_ai.response.model",
      "gen_ai.usage.input_tokens",
      "gen_ai.usage.output_tokens",
      "duration",
    ],
    add: {
      // Whoever has no token made no call.
      message: `default(apiKey.module, "") == "" ? "no caller" : "${aiMessage}"`,
      module: "apiKey.module",
      gen_ai:
        '{"provider": {"name": apiKey.provider}, "request": {"model": default(llm.requestModel, "")}, ' +
        '"usage": {"input_tokens": default(llm.inputTokens, 0), "output_tokens": default(llm.outputTokens, 0)}}',
      duration_ms: "(request.endTime - request.startTime).getMilliseconds()",
      status: 'response.code < 400 ? "ok" : "error"',
      code: "response.code",
    },
  },
};

/** `detect` sends what came as it came, and reads model and tokens of whatever form it knows. */
function backend(provider: AiProvider, gateway: AiGatewayConfig) {
  const { name, keyVariable, telemetryName } = provider;
  const location = { header: headerOf(provider, gateway) };
  return {
    name,
    ai: {
      name,
      provider: { custom: { providerOverride: telemetryName, formats: [{ type: "completions" }] } },
      hostOverride: `${hostOf(provider, gateway)}:443`,
    },
    policies: {
      ai: { routes: { "*": "detect" } },
      backendTLS: {},
      ...(keyVariable === undefined
        ? {}
        : { backendAuth: { key: { value: variable(keyVariable), location } } }),
    },
  };
}

function routes([module, config]: readonly [string, ModuleConfig], gateway: AiGatewayConfig) {
  return providersOf(config)
    .filter((provider) => provider.gateway !== undefined)
    .map((provider) => ({
      matches: [{ path: { pathPrefix: gatewayPath(module, provider.name) } }],
      policies: {
        apiKey: {
          mode: "strict",
          keys: [
            {
              key: variable(callerTokenVariable(module)),
              metadata: { module, provider: provider.telemetryName },
            },
          ],
          location: { header: headerOf(provider, gateway) },
        },
        urlRewrite: { path: { prefix: "/" } },
        ...quota(config.aiQuota, gateway.tasks),
        timeout: { requestTimeout: `${config.longestResponseSeconds}s` },
      },
      // Behind the slash of a namespace that is empty.
      backends: [{ backend: `/${provider.name}` }],
    }));
}

/** Each task counts for itself, so it has its share; rounded down, all of them together stay within the quota. */
function quota({ requestsPerMinute, tokensPerMinute }: NonNullable<AiQuotaConfig> = {}, tasks: number) {
  const limit = (type: "requests" | "tokens", all: number | undefined) => {
    if (all === undefined) return [];
    const share = Math.max(1, Math.floor(all / tasks));
    return [{ type, maxTokens: share, tokensPerFill: share, fillInterval: "60s" }];
  };
  const limits = [...limit("requests", requestsPerMinute), ...limit("tokens", tokensPerMinute)];
  return limits.length === 0 ? {} : { localRateLimit: limits };
}

function headerOf({ name, keyVariable }: AiProvider, { keyHeaders = {} }: AiGatewayConfig) {
  const [given, word] = keyHeaders[name]?.split(": ") ?? [];
  if (given !== undefined) return { name: given, ...(word === undefined ? {} : { prefix: `${word} ` }) };
  const { header, prefix } = gatewayClient(name, keyVariable);
  return { name: header, ...(prefix === undefined ? {} : { prefix }) };
}

function hostOf({ name, domains }: AiProvider, { azureResource }: AiGatewayConfig): string {
  return name === "azure-openai" ? `${azureResource}.openai.azure.com` : domains[0]!;
}

function variable(name: string): string {
  return `\${${name}}`;
}
