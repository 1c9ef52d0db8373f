import { expect } from "chai";
import { nodeAlarms } from "../../../components/data/qdrant/alarms";
import { agentSettings } from "../../../components/data/qdrant/metrics";
import { metricsLine } from "../../../functions/tend-qdrant/metrics";
import { topicArn } from "../../support/fixtures";
import { only } from "../../support/harness";
import { buildQdrant } from "./qdrantArgs";

/** Name, metric, comparison and threshold of the alarms of a node among three. */
const expected = [
  ["disk", "DiskUsedPercent", "Maximum", "GreaterThanThreshold", 80],
  ["memory", "MemoryUsedPercent", "Maximum", "GreaterThanThreshold", 90],
  ["ready", "Ready", "Minimum", "LessThanThreshold", 1],
  ["peers", "Peers", "Minimum", "LessThanThreshold", 3],
  ["consensus", "Consensus", "Minimum", "LessThanThreshold", 1],
] as const;

describe("the alarms of Qdrant", () => {
  for (const [what, metricName, statistic, comparisonOperator, threshold] of expected)
    it(`ring for every node: ${what}`, async () => {
      const { graph } = await buildQdrant();
      for (const node of [0, 1, 2]) {
        const { inputs } = only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", `qdrant-${node}-${what}`);
        expect(inputs).to.deep.include({
          name: `ai-platform-test_qdrant-${node}-${what}`,
          namespace: "ai-platform/Qdrant",
          ...{ metricName, statistic, comparisonOperator, threshold },
          // Twenty minutes, and silence is as bad as a bad value.
          ...{ period: 300, evaluationPeriods: 4, treatMissingData: "breaching" },
        });
        expect(inputs.dimensions).to.deep.include({ Environment: "test", Node: `qdrant-${node}` });
        expect(inputs.alarmActions).to.deep.equal([topicArn("test", "critical")]);
        expect(inputs.okActions).to.deep.equal(inputs.alarmActions);
      }
    });

  it("ring when looking after the nodes failed", async () => {
    const { graph } = await buildQdrant();
    expect(only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", "qdrant-tend").inputs).to.deep.include({
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: only(graph, "aws:lambda/function:Function").outputs.name },
      statistic: "Sum",
      threshold: 1,
      treatMissingData: "notBreaching",
    });
  });

  it("name what the function and the agent publish", () => {
    const alarms = Object.values(nodeAlarms("test", 1, 3));
    const health = { ready: true, cluster: undefined };
    const line = JSON.parse(metricsLine("test", "qdrant-1", health, new Date(0))) as {
      _aws: { CloudWatchMetrics: [{ Namespace: string; Metrics: { Name: string }[] }] };
      Environment: string;
      Node: string;
    };
    const [published] = line._aws.CloudWatchMetrics;
    const { metrics } = JSON.parse(agentSettings("test", 1, "/var/lib/qdrant")) as {
      metrics: {
        namespace: string;
        metrics_collected: Record<string, { measurement: [{ rename: string }] }>;
      };
    };
    expect(metrics.namespace).to.equal(published.Namespace);
    const names = [
      ...published.Metrics.map(({ Name }) => Name),
      ...Object.values(metrics.metrics_collected).map(({ measurement: [{ rename }] }) => rename),
    ];
    expect(names).to.have.members(alarms.map(({ metricName }) => metricName));
    const [disk, ...others] = alarms;
    expect(disk!.dimensions).to.deep.equal({
      Environment: "test",
      Node: "qdrant-1",
      path: "/var/lib/qdrant",
      fstype: "xfs",
    });
    for (const { dimensions } of others)
      expect(dimensions).to.deep.equal({ Environment: line.Environment, Node: line.Node });
  });
});
