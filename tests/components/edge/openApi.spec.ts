import { Validator } from "@seriousme/openapi-schema-validator";
import { expect } from "chai";
import { type ApiArgs, openApi } from "../../../components/edge/openApi";
import { apiArgs, authorizers, everyKind, loadBalancers, routeTo } from "./apis";
import { anyMethod, type Api, operationsOf } from "./newEdge";

const render = (change: Partial<ApiArgs> = {}) => openApi(apiArgs(change)) as unknown as Api;

/** API Gateway's word for all methods stands for one of them, so that the specification's rules hold for it too. */
function asSpecified(api: Api): Record<string, unknown> {
  const paths = Object.entries(api.paths).map(([path, { [anyMethod]: any, ...others }]) => [
    path.replace("{proxy+}", "{proxy}"),
    { ...others, post: any },
  ]);
  return { ...api, paths: Object.fromEntries(paths) as unknown };
}

const validator = new Validator();

async function faultsOf(document: Record<string, unknown>): Promise<unknown> {
  const { valid, errors } = await validator.validate(structuredClone(document));
  return valid ? undefined : errors;
}

describe("the OpenAPI document", () => {
  it("is exactly this for one route, Cognito, keys and pages of another origin", () => {
    const parameters = [{ name: "proxy", in: "path", required: true, schema: { type: "string" } }];
    const integration = {
      type: "http_proxy",
      httpMethod: "ANY",
      connectionType: "VPC_LINK",
      connectionId: "link-1",
      integrationTarget: loadBalancers[1],
      passthroughBehavior: "when_no_match",
      responseTransferMode: "STREAM",
      timeoutInMillis: 300_000,
    };
    const module = { "integration.request.header.X-Edge-Module": "'planning'" };
    const text = { schema: { type: "string" } };
    const preflight = {
      summary: "May a page of another origin call?",
      responses: {
        "204": {
          description: "Yes",
          headers: {
            "Access-Control-Allow-Headers": text,
            "Access-Control-Allow-Methods": text,
            "Access-Control-Allow-Origin": text,
            "Access-Control-Max-Age": text,
          },
        },
      },
      security: [],
      "x-amazon-apigateway-integration": {
        type: "mock",
        contentHandling: "CONVERT_TO_TEXT",
        passthroughBehavior: "when_no_templates",
        requestTemplates: { "application/json": '{"statusCode":204}' },
        responses: {
          default: {
            statusCode: "204",
            responseParameters: {
              "method.response.header.Access-Control-Allow-Headers": "'Authorization,Content-Type,X-Api-Key'",
              "method.response.header.Access-Control-Allow-Methods":
                "'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT'",
              "method.response.header.Access-Control-Allow-Origin": "'https://app.example.com'",
              "method.response.header.Access-Control-Max-Age": "'3600'",
            },
          },
        },
      },
    };
    const refusal = {
      responseParameters: {
        "gatewayresponse.header.Access-Control-Allow-Origin": "'https://app.example.com'",
      },
    };
    const operation = {
      summary: "Module planning",
      tags: ["token"],
      responses: { "200": { description: "The module's answer" } },
      security: [{ authorizer: ["planning.invoke"] }, { key: [] }],
    };
    expect(render({ keys: true, allowedOrigin: "https://app.example.com" })).to.deep.equal({
      openapi: "3.0.1",
      info: { title: "ai-platform-test", version: "1" },
      paths: {
        "/planning": {
          [anyMethod]: {
            ...operation,
            "x-amazon-apigateway-integration": {
              ...integration,
              uri: "https://api.example.com/planning",
              requestParameters: module,
            },
          },
          options: preflight,
        },
        "/planning/{proxy+}": {
          [anyMethod]: {
            ...operation,
            parameters,
            "x-amazon-apigateway-integration": {
              ...integration,
              uri: "https://api.example.com/planning/{proxy}",
              requestParameters: { ...module, "integration.request.path.proxy": "method.request.path.proxy" },
            },
          },
          options: { ...preflight, parameters },
        },
      },
      components: {
        securitySchemes: {
          authorizer: {
            type: "apiKey",
            name: "Authorization",
            in: "header",
            "x-amazon-apigateway-authtype": "cognito_user_pools",
            "x-amazon-apigateway-authorizer": {
              type: "cognito_user_pools",
              providerARNs: ["arn:aws:cognito-idp:ap-northeast-2:123456789012:userpool/ap-northeast-2_a"],
              authorizerResultTtlInSeconds: 300,
            },
          },
          key: { type: "apiKey", name: "x-api-key", in: "header" },
        },
      },
      "x-amazon-apigateway-binary-media-types": ["*/*"],
      "x-amazon-apigateway-gateway-responses": { DEFAULT_4XX: refusal, DEFAULT_5XX: refusal },
    });
  });

  it("says nothing of other origins, keys or tokens where there are none", () => {
    const api = render({ routes: [routeTo("/status", { scopes: [] })], keys: true });
    expect(Object.keys(api).sort()).to.deep.equal([
      "components",
      "info",
      "openapi",
      "paths",
      "x-amazon-apigateway-binary-media-types",
    ]);
    expect(api.components).to.deep.equal({ securitySchemes: {} });
    expect(operationsOf(api).map(({ method, operation }) => [method, operation.security])).to.deep.equal(
      Array(2).fill([anyMethod, []]),
    );
    const { [anyMethod]: operation } = api.paths["/status"]! as unknown as Record<string, { tags: string[] }>;
    expect(operation!.tags).to.deep.equal(["public"]);
  });

  const paths: [string, string[], string[]][] = [
    ["/", ["/", "/{proxy+}"], ["/", "/{proxy}"]],
    ["/planning", ["/planning", "/planning/{proxy+}"], ["/planning", "/planning/{proxy}"]],
    ["/v2/a.b", ["/v2/a.b", "/v2/a.b/{proxy+}"], ["/v2/a.b", "/v2/a.b/{proxy}"]],
  ];
  for (const [path, resources, targets] of paths)
    it(`answers ${path} with all below it, under the same path`, () => {
      const all = operationsOf(render({ routes: [routeTo(path)] }));
      expect(all.map((one) => one.path)).to.deep.equal(resources);
      expect(all.map(({ integration }) => integration.uri)).to.deep.equal(
        targets.map((target) => `https://api.example.com${target}`),
      );
    });

  const secured: [keyof typeof authorizers, boolean, string[], unknown[]][] = [
    ["cognito", false, ["a"], [{ authorizer: ["a"] }]],
    ["cognito", true, ["a", "b"], [{ authorizer: ["a", "b"] }, { key: [] }]],
    ["cognito", true, [], []],
    ["issuer", false, ["a"], [{ authorizer: [] }]],
    ["issuer", true, ["a", "b"], [{ authorizer: [] }, { key: [] }]],
    ["issuer", true, [], []],
  ];
  for (const [kind, keys, scopes, expected] of secured)
    it(`asks for ${JSON.stringify(expected)} with ${kind}, ${keys ? "keys" : "no keys"} and the scopes [${scopes.join()}]`, () => {
      const api = render({ authorizer: authorizers[kind], keys, routes: [routeTo("/planning", { scopes })] });
      for (const { operation } of operationsOf(api)) expect(operation.security).to.deep.equal(expected);
    });
});

