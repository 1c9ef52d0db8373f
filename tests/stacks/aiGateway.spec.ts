import { expect } from "chai";
import { mandatoryIn, policyFindings } from "../../automation/plan/policy";
import { egressDomains } from "../../infra/aiProviders";
import { allowlist } from "../../infra/egress/allowlist";
import type { Graph } from "../../simulator/graph";
import { configured, digest } from "../infra/aiGateway/configured";
import { only, region, runEnvironment, stacks } from "../support/harness";
import { decide } from "../support/iam";
import { policiesOfRole } from "../support/resources";

const account = "123456789012";
const callers = ["planning", "support"];
const keys = ["ai-gateway-key-anthropic", "ai-gateway-key-openai"];
const config = configured({
  "modules.planning.aiQuota": { requestsPerMinute: 60 },
  "modules.support.aiUsage": { tokensPerHour: 1000 },
});

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string; readonly valueFrom: string }[];
}

describe("an environment with an AI gateway", () => {
  let graph: Graph;
  before(async () => {
    graph = await runEnvironment(config);
  });
  const containerOf = (module: string) =>
    (
      JSON.parse(
        String(only(graph, "aws:ecs/taskDefinition:TaskDefinition", module).inputs.containerDefinitions),
      ) as Container[]
    ).find(({ name }) => name === "app")!;
  const secretArn = (name: string) =>
    String(only(graph, "aws:secretsmanager/secret:Secret", name).outputs.arn);
  const names = (module: string) => containerOf(module).secrets.map(({ name }) => name);
  const ask = (role: string, action: string, resource: string) =>
    decide({
      identityPolicies: policiesOfRole(graph, role),
      principal: `arn:aws:iam::${account}:role/${role}`,
      action,
      resource,
      resourceAccount: account,
      ...(action.startsWith("kms:")
        ? { resourcePolicy: String(graph.withArn(resource)!.inputs.policy) }
        : {}),
    });

  it("has each key of a service once, and the gateway alone has it", () => {
    const secrets = graph.ofType("aws:secretsmanager/secret:Secret").map(({ name }) => name);
    expect(secrets.filter((name) => name.includes("-key-"))).to.have.members(keys);
    expect(names("ai-gateway")).to.deep.equal([
      "ANTHROPIC_API_KEY",
      "OPENAI_API_KEY",
      "TOKEN_PLANNING",
      "TOKEN_SUPPORT",
    ]);
  });

  it("gives modules a token of their own where their libraries look for the key, and the way", () => {
    const { environment, secrets } = containerOf("support");
    const token = secretArn("support-ai-gateway");
    for (const name of ["ANTHROPIC_API_KEY", "OPENAI_API_KEY"])
      expect(secrets).to.deep.include({ name, valueFrom: token });
    expect(environment).to.deep.include({
      name: "ANTHROPIC_BASE_URL",
      value: "http://ai-gateway:8080/support/anthropic",
    });
    expect(environment).to.deep.include({
      name: "OPENAI_BASE_URL",
      value: "http://ai-gateway:8080/support/openai/v1",
    });
    expect(token).not.to.equal(secretArn("planning-ai-gateway"));
  });

  for (const module of Object.keys(config.modules))
    it(`lets ${module} read what is its own, and no key or token of others`, async () => {
      const gateway = module === "ai-gateway";
      for (const role of [`${module}-execution`, `${module}-task`])
        for (const name of [...keys, ...callers.map((caller) => `${caller}-ai-gateway`)]) {
          const mine = role.endsWith("-execution") && (gateway || name === `${module}-ai-gateway`);
          expect(
            await ask(role, "secretsmanager:GetSecretValue", secretArn(name)),
            `${role} ${name}`,
          ).to.equal(mine ? "Allowed" : "ImplicitlyDenied");
        }
      const key = String(only(graph, "aws:kms/key:Key", "ai-gateway-data").outputs.arn);
      expect(await ask(`${module}-execution`, "kms:Decrypt", key)).to.equal(
        gateway ? "Allowed" : "ImplicitlyDenied",
      );
    });

  it("lets both ends of a token decrypt it, and nobody else", async () => {
    const token = only(graph, "aws:secretsmanager/secret:Secret", "planning-ai-gateway");
    const key = String(token.inputs.kmsKeyId);
    for (const module of ["planning", "support", "ai-gateway"])
      expect(await ask(`${module}-execution`, "kms:Decrypt", key), module).to.equal("Allowed");
    expect(await ask("manufacturing-execution", "kms:Decrypt", key)).to.equal("ImplicitlyDenied");
  });

  it("opens the way to the gateway for its callers alone", () => {
    const to = String(only(graph, "aws:ec2/securityGroup:SecurityGroup", "ai-gateway-service").outputs.id);
    const ways = graph
      .ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")
      .filter(({ inputs }) => inputs.securityGroupId === to);
    expect(ways.map(({ name }) => name).sort()).to.deep.equal(
      callers.map((caller) => `${caller}--ai-gateway`),
    );
    expect(ways.every(({ inputs }) => inputs.fromPort === 8080 && inputs.cidrIpv4 === undefined)).to.equal(
      true,
    );
  });

  it("has no one else who calls what is outside", () => {
    const outside = egressDomains(config.modules, region).filter(
      ({ domain }) => !domain.endsWith(".amazonaws.com"),
    );
    expect(outside).to.deep.equal([
      { domain: "api.anthropic.com", modules: ["ai-gateway"] },
      { domain: "api.openai.com", modules: ["ai-gateway"] },
    ]);
    expect(allowlist(config)).to.deep.include({
      domain: "api.openai.com",
      why: "AI providers of ai-gateway",
    });
  });

  it("leaves Bedrock to the roles", async () => {
    const model = `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`;
    expect(await ask("planning-task", "bedrock:InvokeModel", model)).to.equal("Allowed");
    expect(await ask("ai-gateway-task", "bedrock:InvokeModel", model)).to.equal("ImplicitlyDenied");
  });

  it("runs the image by its digest, and lets the registry fetch it anew", async () => {
    const { image, command } = containerOf("ai-gateway");
    const repository = "ai-platform-cache/github/agentgateway/agentgateway";
    expect(image).to.equal(`${account}.dkr.ecr.${region}.amazonaws.com/${repository}@${digest}`);
    expect(command![0]).to.equal("--config");
    const arn = `arn:aws:ecr:${region}:${account}:repository/${repository}`;
    for (const action of ["ecr:BatchGetImage", "ecr:BatchImportUpstreamImage"])
      expect(await ask("ai-gateway-execution", action, arn), action).to.equal("Allowed");
  });

  it("counts a call once: from the gateway's log, or from the module's own", () => {
    const filters = graph
      .ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")
      .filter(({ name }) => name.includes("-ai-"));
    const patterns = (module: string) =>
      filters
        .filter(({ name }) => name.startsWith(`${module}-ai-`))
        .map(({ inputs }) => String(inputs.pattern));
    expect(patterns("planning").length).to.be.greaterThan(0);
    for (const pattern of patterns("planning")) {
      expect(pattern).to.include('"aws.bedrock"');
      expect(pattern).not.to.include('"openai"');
    }
    expect(patterns("support")).to.deep.equal([]);
    const latency = filters.find(({ name }) => name === "ai-gateway-ai-LatencyMs")!;
    expect(latency.inputs.pattern).to.equal(
      '{ $.message = "AI call" && $.module = "*" && ($.gen_ai.provider.name = "anthropic" || $.gen_ai.provider.name = "openai") && $.duration_ms >= 0 }',
    );
    expect(latency.inputs.metricTransformation).to.deep.include({
      namespace: "ai-platform/dev/AI",
      name: "LatencyMs",
      dimensions: { Module: "$.module", Provider: "$.gen_ai.provider.name" },
    });
  });

  it("rings for the module whose calls are refused", () => {
    const alarms = graph
      .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
      .filter(({ name }) => name.endsWith("-ai-refused"));
    expect(alarms.map(({ name }) => name)).to.deep.equal(["planning-ai-refused"]);
    expect(alarms[0]!.inputs).to.deep.include({
      namespace: "ai-platform/dev/AI",
      metricName: "Refused",
      dimensions: { Module: "planning" },
      evaluationPeriods: 3,
    });
    expect(String(alarms[0]!.inputs.alarmDescription)).to.include("ai-gateway");
    const counter = only(graph, "aws:cloudwatch/logMetricFilter:LogMetricFilter", "ai-gateway-ai-Refused");
    expect(counter.inputs.pattern).to.equal(
      '{ $.message = "AI call" && $.module = "*" && $.reason = "RateLimit" }',
    );
  });

  it("breaks no rule of policy/", () => {
    const findings = mandatoryIn(policyFindings(graph, config.data.deletion));
    expect(findings.map(({ rule, message }) => `${rule}: ${message}`)).to.deep.equal([]);
  });

  for (const stack of stacks)
    it(`has as many tasks as it says in ${stack}`, async () => {
      const made = await runEnvironment(configured({}, stack));
      expect(only(made, "aws:ecs/service:Service", "ai-gateway").inputs.desiredCount).to.equal(2);
      const scaled = made.ofType("aws:appautoscaling/target:Target").map(({ name }) => name);
      expect(scaled).to.include("planning");
      expect(scaled).not.to.include("ai-gateway");
    });

  it("keeps the alarm on tokens of modules whose calls the gateway counts", () => {
    only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", "support-ai-tokens");
  });
});
