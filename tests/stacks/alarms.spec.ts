import { expect } from "chai";
import { runbooks } from "../../infra/alarms/runbooks";
import { configOf, runEnvironment, stacks } from "../support/harness";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const composite = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const words = /^\[\S+@\S+\] (critical|warning): .+\. Runbook: (?:https:\S+\/)?([\w-]+)\.md$/;

describe("the alarms of a stack", function () {
  this.timeout(300_000);

  for (const stack of stacks)
    it(`have an owner, a severity and a page, each a name of its own, and tell somebody: ${stack}`, async () => {
      const graph = await runEnvironment(
        configOf(stack, (given) => {
          given["ai-platform:observability"] = {
            owner: "platform-team@example.com",
            subscribers: { "on-call": { email: "on-call@example.com" } },
          };
        }),
      );
      const alarms = [...graph.ofType(alarm), ...graph.ofType(composite)];
      expect(alarms.length).to.be.greaterThan(20);
      for (const { urn, inputs } of alarms) {
        const [, severity, page] = words.exec(String(inputs.alarmDescription)) ?? [];
        expect(page, `${urn}: ${String(inputs.alarmDescription)}`).to.be.oneOf([...runbooks]);
        expect((inputs.tags as Record<string, string>).Severity, urn).to.equal(severity);
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
        expect(String(inputs.alarmDescription).length, urn).to.be.at.most(1024);
      }
      const names = alarms.map(({ inputs }) => inputs.name ?? inputs.alarmName);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).to.deep.equal([]);
    });
});
