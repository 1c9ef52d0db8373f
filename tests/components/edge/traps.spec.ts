import { expect } from "chai";
import { AccountSettings } from "../../../components/account/AccountSettings";
import type { Graph } from "../../../simulator/graph";
import { accountArgs } from "../../support/accountConfig";
import { build, certificate, cognitoClients, issuer, moduleConfig, scope } from "../../support/fixtures";
import { configOf, modulesOf, only, runEnvironment } from "../../support/harness";
import { anyMethod, apiOf, edge, type EdgeArgs, kinds, modules, mutualTls, operationsOf } from "./newEdge";

const graphOf = async (change: EdgeArgs = {}): Promise<Graph> => (await edge(change)).graph;

describe("traps of the API itself", () => {
  it("REST API default endpoint is EDGE: API and domain are regional", async () => {
    const graph = await graphOf({ certificate: certificate() });
    for (const type of ["aws:apigateway/restApi:RestApi", "aws:apigateway/domainName:DomainName"])
      expect(only(graph, type).inputs.endpointConfiguration).to.deep.equal({ types: "REGIONAL" });
  });

  it("Deployment.triggers must hash the body or changes are not deployed", async () => {
    const trigger = async (change: EdgeArgs) =>
      (
        only(await graphOf(change), "aws:apigateway/deployment:Deployment").inputs.triggers as {
          body: string;
        }
      ).body;
    const { "planning-v2": second, ...others } = modules;
    const changes: EdgeArgs[] = [
      {},
      { modules: others },
      { modules: { ...others, "planning-v2": { ...second!, loadBalancer: 1 } } },
      { modules: { ...others, "planning-v2": { ...second!, longestResponseSeconds: 600 } } },
      { modules: { ...others, "planning-v2": { ...second!, routes: ["/v2/planning"] } } },
      { cors: { origin: "*" } },
      { certificate: certificate() },
      { authentication: issuer },
      { clients: cognitoClients },
    ];
    const triggers: string[] = [];
    for (const change of changes) triggers.push(await trigger(change));
    expect(new Set(triggers).size, triggers.join()).to.equal(changes.length);
    // What does not stand in the API deploys nothing.
    const same: EdgeArgs[] = [{}, { throttle: { requestsPerSecond: 1, burst: 1 } }, { logRetentionDays: 7 }];
    for (const change of same) expect(await trigger(change)).to.equal(triggers[0]);
    expect(triggers[0]).to.match(/^[0-9a-f]{64}$/);
  });

  it("dataTraceEnabled logs prompts: neither trace nor execution log is on, for any method", async () => {
    const throttled = { plans: moduleConfig({ throttle: { requestsPerSecond: 1, burst: 1 } }) };
    const all = (await graphOf({ modules: throttled })).ofType(
      "aws:apigateway/methodSettings:MethodSettings",
    );
    expect(all.length).to.be.greaterThan(1);
    for (const { inputs } of all)
      expect(inputs.settings).to.include({ dataTraceEnabled: false, loggingLevel: "OFF" });
  });

  it("apigateway.Account is a singleton: opt-in", async () => {
    const made = async (apiGatewayLogs: boolean) =>
      (await build(() => new AccountSettings("account", accountArgs({ apiGatewayLogs })))).graph.ofType(
        "aws:apigateway/account:Account",
      ).length;
    expect([await made(false), await made(true)]).to.deep.equal([0, 1]);
    const silent = await runEnvironment(configOf("dev", (given) => delete given["ai-platform:account"]));
    expect(silent.ofType("aws:apigateway/account:Account")).to.deep.equal([]);
  });

  it("API GW refuses ANY in method settings; paths are written with ~1", async () => {
    const throttle = { requestsPerSecond: 1, burst: 1 };
    const throttled = {
      plans: moduleConfig({ routes: ["/v1/plans"], throttle }),
      web: moduleConfig({ kind: "web", routes: ["/"], throttle }),
    };
    const graph = await graphOf({ modules: throttled });
    const paths = Object.keys(apiOf(graph).paths);
    for (const { inputs } of graph.ofType("aws:apigateway/methodSettings:MethodSettings")) {
      if (inputs.methodPath === "*/*") continue;
      const [, path, method] = /^([^/]+)\/([A-Z]+)$/.exec(String(inputs.methodPath))!;
      expect(paths).to.include(path!.replaceAll("~1", "/"));
      expect(method).to.be.oneOf(["DELETE", "GET", "HEAD", "PATCH", "POST", "PUT"]);
    }
  });

  it("execute-api endpoint open beside the custom domain (mTLS, WAF bypass)", async () => {
    for (const change of [{}, { certificate: certificate() }, { certificate: certificate(), mutualTls }])
      expect(only(await graphOf(change), "aws:apigateway/restApi:RestApi").inputs).to.include({
        disableExecuteApiEndpoint: "certificate" in change,
      });
  });

  it("truststoreVersion pinned", async () => {
    const graph = await graphOf({ certificate: certificate(), mutualTls });
    const { mutualTlsAuthentication } = only(graph, "aws:apigateway/domainName:DomainName").inputs;
    expect(mutualTlsAuthentication).to.deep.equal(mutualTls);
    expect(() =>
      configOf("prod", (given) => {
        (given["ai-platform:edge"] as Record<string, unknown>).mutualTls = { truststoreUri: "s3://trust/a" };
      }),
    ).to.throw("edge.mutualTls.truststoreVersion");
  });

  it("T1: JWT, WAF, usage plans and streaming in one door: REST, not HTTP API", async () => {
    const graph = await graphOf(kinds["Cognito with everything"]);
    const second = graph.nodes.filter(({ type }) => type.startsWith("aws:apigatewayv2/"));
    expect(second.map(({ type }) => type)).to.deep.equal(["aws:apigatewayv2/vpcLink:VpcLink"]);
    const stage = only(graph, "aws:apigateway/stage:Stage").outputs;
    const door = only(graph, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs.resourceArn;
    expect(door).to.equal(stage.arn);
    for (const { inputs } of graph.ofType("aws:apigateway/usagePlan:UsagePlan"))
      expect(inputs.apiStages).to.deep.equal([
        { apiId: only(graph, "aws:apigateway/restApi:RestApi").outputs.id, stage: "live" },
      ]);
    const closed = operationsOf(apiOf(graph)).filter(({ operation }) => operation.security.length > 0);
    for (const { operation, integration } of closed) {
      expect(operation.security.flatMap((one) => Object.keys(one))).to.deep.equal(["authorizer", "key"]);
      expect(integration.responseTransferMode).to.equal("STREAM");
    }
    expect(closed).to.have.length(4);
  });

  it("a method without a scope would take a Cognito ID token", async () => {
    for (const change of [{}, { clients: cognitoClients }]) {
      const api = apiOf(await graphOf(change));
      for (const { path, method, operation } of operationsOf(api)) {
        const asked = operation.security.filter((one) => "authorizer" in one);
        expect(asked.length, path).to.equal(path.includes("planning") && method === anyMethod ? 1 : 0);
        for (const { authorizer } of asked) expect(authorizer, path).to.not.be.empty;
      }
    }
    for (const scopes of [[], [""]])
      expect(() =>
        configOf(
          "dev",
          (given) => void (modulesOf(given).planning!.routes = [{ path: "/planning", scopes }]),
        ),
      ).to.throw("modules.planning.routes");
  });
});

describe("traps of the firewall", () => {
  it("WAF cannot stand before an HTTP API: it stands before the REST stage", async () => {
    for (const change of Object.values(kinds)) {
      const graph = await graphOf(change);
      const { resourceArn } = only(graph, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs;
      expect(resourceArn).to.match(/^arn:aws:apigateway:[^:]+::\/restapis\/[^/]+\/stages\/live$/);
    }
  });

  it("SizeRestrictions_BODY blocks prompts over 8 KB: it counts, and so does all else that reads bodies", async () => {
    const { rules } = only(await graphOf(), "aws:wafv2/webAcl:WebAcl").inputs as {
      rules: {
        statement: Record<string, { ruleActionOverrides?: { name: string; actionToUse: unknown }[] }>;
      }[];
    };
    const overrides = rules.flatMap(
      ({ statement }) => statement.managedRuleGroupStatement?.ruleActionOverrides ?? [],
    );
    expect(overrides.map(({ name }) => name)).to.include("SizeRestrictions_BODY");
    for (const { name, actionToUse } of overrides) {
      expect(name).to.match(/_BODY$/);
      expect(actionToUse).to.deep.equal({ count: {} });
    }
  });

  it("WAF log destination must begin aws-waf-logs-", async () => {
    for (const environment of ["test", "prod"]) {
      const graph = await graphOf({ scope: scope({ environment }) });
      const { logDestinationConfigs } = only(
        graph,
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
      ).inputs;
      for (const arn of logDestinationConfigs as string[])
        expect(arn.split(":log-group:")[1]).to.equal(`aws-waf-logs-ai-platform-${environment}/edge`);
    }
  });

  it("WAF logs redact the authorization header, and the query that may be a question", async () => {
    const graph = await graphOf();
    const { redactedFields } = only(
      graph,
      "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    ).inputs;
    for (const name of ["authorization", "cookie", "x-api-key"])
      expect(redactedFields).to.deep.include({ singleHeader: { name } });
    expect(redactedFields).to.deep.include({ queryString: {} });
  });
});
