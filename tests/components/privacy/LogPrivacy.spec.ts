import { expect } from "chai";
import { mayHoldPersonalData } from "../../../infra/privacy/dataClass";
import type { Graph } from "../../../simulator/graph";
import { configOf, only, runEnvironment } from "../../support/harness";

const policyType = "aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy";
const groupType = "aws:cloudwatch/logGroup:LogGroup";

interface Policy {
  readonly Configuration: { readonly CustomDataIdentifier: readonly { Name: string; Regex: string }[] };
  readonly Statement: readonly {
    readonly DataIdentifier: readonly string[];
    readonly Operation: {
      readonly Audit?: { readonly FindingsDestination: unknown };
      readonly Deidentify?: unknown;
    };
  }[];
}

const policiesOf = (graph: Graph) =>
  graph.ofType(policyType).map(({ inputs }) => JSON.parse(String(inputs.policyDocument)) as Policy);
const policyGroups = (graph: Graph) =>
  graph.ofType(policyType).map(({ inputs }) => String(inputs.logGroupName));
const environment = (identifiers: Record<string, string> = {}) => {
  const config = configOf("prod");
  return runEnvironment({ ...config, privacy: { ...config.privacy, identifiers } });
};

describe("LogPrivacy", () => {
  it("masks every log group that can hold what people wrote, and only those", async () => {
    const graph = await environment();
    const masked = policyGroups(graph);
    const others = graph
      .ofType(groupType)
      .map(({ inputs }) => String(inputs.name))
      .filter((name) => !masked.includes(name));
    expect(masked).to.include.members([
      ...["planning", "manufacturing", "support"].map((module) => `/ai-platform/prod/modules/${module}`),
      ...["/ai-platform/prod/platform/sessions", "/ai-platform/prod/edge/access"],
      ...["audit", "error", "slowquery"].map((kind) => `/aws/rds/instance/ai-platform-prod/${kind}`),
    ]);
    expect(new Set(masked).size).to.equal(masked.length);
    // What auditors read is written by AWS, and must not be masked for them.
    const audited = others.filter((name) => name.startsWith("/ai-platform/prod/audit/"));
    expect(audited).to.have.members(
      ["access", "findings", "report"].map((log) => `/ai-platform/prod/audit/${log}`),
    );
    for (const name of others.filter((one) => !audited.includes(one)))
      expect(mayHoldPersonalData("prod", name), name).to.equal(false);
  });

  it("masks the log of a module that is called as a log of a tier is", async () => {
    const config = configOf("dev");
    const { planning } = config.modules;
    const graph = await runEnvironment({ ...config, modules: { "edge-access": planning! } });
    expect(policyGroups(graph)).to.include.members([
      "/ai-platform/dev/edge/access",
      "/ai-platform/dev/modules/edge-access",
    ]);
  });

  it("masks only where CloudWatch Logs can: in groups of the standard class", async () => {
    const graph = await environment();
    for (const { inputs } of graph.ofType(groupType)) expect(inputs).not.to.have.property("logGroupClass");
  });

  it("finds and masks the same, and tells of it in a log of its own", async () => {
    for (const { Statement } of policiesOf(await environment())) {
      const [audit, mask, ...more] = Statement;
      expect(more).to.deep.equal([]);
      expect(audit!.DataIdentifier).to.deep.equal(mask!.DataIdentifier);
      expect(audit!.Operation).to.deep.equal({
        Audit: { FindingsDestination: { CloudWatchLogs: { LogGroup: "/ai-platform/prod/audit/findings" } } },
      });
      expect(mask!.Operation).to.deep.equal({ Deidentify: { MaskConfig: {} } });
    }
  });

  it("keeps findings under the key of what auditors read", async () => {
    const graph = await environment();
    expect(only(graph, groupType, "privacy-findings").inputs).to.include({
      kmsKeyId: only(graph, "aws:kms/key:Key", "audit").outputs.arn,
      retentionInDays: 365,
    });
  });

  it("masks what the company names as well", async () => {
    const EmployeeId = "EMP-\\d{6}";
    for (const { Configuration, Statement } of policiesOf(await environment({ EmployeeId }))) {
      expect(Configuration.CustomDataIdentifier).to.deep.include({ Name: "EmployeeId", Regex: EmployeeId });
      expect(Statement[1]!.DataIdentifier).to.include("EmployeeId");
    }
  });

  it("tells the owner of a module of its own findings, and of no others", async () => {
    const graph = await environment();
    const filter = (name: string) =>
      String(only(graph, "aws:cloudwatch/logMetricFilter:LogMetricFilter", name).inputs.pattern);
    expect(filter("privacy-planning-findings")).to.equal(
      '{ $.resourceArn = "*:log-group:/ai-platform/prod/modules/planning:*" }',
    );
    expect(filter("privacy-findings")).to.equal(
      '{ $.resourceArn != "*:log-group:/ai-platform/prod/modules/*" }',
    );
    const { alarmDescription, metricName } = only(
      graph,
      "aws:cloudwatch/metricAlarm:MetricAlarm",
      "privacy-planning-findings",
    ).inputs;
    expect(metricName).to.equal("Findings-planning");
    expect(alarmDescription).to.include(configOf("prod").modules.planning!.owner);
  });
});
