import { createHash } from "node:crypto";
import { expect } from "chai";
import type { EdgeTier } from "../../../components/edge/EdgeTier";
import { accessLogFormat } from "../../../components/edge/accessLog";
import { firewallRules } from "../../../components/edge/firewall";
import type { Graph } from "../../../simulator/graph";
import {
  account,
  accountUrn,
  certificate,
  clients,
  cognitoClients,
  edgeConfig,
  issuer,
  keyArn,
  list,
  moduleConfig,
  valueOf,
  vpcId,
} from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { apiOf, edge, type EdgeArgs, modules, mutualTls, operationsOf } from "./newEdge";

const apiRings =
  "edge-api-blocks edge-api-calls edge-api-errors edge-api-refusals edge-api-slowness edge-api-throttles " +
  "edge-api-unlogged";
const always = {
  "aws:apigateway/deployment:Deployment": "edge",
  "aws:apigateway/methodSettings:MethodSettings": "edge-all",
  "aws:apigateway/restApi:RestApi": "edge",
  "aws:apigateway/stage:Stage": "edge",
  "aws:apigatewayv2/vpcLink:VpcLink": "edge",
  "aws:cloudwatch/logGroup:LogGroup": "edge-access edge-firewall",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "edge-api-throttled",
  "aws:cloudwatch/metricAlarm:MetricAlarm": apiRings,
  "aws:ec2/securityGroup:SecurityGroup": "edge-link",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "edge-link-to-alb",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "edge-alb-from-link",
  "aws:wafv2/webAcl:WebAcl": "edge",
  "aws:wafv2/webAclAssociation:WebAclAssociation": "edge",
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": "edge",
};
const cognito = {
  "aws:cognito/resourceServer:ResourceServer": "edge",
  "aws:cognito/userPool:UserPool": "edge",
  "aws:cognito/userPoolDomain:UserPoolDomain": "edge",
};
const foreign = {
  "aws:cloudwatch/logGroup:LogGroup": "edge-access edge-firewall edge-authorizer",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "edge-api-throttled edge-authorizer",
  "aws:cloudwatch/metricAlarm:MetricAlarm": `${apiRings} edge-authorizer-failures edge-authorizer-throttles`,
  "aws:iam/role:Role": "edge-authorizer edge-calls-authorizer",
  "aws:iam/rolePolicy:RolePolicy": "edge-authorizer edge-calls-authorizer",
  "aws:kms/alias:Alias": "edge-subjects",
  "aws:kms/key:Key": "edge-subjects",
  "aws:lambda/function:Function": "edge-authorizer",
};
const named = {
  "aws:apigateway/basePathMapping:BasePathMapping": "edge",
  "aws:apigateway/domainName:DomainName": "edge",
  "aws:route53/record:Record": "edge",
};
const keyed = {
  "aws:apigateway/apiKey:ApiKey": "edge-batch edge-desk",
  "aws:apigateway/usagePlan:UsagePlan": "edge-batch edge-desk",
  "aws:apigateway/usagePlanKey:UsagePlanKey": "edge-batch edge-desk",
};
const apps = { "aws:cognito/userPoolClient:UserPoolClient": "edge-batch edge-desk" };
const cors = { origin: "https://app.example.com" };
const { restApi, stage } = { restApi: "aws:apigateway/restApi:RestApi", stage: "aws:apigateway/stage:Stage" };
const idOf = (graph: Graph, type: string, name?: string) => only(graph, type, name).outputs.id;