describe("the OpenAPI document of every kind of API", () => {
  it("is known to be refused when it breaks the specification", async () => {
    const { info: _, ...nameless } = asSpecified(render());
    expect(await faultsOf(nameless)).to.not.equal(undefined);
    const broken = asSpecified(render()) as { paths: Record<string, { post: { responses?: unknown } }> };
    delete broken.paths["/planning"]!.post.responses;
    expect(await faultsOf(broken)).to.not.equal(undefined);
  });

  it(`is valid, as it is and with a method in place of any, in all ${everyKind.size} kinds`, async () => {
    expect(everyKind.size).to.equal(96);
    for (const [title, args] of everyKind) {
      const api = openApi(args) as unknown as Api;
      expect(await faultsOf({ ...api }), title).to.equal(undefined);
      expect(await faultsOf(asSpecified(api)), title).to.equal(undefined);
    }
  }).timeout(120_000);

  for (const [title, args] of everyKind)
    it(`holds together: ${title}`, () => {
      const api = openApi(args) as unknown as Api;
      const proxied = args.routes.flatMap((route) => {
        const base = route.path === "/" ? "" : route.path;
        return [route.path, `${base}/{proxy+}`].map((path) => ({ ...route, path }));
      });
      expect(Object.keys(api.paths)).to.have.members(proxied.map(({ path }) => path));
      const schemes = Object.keys(api.components.securitySchemes);
      for (const { path, method, operation, integration } of operationsOf(api)) {
        const at = `${method} ${path}`;
        const route = proxied.find((one) => one.path === path)!;
        for (const requirement of operation.security)
          for (const name of Object.keys(requirement)) expect(schemes, at).to.include(name);
        const inPath = [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name]) => name);
        const declared = (operation.parameters ?? []).filter((one) => one.in === "path" && one.required);
        expect(
          declared.map(({ name }) => name),
          at,
        ).to.deep.equal(inPath);

        if (method === "options") {
          expect(operation.security, at).to.deep.equal([]);
          expect(integration, at).to.include({ type: "mock" });
          expect(integration, at).to.not.have.any.keys("responseTransferMode", "connectionType", "uri");
          continue;
        }
        expect(operation.security.length > 0, `${at} is closed`).to.equal(route.scopes.length > 0);
        expect(integration, at).to.include({
          type: "http_proxy",
          connectionType: "VPC_LINK",
          integrationTarget: route.loadBalancerArn,
          responseTransferMode: "STREAM",
          timeoutInMillis: route.longestResponseSeconds * 1000,
        });
        expect(integration.timeoutInMillis, at).to.be.within(50, 900_000);
      }
      const preflights = operationsOf(api).filter(({ method }) => method === "options");
      expect(preflights).to.have.length(args.allowedOrigin === undefined ? 0 : proxied.length);
    });
});
