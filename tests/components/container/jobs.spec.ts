import { expect } from "chai";
import { failedTasks } from "../../../components/container/failures";
import type { Graph } from "../../../simulator/graph";
import { account, boundary, build, scope, statementsOf, trustOf, valueOf } from "../../support/fixtures";
import { only, region, run } from "../../support/harness";
import { newModule, type ModuleArgs } from "./newModule";

const alarm = "aws:cloudwatch/metricAlarm:MetricAlarm";
const queueType = "aws:sqs/queue:Queue";
const queuePolicy = "aws:sqs/queuePolicy:QueuePolicy";
const schedule = "aws:scheduler/schedule:Schedule";
const service = "aws:ecs/service:Service";
const taskDefinition = "aws:ecs/taskDefinition:TaskDefinition";

const tags = { Module: "nightly", Owner: "team@example.com" };
const cluster = `arn:aws:ecs:${region}:${account}:cluster/ai-platform-test`;
const family = "ai-platform-test_nightly";
const familyArn = `arn:aws:ecs:${region}:${account}:task-definition/${family}`;
const released = `${account}.dkr.ecr.${region}.amazonaws.com/ai-platform/nightly@sha256:${"0".repeat(64)}`;

const backup = {
  schedule: "cron(0 2 * * ? *)",
  timezone: "Asia/Seoul",
  command: ["backup", "--all"],
  tasks: 2,
  retries: 3,
  maximumAgeMinutes: 30,
  enabled: true,
};
const jobModule: ModuleArgs = { kind: "job", routes: [], jobs: { backup }, released };
const nightly = async (change: ModuleArgs = {}) =>
  (await build(() => newModule("nightly", { ...jobModule, ...change }))).graph;

const none = (graph: Graph, ...types: string[]) => {
  for (const type of types) expect(graph.ofType(type), type).to.deep.equal([]);
};

describe("a job", () => {
  it("starts the newest task definition where the module's tasks run, and goes to the failures if it does not", async () => {
    const graph = await nightly();
    const { outputs } = only(graph, queueType, "nightly-failures");
    expect(only(graph, schedule).name).to.equal("nightly--backup");
    expect(only(graph, "aws:scheduler/scheduleGroup:ScheduleGroup").inputs).to.deep.equal({
      name: family,
      tags,
    });
    expect(only(graph, schedule).inputs).to.deep.equal({
      groupName: family,
      description: "Job backup of nightly",
      scheduleExpression: "cron(0 2 * * ? *)",
      scheduleExpressionTimezone: "Asia/Seoul",
      flexibleTimeWindow: { mode: "OFF" },
      state: "ENABLED",
      target: {
        arn: cluster,
        roleArn: only(graph, "aws:iam/role:Role", "nightly-scheduler").outputs.arn,
        input: '{"containerOverrides":[{"name":"app","command":["backup","--all"]}]}',
        ecsParameters: {
          taskDefinitionArn: familyArn,
          taskCount: 2,
          capacityProviderStrategies: [{ capacityProvider: "FARGATE", base: 1, weight: 100 }],
          networkConfiguration: {
            subnets: ["subnet-private-a", "subnet-private-c"],
            securityGroups: [only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id],
            assignPublicIp: false,
          },
          enableEcsManagedTags: true,
          enableExecuteCommand: false,
          propagateTags: "TASK_DEFINITION",
        },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 1800 },
        deadLetterConfig: { arn: outputs.arn },
      },
    });
  });

  it("waits for the first release, and for somebody who enables it", async () => {
    const stateOf = async (change: ModuleArgs) => only(await nightly(change), schedule).inputs.state;
    expect(await stateOf({ released: undefined })).to.equal("DISABLED");
    expect(await stateOf({ jobs: { backup: { ...backup, enabled: false } } })).to.equal("DISABLED");
  });

  it("needs no service of its module, but all else", async () => {
    const graph = await nightly();
    none(graph, service, "aws:lb/targetGroup:TargetGroup", "aws:appautoscaling/target:Target");
    for (const type of [taskDefinition, "aws:cloudwatch/logGroup:LogGroup"]) only(graph, type);
  });

  it("runs beside a service as well, and nothing is made for a module without one", async () => {
    const { graph } = await build(() => newModule("planning", { jobs: { backup, other: backup } }));
    expect(graph.ofType(schedule).map(({ name }) => name)).to.deep.equal([
      "planning--backup",
      "planning--other",
    ]);
    only(graph, service);
    only(graph, queueType, "planning-failures");
    const without = (await build(() => newModule("planning"))).graph;
    none(without, queueType, schedule);
    expect(without.ofType("aws:cloudwatch/eventRule:EventRule").map(({ name }) => name)).not.to.include(
      "planning-failures",
    );
  });

  it("cannot clash with that of another module", async () => {
    const graph = await run(() => {
      newModule("nightly", { ...jobModule, jobs: { "of-all": backup } });
      newModule("nightly-of", { ...jobModule, jobs: { all: backup } });
    });
    expect(graph.ofType(schedule).map(({ name }) => name)).to.have.members([
      "nightly--of-all",
      "nightly-of--all",
    ]);
  });

  const places: readonly (readonly [title: string, change: ModuleArgs, parameters: object])[] = [
    [
      "on a pool of instances",
      {
        capacity: {
          kind: "ec2",
          pool: "general",
          placement: ["binpack-cpu"],
          constraints: ["distinct-instances"],
        },
      },
      {
        capacityProviderStrategies: [{ capacityProvider: "ai-platform-test-pool-general", weight: 1 }],
        placementStrategies: [{ type: "binpack", field: "cpu" }],
        placementConstraints: [{ type: "distinctInstance" }],
      },
    ],
    ["on the company's own servers", { capacity: { kind: "external" } }, { launchType: "EXTERNAL" }],
  ];
  for (const [title, change, expected] of places)
    it(`runs ${title}`, async () => {
      const target = only(await nightly(change), schedule).inputs.target as { ecsParameters: object };
      const { networkConfiguration, ...rest } = target.ecsParameters as Record<string, unknown>;
      expect(networkConfiguration !== undefined).to.equal(!("launchType" in expected));
      expect(rest).to.deep.equal({
        taskDefinitionArn: familyArn,
        taskCount: 2,
        enableEcsManagedTags: true,
        enableExecuteCommand: false,
        propagateTags: "TASK_DEFINITION",
        ...expected,
      });
    });

  it("is started by a role that can start only the module's tasks, with their roles", async () => {
    const graph = await nightly({ scope: scope({ permissionsBoundary: boundary }) });
    const { inputs } = only(graph, "aws:iam/role:Role", "nightly-scheduler");
    expect(inputs.permissionsBoundary).to.equal(boundary);
    const group = `arn:aws:scheduler:${region}:${account}:schedule-group/${family}`;
    expect(statementsOf(inputs.assumeRolePolicy)).to.deep.equal(trustOf("scheduler.amazonaws.com", group));
    const arnOf = (role: string) => only(graph, "aws:iam/role:Role", role).outputs.arn;
    expect(
      statementsOf(only(graph, "aws:iam/rolePolicy:RolePolicy", "nightly-scheduler").inputs.policy),
    ).to.deep.equal([
      {
        Sid: "RunTasks",
        Effect: "Allow",
        Action: "ecs:RunTask",
        Resource: [familyArn, `${familyArn}:*`],
        Condition: { ArnEquals: { "ecs:cluster": cluster } },
      },
      {
        Sid: "TagNewTasks",
        Effect: "Allow",
        Action: "ecs:TagResource",
        Resource: `arn:aws:ecs:${region}:${account}:task/ai-platform-test/*`,
        Condition: { StringEquals: { "ecs:CreateAction": "RunTask" } },
      },
      {
        Sid: "PassRolesToTasks",
        Effect: "Allow",
        Action: "iam:PassRole",
        Resource: [arnOf("nightly-execution"), arnOf("nightly-task")],
        Condition: { StringEquals: { "iam:PassedToService": "ecs-tasks.amazonaws.com" } },
      },
      {
        Sid: "SendMessages",
        Effect: "Allow",
        Action: "sqs:SendMessage",
        Resource: [only(graph, queueType).outputs.arn],
      },
    ]);
  });
});

