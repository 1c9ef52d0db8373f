import { expect } from "chai";
import { keyRotationDays } from "../../../components/data/rotation/rotation";
import { account, build, keyArn, list, statement, statementsOf } from "../../support/fixtures";
import { only } from "../../support/harness";
import { newTier } from "./newTier";

const rotation = "aws:secretsmanager/secretRotation:SecretRotation";
const secret = "aws:secretsmanager/secret:Secret";
const collections = { documents: { vectorSize: 8, distance: "Dot" as const } };
const both = { schema: true, collections };

const tierOf = (...given: Parameters<typeof newTier>) => build(() => newTier(...given));
const rotating = (modules: Parameters<typeof newTier>[1] = {}) => tierOf({ rotationDays: 30 }, modules);
const tagsOf = (inputs: Readonly<Record<string, unknown>>) => inputs.tags as Record<string, string>;

describe("rotation", () => {
  it("is nowhere where secrets do not rotate, nor where nothing could", async () => {
    for (const settings of [
      { rotationDays: false },
      { rotationDays: 30, mariadb: false, qdrant: false },
    ] as const) {
      const { graph } = await tierOf(settings, { planning: { ...both, bucket: true } });
      expect(graph.ofType(rotation)).to.deep.equal([]);
      expect(graph.ofType("aws:sqs/queue:Queue")).to.deep.equal([]);
      const own = graph.ofType(secret).filter(({ name }) => name.startsWith("planning-"));
      for (const { inputs } of own) expect(tagsOf(inputs)).not.to.have.property("Rotation");
    }
  });

  it("changes every user and token, the first time when its days are over", async () => {
    const { graph } = await rotating({ one: both, two: { schema: true } });
    for (const name of ["one-mariadb", "one-qdrant", "two-mariadb"])
      expect(only(graph, rotation, name).inputs, name).to.deep.equal({
        secretId: only(graph, secret, name).outputs.arn,
        rotationLambdaArn: only(graph, "aws:lambda/function:Function", "data-rotate-secret").outputs.arn,
        rotationRules: { automaticallyAfterDays: 30 },
        rotateImmediately: false,
      });
    expect(graph.ofType(rotation)).to.have.length(4);
  });

  it("changes the key of all tokens half as often as the tokens", async () => {
    const { graph } = await rotating();
    expect(only(graph, rotation, "data-qdrant-key").inputs).to.deep.include({
      rotationRules: { automaticallyAfterDays: 60 },
    });
    // The longest that the configuration and AWS allow.
    expect(keyRotationDays(365)).to.be.at.most(1000);
  });

  it("waits for what the secret opens, and for the leave to call the function: AWS tries both at once", async () => {
    const { graph } = await rotating({ planning: both });
    const permission = only(graph, "aws:lambda/permission:Permission", "data-rotate-secret");
    expect(permission.inputs).to.deep.equal({
      function: only(graph, "aws:lambda/function:Function", "data-rotate-secret").outputs.name,
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: account,
    });
    for (const name of ["planning-mariadb", "planning-qdrant"])
      expect(only(graph, rotation, name).options.dependencies).to.include.members([
        permission.urn,
        only(graph, "aws:lambda/invocation:Invocation", "planning-data").urn,
      ]);
  });

  it("tells in a secret's tags of what kind it is, and who reads it", async () => {
    const { graph } = await rotating({ planning: both, nightly: { ...both, kind: "job" } });
    const tags = (name: string) => tagsOf(only(graph, secret, name).inputs);
    const own = { Owner: "team@example.com" };
    expect(tags("planning-mariadb")).to.deep.equal({
      ...own,
      Module: "planning",
      Rotation: "mariadb-user",
      Restarts: "planning",
    });
    expect(tags("planning-qdrant")).to.include({ Rotation: "qdrant-token", Restarts: "planning" });
    // A job reads its secrets anew every time.
    expect(tags("nightly-mariadb")).to.deep.equal({ ...own, Module: "nightly", Rotation: "mariadb-user" });
  });

  it("knows the servers, and stands beside them as one of their clients", async () => {
    const { graph } = await rotating();
    const { inputs } = only(graph, "aws:lambda/function:Function", "data-rotate-secret");
    const { MARIADB, QDRANT, ...others } = (inputs.environment as { variables: Record<string, string> })
      .variables;
    expect(others).to.deep.equal({});
    const { address, masterUserSecrets } = only(graph, "aws:rds/instance:Instance").outputs as {
      address: string;
      masterUserSecrets: { secretArn: string }[];
    };
    expect(JSON.parse(MARIADB!)).to.deep.equal({
      host: address,
      port: 3306,
      adminSecretArn: masterUserSecrets[0]!.secretArn,
    });
    expect(Object.keys(JSON.parse(QDRANT!) as object)).to.deep.equal(["urls", "authority", "keySecretArn"]);
    const group = (name: string) => only(graph, "aws:ec2/securityGroup:SecurityGroup", name).outputs.id;
    expect((inputs.vpcConfig as { securityGroupIds: string[] }).securityGroupIds).to.deep.equal([
      group("data-rotate-secret"),
      group("data-mariadb-clients"),
      group("data-qdrant-clients"),
    ]);
  });

  it("raises an alarm when a secret could not be changed", async () => {
    const { graph } = await rotating();
    expect(only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", "data-rotate-secret").inputs).to.include({
      name: "ai-platform-test_rotate-secret",
      namespace: "AWS/Lambda",
      metricName: "Errors",
      threshold: 1,
    });
  });
});

