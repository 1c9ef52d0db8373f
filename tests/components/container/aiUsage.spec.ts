import { expect } from "chai";
import { aiUsageAlarms } from "../../../components/container/aiUsageAlarms";
import type { AiUsageConfig } from "../../../infra/config/schema/aiUsage";
import { build } from "../../support/fixtures";
import { newModule, type ModuleArgs } from "./newModule";

const namespace = "ai-platform/test/AI";
const alarmsOf = (usage: AiUsageConfig) => aiUsageAlarms("planning", usage, namespace);

describe("alarms on AI usage", () => {
  const table: [what: string, usage: AiUsageConfig, alarms: string[]][] = [
    ["nothing unless told", { anomalies: false }, []],
    ["tokens of an hour", { anomalies: false, tokensPerHour: 1000 }, ["ai-tokens"]],
    ["cost of a day", { anomalies: false, usdPerDay: 5 }, ["ai-cost"]],
    ["what is out of habit", { anomalies: true }, ["ai-tokens-anomaly", "ai-cost-anomaly"]],
  ];
  for (const [what, usage, alarms] of table)
    it(`watch ${what}`, () => {
      expect(alarmsOf(usage).map((alarm) => alarm.what)).to.deep.equal(alarms);
    });

  const metric = (id: string, metricName: string, period: number) => ({
    id,
    metric: { namespace, metricName, dimensions: { Module: "planning" }, period, stat: "Sum" },
    returnData: false,
  });

  it("add up both kinds of tokens of all providers over an hour", () => {
    const [alarm] = alarmsOf({ anomalies: false, tokensPerHour: 1000 });
    expect(alarm).to.deep.equal({
      what: "ai-tokens",
      description: "Calls of planning to AI services took more than 1000 tokens in an hour.",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 1000,
      evaluationPeriods: 1,
      metricQueries: [
        metric("m0", "InputTokens", 3600),
        metric("m1", "OutputTokens", 3600),
        {
          id: "total",
          expression: "FILL(m0, 0) + FILL(m1, 0)",
          label: "All providers",
          returnData: true,
        },
      ],
    });
  });

  it("add up the cost of a day, no longer than CloudWatch looks back", () => {
    const [alarm] = alarmsOf({ anomalies: false, usdPerDay: 5 });
    expect(alarm!.metricQueries).to.deep.include(metric("m0", "CostUsd", 86_400));
    expect(alarm!.threshold).to.equal(5);
  });

  it("compare with a band of the sum, which has no threshold", () => {
    for (const alarm of alarmsOf({ anomalies: true })) {
      expect(alarm).not.to.have.property("threshold");
      expect(alarm.thresholdMetricId).to.equal("band");
      expect((alarm.metricQueries as object[]).at(-1)).to.deep.equal({
        id: "band",
        expression: "ANOMALY_DETECTION_BAND(total, 3)",
        returnData: true,
      });
    }
  });
});

describe("the AI usage of a module", () => {
  const made = async (change: ModuleArgs) => {
    const { graph } = await build(() => newModule("planning", change));
    return {
      filters: graph.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter"),
      alarms: graph
        .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
        .filter(({ name }) => name.includes("-ai-")),
      logGroup: graph.ofType("aws:cloudwatch/logGroup:LogGroup")[0]!,
    };
  };

  it("is read from its log by one filter for each metric", async () => {
    const { filters, logGroup } = await made({ aiProviders: ["openai"] });
    expect(filters.map(({ inputs }) => inputs.name)).to.deep.equal([
      "CostUsd",
      "Failures",
      "InputTokens",
      "LatencyMs",
      "OutputTokens",
    ]);
    for (const { inputs } of filters) {
      expect(inputs.logGroupName).to.equal(logGroup.outputs.name);
      const transformation = inputs.metricTransformation as Record<string, unknown>;
      expect(transformation).to.include({ namespace: "ai-platform/test/AI", name: inputs.name });
      expect(transformation.dimensions).to.deep.equal({
        Module: "$.module",
        Provider: "$.gen_ai.provider.name",
      });
      // AWS takes none beside dimensions.
      expect(transformation).not.to.have.property("defaultValue");
    }
  });

  it("is there for all providers together where an alarm goes by it", async () => {
    const totals = async (aiUsage: Partial<AiUsageConfig>) =>
      (await made({ aiProviders: ["openai", "bedrock"], aiUsage })).filters
        .filter(({ name }) => name.endsWith("Total"))
        .map(({ inputs }) => inputs.metricTransformation as Record<string, unknown>)
        .map(({ name, dimensions }) => [name, dimensions]);
    const dimensions = { Module: "$.module" };
    expect(await totals({})).to.deep.equal([]);
    expect(await totals({ usdPerDay: 1 })).to.deep.equal([["CostUsd", dimensions]]);
    expect(await totals({ anomalies: true })).to.deep.equal([
      ["CostUsd", dimensions],
      ["InputTokens", dimensions],
      ["OutputTokens", dimensions],
    ]);
  });

  it("is not watched where nobody is called, or the log is elsewhere", async () => {
    const elsewhere = { aiProviders: ["openai" as const], logRouter: { options: { Name: "firehose" } } };
    for (const change of [{}, { aiUsage: { anomalies: true } }, elsewhere]) {
      const { filters, alarms } = await made(change);
      expect([...filters, ...alarms]).to.deep.equal([]);
    }
  });

  it("tells the module's owner where to read on", async () => {
    const { alarms } = await made({
      aiProviders: ["bedrock"],
      aiUsage: { tokensPerHour: 10, anomalies: true },
    });
    expect(alarms.map(({ inputs }) => inputs.name).sort()).to.deep.equal([
      "ai-platform-test_planning-ai-cost-anomaly",
      "ai-platform-test_planning-ai-tokens",
      "ai-platform-test_planning-ai-tokens-anomaly",
    ]);
    for (const { inputs } of alarms) {
      expect(inputs.alarmDescription).to.match(/^\[team@example\.com\] warning: .+ Runbook: ai-usage\.md$/);
      expect(inputs.treatMissingData).to.equal("notBreaching");
    }
  });
});
