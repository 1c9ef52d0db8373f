import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { runningImage } from "../../../components/container/bootstrapImage";
import { containerDefinitions } from "../../../components/container/containers";
import type { Statement } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import {
  account,
  boundary,
  build,
  keyArn,
  moduleConfig,
  noData,
  scope,
  statementsOf,
  trustOf,
} from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { newModule, type ModuleArgs } from "./newModule";

const planning = async (change: ModuleArgs = {}) => (await build(() => newModule("planning", change))).graph;

const image = `${account}.dkr.ecr.${region}.amazonaws.com/ai-platform/planning@sha256:${"0".repeat(64)}`;
const exec = { readOnlyRootFilesystem: false, user: "1000", exec: true };

const policyOf = (graph: Graph, role: string): Statement[] =>
  graph
    .ofType("aws:iam/rolePolicy:RolePolicy")
    .filter(({ name }) => name === role)
    .flatMap(({ inputs }) => statementsOf(inputs.policy));

describe("the roles of a module", () => {
  it("can be taken only by ECS tasks of this account and region", async () => {
    const graph = await planning();
    for (const name of ["planning-execution", "planning-task"]) {
      const { assumeRolePolicy, ...inputs } = only(graph, "aws:iam/role:Role", name).inputs;
      expect(statementsOf(assumeRolePolicy)).to.deep.equal(
        trustOf("ecs-tasks.amazonaws.com", `arn:aws:ecs:${region}:${account}:*`),
      );
      expect(inputs).to.deep.equal({
        description: name.endsWith("task") ? "What planning may do" : "Starts the tasks of planning",
        path: "/ai-platform/test/modules/",
        tags: { Module: "planning", Owner: "team@example.com" },
      });
    }
  });

  it("are both under the permissions boundary", async () => {
    const graph = await planning({ scope: scope({ permissionsBoundary: boundary }) });
    expect(graph.ofType("aws:iam/role:Role").map(({ inputs }) => inputs.permissionsBoundary)).to.deep.equal([
      boundary,
      boundary,
    ]);
  });

  const secrets: Statement = { Sid: "ReadSecrets", Effect: "Allow", Action: "a", Resource: "arn:secret" };
  const bucket: Statement = { Sid: "ListBucket", Effect: "Allow", Action: "b", Resource: "arn:bucket" };
  const data = noData({
    executionStatements: [pulumi.output([secrets])],
    taskStatements: [pulumi.output([bucket])],
  });

  it("start a task with the module's own image, log group and secrets", async () => {
    const graph = await planning({ data });
    expect(policyOf(graph, "planning-execution")).to.deep.equal([
      { Sid: "LogInToRegistry", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
      {
        Sid: "PullImages",
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: `arn:aws:ecr:${region}:${account}:repository/ai-platform/planning`,
      },
      {
        Sid: "PullGuardDutyAgent",
        Effect: "Allow",
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
        Resource: `arn:aws:ecr:${region}:*:repository/aws-guardduty-agent-fargate`,
      },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/modules/planning:*`,
      },
      secrets,
    ]);
  });

  it("pull the image where the shared registry is", async () => {
    const registry = { account: "111122223333", region: "us-east-1" };
    const graph = await planning({ registry });
    const [, pull] = policyOf(graph, "planning-execution");
    expect(pull).to.deep.include({
      Sid: "PullImages",
      Resource: "arn:aws:ecr:us-east-1:111122223333:repository/ai-platform/planning",
    });
    const others = policyOf(graph, "planning-execution").filter(({ Sid }) => Sid !== "PullImages");
    expect(JSON.stringify(others)).not.to.match(/111122223333|us-east-1/);
  });

  const cases: [string, ModuleArgs, string[]][] = [
    ["nothing", {}, []],
    ["nothing for a provider with a key", { aiProviders: ["openai"] }, []],
    ["Bedrock", { aiProviders: ["bedrock", "openai"] }, ["InvokeModels"]],
    ["its endpoints", { aiProviders: [{ sagemaker: { endpoints: ["ranking"] } }] }, ["InvokeEndpoints"]],
    ["traces", { tracing: true }, ["SendTraces"]],
    ["no more for its log router", { logRouter: { options: { Name: "firehose" } } }, []],
    [
      "sessions",
      { container: exec },
      ["OpenSessions", "DecryptSessions", "SeeLogGroups", "SeeLogStreams", "WriteLogs"],
    ],
    [
      "its data, Bedrock and sessions",
      { data, container: exec, aiProviders: ["bedrock"] },
      [
        "ListBucket",
        "InvokeModels",
        "OpenSessions",
        "DecryptSessions",
        "SeeLogGroups",
        "SeeLogStreams",
        "WriteLogs",
      ],
    ],
  ];
  for (const [title, change, expected] of cases)
    it(`allow the module itself ${title}`, async () => {
      expect(policyOf(await planning(change), "planning-task").map(({ Sid }) => Sid)).to.deep.equal(expected);
    });

  it("keep Bedrock within the region", async () => {
    const [statement] = policyOf(await planning({ aiProviders: ["bedrock"] }), "planning-task");
    expect(statement!.Resource).to.equal(`arn:aws:bedrock:${region}::foundation-model/*`);
  });

  it("name SageMaker's endpoints as their ARNs do, in lower case", async () => {
    const graph = await planning({ aiProviders: [{ sagemaker: { endpoints: ["Ranking-V2", "speech"] } }] });
    const endpoint = `arn:aws:sagemaker:${region}:${account}:endpoint`;
    expect(policyOf(graph, "planning-task")).to.deep.equal([
      {
        Sid: "InvokeEndpoints",
        Effect: "Allow",
        Action: ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
        Resource: [`${endpoint}/ranking-v2`, `${endpoint}/speech`],
      },
    ]);
  });

  it("let the collector write traces, and do nothing else with X-Ray", async () => {
    expect(policyOf(await planning({ tracing: true }), "planning-task")).to.deep.equal([
      {
        Sid: "SendTraces",
        Effect: "Allow",
        Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
        Resource: "*",
      },
    ]);
  });

  it("decrypt sessions with the key that the cluster encrypts them with", async () => {
    const statements = policyOf(await planning({ container: exec }), "planning-task");
    expect(statements.find(({ Sid }) => Sid === "DecryptSessions")).to.deep.include({
      Action: "kms:Decrypt",
      Resource: keyArn("logs"),
    });
  });
});

describe("the task definition of a module", () => {
  const taskOf = async (change: ModuleArgs = {}) =>
    only(await planning(change), "aws:ecs/taskDefinition:TaskDefinition").inputs;
  const container = async (change: ModuleArgs = {}) =>
    (JSON.parse(String((await taskOf(change)).containerDefinitions)) as Record<string, unknown>[])[0]!;

  it("is exactly this", async () => {
    const graph = await planning();
    const { containerDefinitions: _, ...inputs } = only(
      graph,
      "aws:ecs/taskDefinition:TaskDefinition",
    ).inputs;
    expect(inputs).to.deep.equal({
      family: "ai-platform-test_planning",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "512",
      memory: "1024",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      executionRoleArn: only(graph, "aws:iam/role:Role", "planning-execution").outputs.arn,
      taskRoleArn: only(graph, "aws:iam/role:Role", "planning-task").outputs.arn,
      volumes: [{ name: "tmp" }],
      skipDestroy: true,
      tags: { Module: "planning", Owner: "team@example.com" },
    });
  });

  it("knows both architectures", async () => {
    const size = { cpu: 256, memoryMiB: 512, architecture: "x86_64" } as const;
    expect(await taskOf({ size })).to.deep.include({
      cpu: "256",
      memory: "512",
      runtimePlatform: { cpuArchitecture: "X86_64", operatingSystemFamily: "LINUX" },
    });
  });

  it("asks for more disk only above the 20 GiB that are free", async () => {
    expect(await taskOf({ ephemeralStorageGiB: 20 })).not.to.have.property("ephemeralStorage");
    expect(await taskOf({ ephemeralStorageGiB: 21 })).to.deep.include({
      ephemeralStorage: { sizeInGib: 21 },
    });
  });

  it("has a volume for /tmp only under a read-only root", async () => {
    expect((await taskOf({ container: exec })).volumes).to.deep.equal([]);
  });

  it("runs the bootstrap image until the first release, then the released one", async () => {
    const { image: before, command } = runningImage(undefined, moduleConfig());
    expect(await container()).to.deep.include({ image: before, command });
    const released = await container({ released: pulumi.output(image) });
    expect(released.image).to.equal(image);
    expect(released).not.to.have.property("command");
  });

  it("mixes the module's settings, its data and the platform's variables, whose word is the last", async () => {
    const { environment, secrets } = await container({
      environment: { LEVEL: "info", DB_HOST: "wrong", KEEP_ALIVE_SECONDS: "5", PORT: "1" },
      data: noData({
        variables: { DB_HOST: pulumi.output("mariadb.internal") },
        secrets: [{ name: "DB_PASSWORD", valueFrom: pulumi.output("arn:secret:password::") }],
      }),
    });
    expect(environment).to.deep.equal([
      { name: "AWS_REGION", value: region },
      { name: "DB_HOST", value: "mariadb.internal" },
      { name: "ENVIRONMENT", value: "test" },
      { name: "HEARTBEAT_SECONDS", value: "15" },
      { name: "KEEP_ALIVE_SECONDS", value: "920" },
      { name: "LEVEL", value: "info" },
      { name: "MODULE", value: "planning" },
      { name: "PORT", value: "8080" },
    ]);
    expect(secrets).to.deep.equal([{ name: "DB_PASSWORD", valueFrom: "arn:secret:password::" }]);
  });

  it("tells where caches and traces go", async () => {
    const { environment } = await container({ volumes: { cache: "/var/cache/models" }, tracing: true });
    const values = Object.fromEntries(
      (environment as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
    );
    expect(values).to.include({
      XDG_CACHE_HOME: "/var/cache/models",
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_LOGS_EXPORTER: "none",
      OTEL_METRICS_EXPORTER: "none",
      OTEL_SERVICE_NAME: "planning",
    });
    const plain = await container({ volumes: { models: "/models" } });
    expect(JSON.stringify(plain.environment)).not.to.match(/XDG|OTEL/);
  });

  it("holds the containers that the pure part writes", async () => {
    const { data: _, ...module } = moduleConfig();
    expect((await taskOf()).containerDefinitions).to.equal(
      containerDefinitions({
        module,
        running: runningImage(undefined, moduleConfig()),
        variables: {
          AWS_REGION: region,
          ENVIRONMENT: "test",
          HEARTBEAT_SECONDS: "15",
          KEEP_ALIVE_SECONDS: "920",
          MODULE: "planning",
          PORT: "8080",
        },
        secrets: [],
        logGroup: "/ai-platform/test/modules/planning",
        region,
      }),
    );
  });
});
