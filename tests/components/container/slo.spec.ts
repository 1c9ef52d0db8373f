import { expect } from "chai";
import type { SloConfig } from "../../../infra/config/schema/slo";
import { alarms, build, moduleConfig, topicArn } from "../../support/fixtures";
import { only } from "../../support/harness";
import { newModule } from "./newModule";

const metricAlarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const compositeAlarm = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const slo: SloConfig = { availabilityPercent: 99.5, latency: { seconds: 2, percent: 95 } };
const made = async (change: object = {}) =>
  (await build(() => newModule("planning", { slo, ...change }))).graph;

interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly metric?: { readonly stat: string; readonly period: number; readonly metricName: string };
}
const queriesOf = (inputs: Readonly<Record<string, unknown>>) => inputs.metricQueries as readonly Query[];

describe("the objectives of a module", () => {
  it("ring when both windows of a pair do, and tell the topic of the pair's severity", async () => {
    const graph = await made();
    for (const objective of ["availability", "latency"])
      for (const [window, severity] of [
        ["hour", "critical"],
        ["six-hours", "critical"],
        ["day", "warning"],
      ] as const) {
        const { inputs } = only(graph, compositeAlarm, `planning-${objective}-${window}`);
        const name = `ai-platform-test_planning-${objective}-${window}`;
        expect(inputs.alarmName).to.equal(name);
        expect(inputs.alarmRule).to.equal(`ALARM("${name}-long") AND ALARM("${name}-short")`);
        expect(inputs.alarmActions).to.deep.equal([topicArn("test", severity)]);
        expect(inputs.okActions).to.deep.equal(inputs.alarmActions);
      }
  });

  it("are watched by alarms that tell nobody by themselves", async () => {
    const graph = await made();
    const parts = graph.ofType(metricAlarm).filter(({ name }) => /-(long|short)$/.test(name));
    expect(parts).to.have.length(12);
    for (const { inputs } of parts) expect(inputs.alarmActions).to.deep.equal([]);
  });

  it("count failures of every revision that has traffic, over the window", async () => {
    const graph = await made({ release: { ...moduleConfig().release, strategy: "canary" } });
    const { inputs } = only(graph, metricAlarm, "planning-availability-six-hours-long");
    expect(inputs).to.include({ threshold: 3, comparisonOperator: "GreaterThanThreshold" });
    const metrics = queriesOf(inputs).flatMap(({ metric }) => (metric ? [metric] : []));
    expect(metrics).to.have.length(6);
    expect(new Set(metrics.map(({ period }) => period))).to.deep.equal(new Set([21_600]));
  });

  it("count slow answers by their share, not by a percentile of a percentile", async () => {
    const graph = await made();
    const { inputs } = only(graph, metricAlarm, "planning-latency-day-short");
    const [requests, quick, , slow, share] = queriesOf(inputs);
    expect(requests!.metric).to.include({ metricName: "RequestCount", stat: "Sum", period: 7200 });
    expect(quick!.metric).to.include({ metricName: "TargetResponseTime", stat: "PR(0:2)" });
    expect(slow!.expression).to.equal("FILL(requests0, 0) * (100 - FILL(quick0, 100))");
    expect(share!.expression).to.equal("IF(requests > 0, slow / requests, 0)");
    expect(inputs.threshold).to.equal(15);
  });

  it("may be of availability alone, or none", async () => {
    const alone = await made({ slo: { availabilityPercent: 99.5, latency: false } });
    expect(alone.ofType(compositeAlarm)).to.have.length(3);
    expect((await made({ slo: false })).ofType(compositeAlarm)).to.be.empty;
    expect((await made({ routes: [] })).ofType(compositeAlarm)).to.be.empty;
  });

  it("belong to the module's owner", async () => {
    const graph = await build(() => newModule("planning", { slo, alarms: alarms() }));
    const { inputs } = only(graph.graph, compositeAlarm, "planning-availability-hour");
    expect(inputs.alarmDescription).to.match(
      /^\[team@example\.com\] critical: Calls of planning that failed/,
    );
    expect(inputs.tags).to.include({ Module: "planning", Owner: "team@example.com", Severity: "critical" });
  });
});
