import { expect } from "chai";
import type { EdgeConfig } from "../../../infra/config/schema/edge";
import { certificate, cognitoClients, issuer } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { apiOf, edge, mutualTls, operationsOf } from "./newEdge";

const types = {
  key: "aws:apigateway/apiKey:ApiKey",
  plan: "aws:apigateway/usagePlan:UsagePlan",
  planKey: "aws:apigateway/usagePlanKey:UsagePlanKey",
};

describe("the clients of the API", () => {
  const { batch, desk } = cognitoClients as Record<string, EdgeConfig["clients"][string]>;
  for (const [name, client, rate, burst, perDay] of [
    ["batch", batch!, 5, 10, 5000],
    ["desk", desk!, 20, 40, 100_000],
  ] as const)
    it(`each have a key and limits of their own, such as the ${client.kind} ${name}`, async () => {
      const { graph } = await edge({ clients: { [name]: client } });
      const description = `Client ${name} of test`;
      const key = only(graph, types.key);
      expect(key.inputs).to.deep.equal({ description });
      const plan = only(graph, types.plan);
      expect(plan.inputs).to.deep.equal({
        description,
        apiStages: [{ apiId: only(graph, "aws:apigateway/restApi:RestApi").outputs.id, stage: "live" }],
        throttleSettings: { rateLimit: rate, burstLimit: burst },
        quotaSettings: { limit: perDay, period: "DAY" },
      });
      expect(only(graph, types.planKey).inputs).to.deep.equal({
        keyId: key.outputs.id,
        keyType: "API_KEY",
        usagePlanId: plan.outputs.id,
      });
      expect([key.name, plan.name, only(graph, types.planKey).name]).to.deep.equal(
        Array(3).fill(`edge-${name}`),
      );
    });

  it("are asked for a key as soon as there is one of them, and nobody is where there is none", async () => {
    for (const [clients, asked] of [
      [{}, false],
      [cognitoClients, true],
    ] as const) {
      const api = apiOf((await edge({ clients })).graph);
      expect("key" in api.components.securitySchemes).to.equal(asked);
      for (const { operation, path } of operationsOf(api))
        if (operation.security.length > 0)
          expect(
            operation.security.some((requirement) => "key" in requirement),
            path,
          ).to.equal(asked);
    }
  });

  it("are not known to Cognito where another issuer knows them", async () => {
    const { graph } = await edge({ authentication: issuer, clients: { batch: batch! } });
    expect(graph.nodes.filter(({ type }) => type.startsWith("aws:cognito"))).to.deep.equal([]);
    expect(graph.ofType(types.key)).to.have.length(1);
  });
});

describe("the domain of the API", () => {
  const arn = `arn:aws:acm:${region}:123456789012:certificate/test`;
  const domain = {
    domainName: "test.example.com",
    regionalCertificateArn: arn,
    endpointConfiguration: { types: "REGIONAL" },
    securityPolicy: "TLS_1_2",
  };
  for (const [title, change, expected] of [
    ["asks for no certificate unless told", {}, domain],
    ["asks clients for a certificate", { mutualTls }, { ...domain, mutualTlsAuthentication: mutualTls }],
  ] as const)
    it(title, async () => {
      const { graph } = await edge({ certificate: certificate(), ...change });
      expect(only(graph, "aws:apigateway/domainName:DomainName").inputs).to.deep.equal(expected);
    });

  it("leads to the stage, and its name to it", async () => {
    const { graph } = await edge({ certificate: certificate() });
    const made = only(graph, "aws:apigateway/domainName:DomainName");
    expect(only(graph, "aws:apigateway/basePathMapping:BasePathMapping").inputs).to.deep.equal({
      domainName: "test.example.com",
      restApi: only(graph, "aws:apigateway/restApi:RestApi").outputs.id,
      stageName: "live",
    });
    expect(only(graph, "aws:route53/record:Record").inputs).to.deep.equal({
      zoneId: "Z0123456789EXAMPLE",
      name: "test.example.com",
      type: "A",
      aliases: [
        {
          name: made.outputs.regionalDomainName,
          zoneId: made.outputs.regionalZoneId,
          evaluateTargetHealth: false,
        },
      ],
    });
  });
});
