import { expect } from "chai";
import { loadBalancerAlarms, poolAlarm } from "../../../components/platform/alarms";
import { statementsOf } from "../../support/fixtures";
import { only } from "../../support/harness";
import { builtPlatform } from "./newPlatform";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("the alarms of the platform", () => {
  it("are two for each load balancer, by its number", async () => {
    const { graph } = await builtPlatform({ loadBalancers: [1, 2] });
    const names = graph.ofType(alarm).map(({ inputs }) => inputs.name);
    expect(names).to.have.members(
      [1, 2].flatMap((number) =>
        ["errors", "rejections"].map((what) => `ai-platform-test_alb-${number}-${what}`),
      ),
    );
    const second = only(graph, "aws:lb/loadBalancer:LoadBalancer", "platform-2").outputs.arnSuffix;
    expect(only(graph, alarm, "platform-alb-2-errors").inputs.dimensions).to.deep.equal({
      LoadBalancer: second,
    });
  });

  it("ring for the first refused connection, and for ten answers of its own", () => {
    const { rejections, errors } = loadBalancerAlarms(1, "app/one");
    expect(rejections).to.include({ metricName: "RejectedConnectionCount", threshold: 1, statistic: "Sum" });
    expect(errors).to.include({ metricName: "HTTPCode_ELB_5XX_Count", threshold: 10, statistic: "Sum" });
  });

  it("ring when a pool has had too few instances all the time for half an hour", () => {
    expect(poolAlarm("general", "cluster", "provider")).to.deep.include({
      namespace: "AWS/ECS/ManagedScaling",
      metricName: "CapacityProviderReservation",
      dimensions: { ClusterName: "cluster", CapacityProviderName: "provider" },
      statistic: "Minimum",
      ...{ period: 300, evaluationPeriods: 6, threshold: 100 },
    });
  });
});

describe("the log of events", () => {
  it("lets EventBridge write, and nobody else", async () => {
    const { graph } = await builtPlatform();
    const group = only(graph, "aws:cloudwatch/logGroup:LogGroup", "platform-events");
    const { inputs } = only(graph, "aws:cloudwatch/logResourcePolicy:LogResourcePolicy");
    expect(inputs.resourceArn).to.equal(group.outputs.arn);
    expect(statementsOf(inputs.policyDocument)).to.deep.equal([
      {
        Sid: "EventsWriteLogs",
        Effect: "Allow",
        Principal: { Service: ["delivery.logs.amazonaws.com", "events.amazonaws.com"] },
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${String(group.outputs.arn)}:*`,
      },
    ]);
  });
});
