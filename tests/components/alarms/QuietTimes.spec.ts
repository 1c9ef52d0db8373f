import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { QuietTimes } from "../../../components/alarms/QuietTimes";
import type { QuietTimeConfig } from "../../../infra/config/schema/quietTimes";
import { build, scope } from "../../support/fixtures";
import { only } from "../../support/harness";

const rule = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";
const night: QuietTimeConfig = {
  at: "cron(0 2 * * SUN)",
  timezone: "Asia/Seoul",
  minutes: 90,
  severities: ["warning"],
};

describe("QuietTimes", () => {
  const made = (count: number, quietTimes: Readonly<Record<string, QuietTimeConfig>> = { night }) =>
    build(
      () =>
        new QuietTimes("quiet-times", {
          scope: scope(),
          quietTimes,
          alarms: Array.from({ length: count }, (_, index) => ({
            severity: index % 2 === 0 ? ("warning" as const) : ("critical" as const),
            name: pulumi.output(`alarm-${index}`),
          })),
        }),
    );

  it("mutes the alarms of the severities, and when", async () => {
    const { graph } = await made(4);
    expect(only(graph, rule).inputs).to.deep.equal({
      name: "ai-platform-test_quiet-night",
      description: "warning alarms tell nobody: night",
      rule: { schedule: { expression: "cron(0 2 * * SUN)", timezone: "Asia/Seoul", duration: "PT90M" } },
      muteTargets: { alarmNames: ["alarm-0", "alarm-2"] },
    });
  });

  it("takes as many rules as the alarms need", async () => {
    const { graph } = await made(202);
    const rules = graph.ofType(rule);
    expect(rules.map(({ inputs }) => inputs.name)).to.deep.equal([
      "ai-platform-test_quiet-night",
      "ai-platform-test_quiet-night-2",
    ]);
    const counts = rules.map(({ inputs }) => (inputs.muteTargets as { alarmNames: [] }).alarmNames.length);
    expect(counts).to.deep.equal([100, 1]);
  });

  it("makes nothing where there is nothing to mute", async () => {
    const { graph } = await made(1, { night: { ...night, severities: ["critical"] } });
    expect(graph.ofType(rule)).to.deep.equal([]);
  });
});
