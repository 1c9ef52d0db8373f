import { expect } from "chai";
import { build, statementsOf } from "../../support/fixtures";
import { only } from "../../support/harness";
import { newModule, type ModuleArgs } from "./newModule";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const queueType = "aws:sqs/queue:Queue";
const queuePolicy = "aws:sqs/queuePolicy:QueuePolicy";

describe("a worker", () => {
  const worker: ModuleArgs = {
    kind: "worker",
    routes: [],
    queue: { visibilitySeconds: 600, receives: 5, retentionDays: 7 },
  };
  const convert = async () => (await build(() => newModule("convert", worker))).graph;
  const own = { Module: "convert", Owner: "team@example.com" };

  it("has a queue, and one for what it cannot work on", async () => {
    const graph = await convert();
    const deadLetters = only(graph, queueType, "convert-dead-letters");
    expect(deadLetters.inputs).to.deep.equal({
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
      tags: own,
    });
    expect(only(graph, queueType, "convert-queue").inputs).to.deep.equal({
      visibilityTimeoutSeconds: 600,
      messageRetentionSeconds: 604_800,
      receiveWaitTimeSeconds: 20,
      sqsManagedSseEnabled: true,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters.outputs.arn, maxReceiveCount: 5 }),
      tags: own,
    });
    expect(only(graph, alarm, "convert-dead-letters").inputs.name).to.equal(
      "ai-platform-test_convert-dead-letters",
    );
    for (const { inputs } of graph.ofType(queuePolicy))
      expect(statementsOf(inputs.policy).map(({ Sid }) => Sid)).to.deep.equal(["DenyPlainTransport"]);
    expect(graph.ofType(queuePolicy)).to.have.length(2);
  });

  it("finds its queue in the environment, and may only take from it", async () => {
    const graph = await convert();
    const { outputs } = only(graph, queueType, "convert-queue");
    const [app] = JSON.parse(
      String(only(graph, "aws:ecs/taskDefinition:TaskDefinition").inputs.containerDefinitions),
    ) as {
      environment: { name: string; value: string }[];
    }[];
    expect(app!.environment).to.deep.include({ name: "QUEUE_URL", value: outputs.url });
    const policy = statementsOf(only(graph, "aws:iam/rolePolicy:RolePolicy", "convert-task").inputs.policy);
    expect(policy).to.deep.equal([
      {
        Sid: "ConsumeMessages",
        Effect: "Allow",
        Action: [
          "sqs:ChangeMessageVisibility",
          "sqs:DeleteMessage",
          "sqs:GetQueueAttributes",
          "sqs:ReceiveMessage",
        ],
        Resource: outputs.arn,
      },
    ]);
  });
});
