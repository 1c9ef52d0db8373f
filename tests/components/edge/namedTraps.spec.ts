import { expect } from "chai";
import { timeoutChain } from "../../../infra/timeouts";
import type { Graph } from "../../../simulator/graph";
import { configOf, only, runEnvironment } from "../../support/harness";
import { objectsOf } from "../../../policy/resource";

/** The traps that the whole of prod avoids, by the words in which they are known. */
describe("traps of the edge, in prod", () => {
  let graph: Graph;
  let integrations: Record<string, unknown>[];
  before(async () => {
    graph = await runEnvironment(configOf("prod"));
    const body = JSON.parse(String(only(graph, "aws:apigateway/restApi:RestApi").inputs.body)) as {
      paths: Record<string, Record<string, Record<string, Record<string, unknown>>>>;
    };
    integrations = Object.values(body.paths)
      .flatMap((item) => Object.values(item))
      .map((operation) => operation["x-amazon-apigateway-integration"]!);
  });
  const inputs = (type: string) => graph.ofType(type).map((node) => node.inputs);

  it("timeoutMilliseconds defaults to 29 s buffered, and goes to 900 s with STREAM", () => {
    expect(integrations).not.to.be.empty;
    for (const one of integrations) expect(one.timeoutInMillis).to.be.within(29_001, 900_000);
  });

  it("STREAM takes only HTTP_PROXY and AWS_PROXY; idle 5 minutes regional, 30 s edge-optimised", () => {
    for (const { type, responseTransferMode } of integrations)
      expect([type, responseTransferMode]).to.deep.equal(["http_proxy", "STREAM"]);
    const [api] = inputs("aws:apigateway/restApi:RestApi");
    expect(api!.endpointConfiguration).to.deep.equal({ types: "REGIONAL" });
    expect(timeoutChain(900).heartbeat).to.be.lessThan(30);
  });

  it("STREAM allows no caching, no content encoding and no mapping of responses", () => {
    expect(inputs("aws:apigateway/restApi:RestApi")[0]).not.to.have.property("minimumCompressionSize");
    expect(inputs("aws:apigateway/stage:Stage")[0]).not.to.have.property("cacheClusterEnabled");
    for (const one of integrations) expect(one).not.to.have.any.keys("responses", "requestTemplates");
  });

  it("VPC link V1 reaches NLBs only", () => {
    expect(inputs("aws:apigateway/vpcLink:VpcLink")).to.be.empty;
    expect(inputs("aws:apigatewayv2/vpcLink:VpcLink")).to.have.length(1);
  });

  it("throttling left at 0 refuses everything with 429", () => {
    for (const { settings } of inputs("aws:apigateway/methodSettings:MethodSettings"))
      for (const key of ["throttlingRateLimit", "throttlingBurstLimit"])
        expect((settings as Record<string, unknown>)[key]).to.be.greaterThan(0);
  });

  it("a certificate of a private CA needs ownershipVerificationCertificateArn: ours is public", () => {
    expect(inputs("aws:acm/certificate:Certificate")).to.deep.equal([
      { domainName: "api.example.com", validationMethod: "DNS" },
    ]);
    expect(inputs("aws:apigateway/domainName:DomainName")[0]!.securityPolicy).to.equal("TLS_1_2");
  });

  it("100 target groups per ALB, 5 condition values per rule, priority 1 to 50000 and unique", () => {
    const rules = inputs("aws:lb/listenerRule:ListenerRule");
    expect(rules.length).to.be.at.most(100);
    expect(new Set(rules.map(({ priority }) => priority)).size).to.equal(rules.length);
    for (const { conditions, priority } of rules) {
      expect(priority).to.be.within(1, 50_000);
      const values = objectsOf(conditions).flatMap((one) =>
        Object.values(one).flatMap((condition) => {
          const { values = [], regexValues = [] } = condition as Record<string, string[]>;
          return [...values, ...regexValues];
        }),
      );
      expect(values.length).to.be.at.most(5);
      for (const value of values) expect(value.length).to.be.at.most(128);
    }
  });

  it("ALB names have 32 characters, no leading internal- and no trailing hyphen; the longest stack name fits", () => {
    for (const { name } of [...inputs("aws:lb/loadBalancer:LoadBalancer")])
      expect(name).to.match(/^(?!internal-)[a-z0-9-]{1,31}[a-z0-9]$/);
    expect(`ai-platform-${"s".repeat(15)}-20`.length).to.be.at.most(32);
  });

  it("ALB deletion protection in prod, and access logs in a bucket with SSE-S3", () => {
    for (const lb of inputs("aws:lb/loadBalancer:LoadBalancer")) {
      expect(lb.enableDeletionProtection).to.equal(true);
      const { bucket } = lb.accessLogs as { bucket: string };
      const encryption = inputs(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      ).find((one) => one.bucket === bucket);
      expect(JSON.stringify(encryption)).to.contain('"sseAlgorithm":"AES256"');
    }
  });

  it("TG replace: name collision; health check timeout below its interval; least outstanding requests", () => {
    for (const group of inputs("aws:lb/targetGroup:TargetGroup")) {
      expect(group).not.to.have.any.keys("name", "namePrefix");
      const { timeout, interval } = group.healthCheck as { timeout: number; interval: number };
      expect(timeout).to.be.lessThan(interval);
      expect(group.loadBalancingAlgorithmType).to.equal("least_outstanding_requests");
    }
  });

  it("WAF: rate limit and window, 1500 WCU before extra cost, body inspection not raised", () => {
    const [acl] = inputs("aws:wafv2/webAcl:WebAcl");
    expect(acl).not.to.have.property("associationConfig");
    const rules = objectsOf(acl!.rules);
    const { limit, evaluationWindowSec } = (
      rules[0]!.statement as { rateBasedStatement: Record<string, number> }
    ).rateBasedStatement;
    expect(limit).to.be.within(10, 2_000_000_000);
    expect(evaluationWindowSec).to.be.oneOf([60, 120, 300, 600]);
    // As AWS lists them beside each group: a rate rule 2, reputation 25, known bad inputs 200, common 700.
    expect(rules).to.have.length(4);
    expect(2 + 25 + 200 + 700).to.be.at.most(1500);
  });

  it("GenericLFI_BODY and CrossSiteScripting_BODY take prompts for attacks, so they count", () => {
    const overrides = objectsOf(inputs("aws:wafv2/webAcl:WebAcl")[0]!.rules).flatMap(({ statement }) => {
      const { managedRuleGroupStatement: group } = statement as Record<string, Record<string, unknown>>;
      return objectsOf(group?.ruleActionOverrides);
    });
    for (const name of ["GenericLFI_BODY", "CrossSiteScripting_BODY"])
      expect(overrides).to.deep.include({ name, actionToUse: { count: {} } });
  });

  it("T2: ALB idle 60 s, drain 300 s and Fargate's 120 s to stop, each for the longest answer", () => {
    const { longestResponseSeconds: longest } = configOf("prod").modules.support!;
    expect(longest).to.equal(600);
    for (const lb of inputs("aws:lb/loadBalancer:LoadBalancer"))
      expect(lb.idleTimeout).to.be.greaterThan(longest);
    const [group] = graph.ofType("aws:lb/targetGroup:TargetGroup").filter(({ name }) => name === "support");
    expect(group!.inputs.deregistrationDelay).to.be.at.least(longest);
    expect(timeoutChain(longest).stop).to.equal(120);
  });
});