describe("failures of jobs", () => {
  it("are kept for 14 days, and the first one raises an alarm that stays", async () => {
    const graph = await nightly();
    const queue = only(graph, queueType, "nightly-failures");
    expect(queue.inputs).to.deep.equal({
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
      tags,
    });
    expect(only(graph, alarm).inputs).to.deep.include({
      name: "ai-platform-test_nightly-failures",
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: queue.outputs.name },
      statistic: "Maximum",
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treatMissingData: "ignore",
      tags: { ...tags, Severity: "warning" },
    });
  });

  it("come from the module's own rule, over TLS", async () => {
    const graph = await nightly();
    const queue = only(graph, queueType, "nightly-failures");
    const rule = only(graph, "aws:cloudwatch/eventRule:EventRule");
    expect(JSON.parse(String(rule.inputs.eventPattern))).to.deep.equal(failedTasks(cluster, family));
    expect(only(graph, "aws:cloudwatch/eventTarget:EventTarget").inputs).to.deep.equal({
      rule: rule.outputs.name,
      arn: queue.outputs.arn,
    });
    const { inputs } = only(graph, queuePolicy);
    expect(inputs.queueUrl).to.equal(queue.outputs.url);
    expect(statementsOf(inputs.policy)).to.deep.equal([
      {
        Sid: "DenyPlainTransport",
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: queue.outputs.arn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
      {
        Sid: "RuleSendsMessages",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queue.outputs.arn,
        Condition: { ArnEquals: { "aws:SourceArn": rule.outputs.arn } },
      },
    ]);
  });
});

describe("the launch of a task on its own", () => {
  it("says all that RunTask wants to know", async () => {
    const { graph, made } = await build(() => newModule("nightly", jobModule));
    const { launch } = made as ReturnType<typeof newModule>;
    expect(await valueOf(launch)).to.deep.equal({
      family,
      cluster: "ai-platform-test",
      capacityProviders: [{ capacityProvider: "FARGATE", base: 1, weight: 100 }],
      network: {
        subnets: ["subnet-private-a", "subnet-private-c"],
        securityGroups: [only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs.id],
      },
      placementStrategies: [],
      placementConstraints: [],
    });
  });
});