describe("restarts after a rotation", () => {
  const queue = "aws:sqs/queue:Queue";

  it("go by an event of this environment, through a queue with one message at a time", async () => {
    const { graph } = await rotating();
    const rule = only(graph, "aws:cloudwatch/eventRule:EventRule", "data-restarts");
    expect(JSON.parse(String(rule.inputs.eventPattern))).to.deep.equal({
      source: ["ai-platform"],
      "detail-type": ["Secret rotated"],
      detail: { environment: ["test"] },
    });
    const { inputs, outputs } = only(graph, queue, "data-restarts");
    expect(inputs).to.deep.include({
      fifoQueue: true,
      contentBasedDeduplication: true,
      visibilityTimeoutSeconds: 120,
    });
    expect(only(graph, "aws:cloudwatch/eventTarget:EventTarget", "data-restarts").inputs).to.deep.equal({
      rule: rule.outputs.name,
      arn: outputs.arn,
      sqsTarget: { messageGroupId: "restarts" },
    });
    const { policy } = only(graph, "aws:sqs/queuePolicy:QueuePolicy", "data-restarts").inputs;
    expect(statementsOf(policy).map(({ Sid }) => Sid)).to.deep.equal([
      "DenyPlainTransport",
      "RuleSendsMessages",
    ]);
  });

  it("are looked at one by one, with time to answer before the message comes again", async () => {
    const { graph } = await rotating();
    const mapping = only(graph, "aws:lambda/eventSourceMapping:EventSourceMapping", "data-restarts");
    const restart = only(graph, "aws:lambda/function:Function", "data-restart-services");
    expect(mapping.inputs).to.deep.equal({
      eventSourceArn: only(graph, queue, "data-restarts").outputs.arn,
      functionName: restart.outputs.arn,
      batchSize: 1,
      functionResponseTypes: ["ReportBatchItemFailures"],
    });
    expect(restart.inputs).to.deep.include({
      timeout: 20,
      environment: { variables: { CLUSTER: "ai-platform-test" } },
    });
    // It speaks to AWS alone.
    expect(restart.inputs).not.to.have.property("vpcConfig");
  });

  it("that come to no end within two hours lie among dead letters, and an alarm tells", async () => {
    const { graph } = await rotating();
    const dead = only(graph, queue, "data-restarts-dead-letters");
    expect(dead.inputs).to.include({ fifoQueue: true, messageRetentionSeconds: 14 * 86_400 });
    expect(JSON.parse(String(only(graph, queue, "data-restarts").inputs.redrivePolicy))).to.deep.equal({
      deadLetterTargetArn: dead.outputs.arn,
      maxReceiveCount: 60,
    });
    expect(
      only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", "data-restarts-dead-letters").inputs,
    ).to.deep.include({ dimensions: { QueueName: dead.outputs.name }, threshold: 1 });
  });
});

describe("keys of AI providers", () => {
  const watching = (aiProviders: ("bedrock" | "openai")[]) =>
    tierOf({ mariadb: false, qdrant: false, keyMaximumAgeDays: 90 }, { planning: { aiProviders } });

  it("are watched where there is one, once a day, with an alarm on the oldest", async () => {
    const { graph, children } = await watching(["openai"]);
    expect(children.filter((child) => child.endsWith(" data-watch-secrets"))).to.deep.equal(
      list({
        "aws:cloudwatch/logGroup:LogGroup": "data-watch-secrets",
        "aws:cloudwatch/metricAlarm:MetricAlarm": "data-watch-secrets",
        "aws:iam/role:Role": "data-watch-secrets",
        "aws:iam/rolePolicy:RolePolicy": "data-watch-secrets",
        "aws:lambda/function:Function": "data-watch-secrets",
        "aws:scheduler/schedule:Schedule": "data-watch-secrets",
      }),
    );
    const ring = (name: string) => only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", name).inputs;
    const watched = { namespace: "ai-platform/Secrets", dimensions: { Environment: "test" } };
    expect(ring("data-watch-secrets")).to.deep.include({
      ...watched,
      metricName: "SecretAgeDays",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 90,
    });
    expect(ring("data-watch-secrets-missing")).to.deep.include({
      ...watched,
      name: "ai-platform-test_missing-keys",
      metricName: "SecretPending",
      ...{ period: 86_400, evaluationPeriods: 2, threshold: 1 },
    });
    expect(ring("data-watch-secrets-errors").dimensions).to.deep.equal({
      FunctionName: only(graph, "aws:lambda/function:Function").outputs.name,
    });
    const watch = only(graph, "aws:lambda/function:Function");
    expect(only(graph, "aws:scheduler/schedule:Schedule").inputs).to.deep.include({
      scheduleExpression: "cron(0 0 * * ? *)",
    });
    const { policy } = only(graph, "aws:iam/rolePolicy:RolePolicy", "data-watch-secrets-schedule").inputs;
    expect(statement(policy, "InvokeFunction").Resource).to.equal(watch.outputs.arn);
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup").inputs).to.include({
      name: "/ai-platform/test/data/watch-secrets",
      kmsKeyId: keyArn("logs"),
    });
  });

  it("are marked by their provider, and by no rotation: only people can replace them", async () => {
    const { graph } = await tierOf({ rotationDays: 30 }, { planning: { aiProviders: ["openai"] } });
    const { inputs } = only(graph, secret, "planning-key-openai");
    expect(inputs.tags).to.deep.equal({ Module: "planning", Owner: "team@example.com", Key: "openai" });
  });

  it("are watched nowhere where IAM serves", async () => {
    const { children } = await watching(["bedrock"]);
    expect(children).to.deep.equal(["ai-platform:data:ModuleData planning"]);
  });
});