describe("EdgeTier", () => {
  const cases: [string, EdgeArgs, Record<string, string>][] = [
    ["Cognito and no client", {}, { ...always, ...cognito }],
    [
      "Cognito, clients, a domain, mutual TLS and pages of another origin",
      { clients: cognitoClients, certificate: certificate(), mutualTls, cors },
      { ...always, ...cognito, ...named, ...keyed, ...apps },
    ],
    ["an issuer of one's own", { authentication: issuer }, { ...always, ...foreign }],
    [
      "an issuer of one's own, clients and a domain",
      { authentication: issuer, clients, certificate: certificate() },
      { ...always, ...foreign, ...named, ...keyed },
    ],
  ];
  for (const [title, change, expected] of cases)
    it(`makes exactly these for ${title}`, async () => {
      const { children, component } = await edge(change);
      expect(component.type).to.equal("ai-platform:edge:EdgeTier");
      expect(children).to.deep.equal(list(expected));
    });

  it("is found at AWS's own name without a domain, and at that with one", async () => {
    const plain = await edge();
    expect(await valueOf((plain.made as EdgeTier).url)).to.equal(only(plain.graph, stage).outputs.invokeUrl);
    const own = await edge({ certificate: certificate() });
    expect(await valueOf((own.made as EdgeTier).url)).to.equal("https://test.example.com");
  });

  for (const [title, change, closed] of [
    ["open at AWS's own name without a domain", {}, false],
    ["closed there with one", { certificate: certificate() }, true],
  ] as const)
    it(`has an API in its region, ${title}`, async () => {
      const { graph } = await edge(change);
      const { body, ...inputs } = only(graph, restApi).inputs;
      expect(inputs).to.deep.equal({
        name: "ai-platform-test",
        description: "Modules of test",
        failOnWarnings: true,
        endpointConfiguration: { types: "REGIONAL" },
        disableExecuteApiEndpoint: closed,
      });
      expect(only(graph, "aws:apigateway/deployment:Deployment").inputs).to.deep.equal({
        restApi: idOf(graph, restApi),
        triggers: { body: createHash("sha256").update(String(body)).digest("hex") },
      });
    });

  for (const authentication of ["cognito", issuer] as const)
    it(`serves one stage with records, ${typeof authentication === "string" ? "Cognito" : "issuer"}`, async () => {
      const { graph } = await edge({ authentication, logRetentionDays: 7 });
      const log = only(graph, "aws:cloudwatch/logGroup:LogGroup", "edge-access");
      expect(log.inputs).to.deep.equal({
        name: "/ai-platform/test/edge/access",
        retentionInDays: 7,
        kmsKeyId: keyArn("logs"),
      });
      const { inputs, options } = only(graph, stage);
      expect(inputs).to.deep.equal({
        restApi: idOf(graph, restApi),
        deployment: idOf(graph, "aws:apigateway/deployment:Deployment"),
        stageName: "live",
        accessLogSettings: {
          destinationArn: log.outputs.arn,
          format: accessLogFormat(authentication),
        },
      });
      expect(options.dependencies).to.include(accountUrn);
    });

  it("limits every method, and those of a module with limits of its own", async () => {
    const slow = moduleConfig({ routes: ["/slow"], throttle: { requestsPerSecond: 1, burst: 2 } });
    const { graph } = await edge({ modules: { ...modules, slow } });
    const settings = (rate: number, burst: number) => ({
      restApi: idOf(graph, restApi),
      stageName: "live",
      settings: {
        throttlingRateLimit: rate,
        throttlingBurstLimit: burst,
        metricsEnabled: false,
        loggingLevel: "OFF",
        dataTraceEnabled: false,
      },
    });
    const made = graph.ofType("aws:apigateway/methodSettings:MethodSettings");
    for (const { name, inputs } of made) {
      const { methodPath, ...rest } = inputs;
      expect(rest, name).to.deep.equal(methodPath === "*/*" ? settings(50, 100) : settings(1, 2));
    }
    expect(made.map(({ name, inputs }) => [name, inputs.methodPath])).to.deep.include.members([
      ["edge-all", "*/*"],
      ["edge-slow/POST", "~1slow/POST"],
      ["edge-slow/{proxy+}/POST", "~1slow~1{proxy+}/POST"],
    ]);
    expect(new Set(made.map(({ inputs }) => inputs.methodPath)).size).to.equal(made.length);
  });

  for (const [title, change, port] of [
    ["plain without a domain", {}, 80],
    ["by TLS with one", { certificate: certificate() }, 443],
  ] as const)
    it(`reaches the load balancers, and nothing else, ${title}`, async () => {
      const { graph } = await edge(change);
      const group = only(graph, "aws:ec2/securityGroup:SecurityGroup");
      expect(group.inputs).to.deep.equal({
        description: "VPC link of the API",
        vpcId,
        tags: { Name: "edge-link" },
      });
      const way = { ipProtocol: "tcp", fromPort: port, toPort: port };
      expect(only(graph, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule").inputs).to.deep.equal({
        ...way,
        securityGroupId: group.outputs.id,
        referencedSecurityGroupId: "sg-alb",
        description: "To the load balancers",
      });
      const opened = only(graph, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
      expect(opened.inputs).to.deep.equal({
        ...way,
        securityGroupId: "sg-alb",
        referencedSecurityGroupId: group.outputs.id,
        description: "From the API",
      });
      const link = only(graph, "aws:apigatewayv2/vpcLink:VpcLink");
      expect(link.inputs).to.deep.equal({
        securityGroupIds: [group.outputs.id],
        subnetIds: ["subnet-private-a", "subnet-private-c"],
      });
      expect(link.options.dependencies).to.include(opened.urn);
      for (const { integration } of operationsOf(apiOf(graph)))
        expect(integration.connectionId).to.equal(link.outputs.id);
    });

  it("hands each route to the load balancer that its module names, with what it knows of the whole", async () => {
    const { graph } = await edge({ clients: cognitoClients, certificate: certificate(), cors });
    const api = apiOf(graph);
    expect(api.info).to.deep.equal({ title: "ai-platform-test", version: "1" });
    const proxied = operationsOf(api).filter(({ integration }) => integration.type !== "mock");
    const alb = `arn:aws:elasticloadbalancing:${region}:${account}:loadbalancer/app/alb`;
    expect(
      proxied.map(({ path, operation, integration }) => [
        path,
        integration.integrationTarget,
        integration.timeoutInMillis,
        integration.uri,
        operation.security,
      ]),
    ).to.have.deep.members(
      ["", "/{proxy+}"].flatMap((below) => {
        const at = (path: string) => `https://test.example.com${path}${below.replace("+", "")}`;
        const with_ = (...scopes: string[]) => [{ authorizer: scopes }, { key: [] }];
        return [
          [
            `/v1/planning${below}`,
            `${alb}/1`,
            300_000,
            at("/v1/planning"),
            with_("ai-platform/planning.invoke"),
          ],
          [
            `/v2/planning${below}`,
            `${alb}/2`,
            900_000,
            at("/v2/planning"),
            with_("ai-platform/planning.invoke", "ai-platform/plans"),
          ],
          [below === "" ? "/" : below, `${alb}/1`, 300_000, below === "" ? at("/") : at(""), []],
        ];
      }),
    );
  });

  it("stands behind the firewall as a whole, and keeps the firewall's records", async () => {
    const { graph } = await edge({ logRetentionDays: 90 });
    const acl = only(graph, "aws:wafv2/webAcl:WebAcl");
    expect(acl.inputs).to.deep.equal({
      description: "API of test",
      dataProtectionConfig: {
        dataProtections: [
          { field: { fieldType: "BODY" }, action: "HASH" },
          { field: { fieldType: "QUERY_STRING" }, action: "HASH" },
          {
            field: { fieldType: "SINGLE_HEADER", fieldKeys: ["authorization", "cookie", "x-api-key"] },
            action: "HASH",
          },
        ],
      },
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      rules: firewallRules(edgeConfig().waf),
      visibilityConfig: {
        metricName: "ai-platform-test",
        cloudwatchMetricsEnabled: true,
        sampledRequestsEnabled: false,
      },
    });
    expect(only(graph, "aws:wafv2/webAclAssociation:WebAclAssociation").inputs).to.deep.equal({
      resourceArn: only(graph, stage).outputs.arn,
      webAclArn: acl.outputs.arn,
    });
    const log = only(graph, "aws:cloudwatch/logGroup:LogGroup", "edge-firewall");
    expect(log.inputs).to.deep.equal({
      name: "aws-waf-logs-ai-platform-test/edge",
      retentionInDays: 90,
      kmsKeyId: keyArn("logs"),
    });
    const kept = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } }));
    expect(
      only(graph, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration").inputs,
    ).to.deep.equal({
      resourceArn: acl.outputs.arn,
      logDestinationConfigs: [log.outputs.arn],
      redactedFields: [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
        { singleHeader: { name: "x-api-key" } },
        { queryString: {} },
        { uriPath: {} },
      ],
      loggingFilter: {
        defaultBehavior: "DROP",
        filters: [{ behavior: "KEEP", requirement: "MEETS_ANY", conditions: kept }],
      },
    });
  });
});
