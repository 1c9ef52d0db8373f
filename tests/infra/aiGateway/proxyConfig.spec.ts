import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { expect } from "chai";
import { keptImages } from "../../../infra/aiGateway/image";
import { proxyConfig } from "../../../infra/aiGateway/proxyConfig";
import type { EnvironmentConfig } from "../../../infra/config/schema/environment";
import { configured, digest, gateway } from "./configured";

interface Route {
  readonly matches: readonly [{ readonly path: { readonly pathPrefix: string } }];
  readonly policies: {
    readonly apiKey: {
      readonly mode: string;
      readonly keys: readonly [{ readonly key: string; readonly metadata: object }];
      readonly location: { readonly header: object };
    };
    readonly localRateLimit?: readonly object[];
    readonly timeout: { readonly requestTimeout: string };
  };
  readonly backends: readonly [{ readonly backend: string }];
}

interface Backend {
  readonly name: string;
  readonly ai: { readonly hostOverride: string };
  readonly policies: { readonly backendAuth?: { readonly key: { readonly location: object } } };
}

interface Settings {
  readonly config: { readonly logging: { readonly fields: { readonly add: Record<string, string> } } };
  readonly backends: readonly Backend[];
  readonly binds: readonly [{ readonly port: number; readonly listeners: readonly [{ routes: Route[] }] }];
}

const settingsOf = (config: EnvironmentConfig) => JSON.parse(proxyConfig(config)) as Settings;
const routesOf = (config: EnvironmentConfig) => settingsOf(config).binds[0].listeners[0].routes;
const routeAt = (config: EnvironmentConfig, path: string) =>
  routesOf(config).find(({ matches }) => matches[0].path.pathPrefix === path)!;

const deepl = { api: { name: "deepl", domain: "api.deepl.com", secret: true } };
const open = { api: { name: "open", domain: "api.open.example", secret: false } };
const everything = () =>
  configured({
    aiGateway: gateway({ azureResource: "acme", keyHeaders: { deepl: "authorization: DeepL-Auth-Key" } }),
    "modules.planning.aiProviders": ["openai", "azure-openai", "cohere", "google", "mistral", deepl, open],
    "modules.planning.aiQuota": { requestsPerMinute: 101, tokensPerMinute: 50_000 },
  });

describe("the settings of the AI gateway", () => {
  it("are such as agentgateway 1.4 takes", () => {
    const schema = readFileSync(join(__dirname, "agentgateway.schema.json"), "utf8");
    const valid = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(schema) as object);
    expect(valid(settingsOf(everything())), JSON.stringify(valid.errors)).to.equal(true);
    expect(valid({ ...settingsOf(everything()), listen: 8080 })).to.equal(false);
  });

  it("have a route for each service of each module, which only its own token opens", () => {
    const routes = routesOf(configured()).map(({ matches, policies: { apiKey }, backends }) => [
      matches[0].path.pathPrefix,
      apiKey.mode,
      ...apiKey.keys.map(({ key }) => key),
      backends[0].backend,
    ]);
    expect(routes).to.deep.equal([
      ["/planning/openai", "strict", "${TOKEN_PLANNING}", "/openai"],
      ["/support/anthropic", "strict", "${TOKEN_SUPPORT}", "/anthropic"],
      ["/support/openai", "strict", "${TOKEN_SUPPORT}", "/openai"],
    ]);
  });

  it("say in the log who called, by the token and not by what the call says", () => {
    const [route] = routesOf(configured());
    expect(route!.policies.apiKey.keys[0].metadata).to.deep.equal({ module: "planning", provider: "openai" });
  });

  const services: [name: string, host: string, header: object][] = [
    ["anthropic", "api.anthropic.com:443", { name: "x-api-key" }],
    ["azure-openai", "acme.openai.azure.com:443", { name: "api-key" }],
    ["cohere", "api.cohere.com:443", { name: "authorization", prefix: "Bearer " }],
    ["google", "generativelanguage.googleapis.com:443", { name: "x-goog-api-key" }],
    ["mistral", "api.mistral.ai:443", { name: "authorization", prefix: "Bearer " }],
    ["openai", "api.openai.com:443", { name: "authorization", prefix: "Bearer " }],
    ["deepl", "api.deepl.com:443", { name: "authorization", prefix: "DeepL-Auth-Key " }],
  ];
  for (const [name, host, header] of services)
    it(`call ${name} as its libraries do`, () => {
      const config = everything();
      const backend = settingsOf(config).backends.find((one) => one.name === name)!;
      expect(backend.ai.hostOverride).to.equal(host);
      expect(backend.policies.backendAuth!.key.location).to.deep.equal({ header });
      const module = name === "anthropic" ? "support" : "planning";
      expect(routeAt(config, `/${module}/${name}`).policies.apiKey.location).to.deep.equal({ header });
    });

  it("add no key where a service wants none", () => {
    const backend = settingsOf(everything()).backends.find(({ name }) => name === "open")!;
    expect(backend.policies).not.to.have.property("backendAuth");
  });

  it("give each task its share of a quota, and never more than all of it", () => {
    const { policies } = routeAt(everything(), "/planning/openai");
    expect(policies.localRateLimit).to.deep.equal([
      { type: "requests", maxTokens: 50, tokensPerFill: 50, fillInterval: "60s" },
      { type: "tokens", maxTokens: 25_000, tokensPerFill: 25_000, fillInterval: "60s" },
    ]);
    expect(routeAt(everything(), "/support/openai").policies).not.to.have.property("localRateLimit");
  });

  it("have no secret, and nothing else that a shell would expand", () => {
    const variables = proxyConfig(everything()).match(/\$[^"]*/g)!;
    for (const variable of variables)
      expect(variable).to.match(/^\$\{([A-Z_]+_API_KEY|TOKEN_(PLANNING|SUPPORT))\}$/);
  });

  it("log what is counted, and neither prompts and answers nor bodies and headers", () => {
    const { add } = settingsOf(everything()).config.logging.fields;
    expect(Object.keys(add)).to.deep.equal(["message", "module", "gen_ai", "duration_ms", "status", "code"]);
    expect(Object.values(add).join(" ")).not.to.match(/prompt|completion|body|headers|toolCalls|uri|path/i);
  });

  it("wait as long as the module's own answers may take", () => {
    const config = configured({ "modules.planning.longestResponseSeconds": 120 });
    expect(routeAt(config, "/planning/openai").policies.timeout.requestTimeout).to.equal("120s");
  });
});

describe("the image of the AI gateway", () => {
  it("comes by its digest through the registry's cache", () => {
    const config = configured();
    expect(keptImages(config)).to.deep.equal({
      "ai-gateway": {
        repository: "ai-platform-cache/github/agentgateway/agentgateway",
        digest,
        command: ["--config", proxyConfig(config)],
      },
    });
  });

  it("is there only with callers", () => {
    const none = { "modules.planning.aiProviders": ["bedrock"], "modules.support.aiProviders": [] };
    expect(keptImages(configured(none))).to.deep.equal({});
    expect(configured(none).modules).not.to.have.property("ai-gateway");
    expect(keptImages(configured({ aiGateway: false }))).to.deep.equal({});
  });
});
