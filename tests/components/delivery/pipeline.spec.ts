import { expect } from "chai";
import { parse } from "yaml";
import type { Graph } from "../../../simulator/graph";
import { account } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { foreign, newDelivery, state } from "./newDelivery";

const pipelineType = "aws:codepipeline/pipeline:Pipeline";
const projectType = "aws:codebuild/project:Project";
const host = `${account}.dkr.ecr.${region}.amazonaws.com`;
const modules = ["manufacturing", "planning", "support"];

interface Stage {
  readonly name: string;
  readonly actions: readonly {
    readonly name: string;
    readonly inputArtifacts?: readonly string[];
    readonly configuration: Readonly<Record<string, string>>;
  }[];
}

interface Environment {
  readonly type: string;
  readonly image: string;
  readonly privilegedMode: boolean;
  readonly environmentVariables: readonly { readonly name: string; readonly value: string }[];
}

let graph: Graph;
before(async () => {
  ({ graph } = await newDelivery({
    state,
    "environments.staging": foreign,
    "modules.planning.folder": "services/planning",
    "modules.support.architecture": "x86_64",
  }));
});

const pipeline = (module: string) => only(graph, pipelineType, `delivery-${module}-ai-platform`);
const project = (name: string) => only(graph, projectType, `delivery-${name}`);
const machine = (name: string) => project(name).inputs.environment as Environment;
const variables = (name: string) =>
  Object.fromEntries(machine(name).environmentVariables.map((one) => [one.name, one.value]));

describe("the pipeline of a module", () => {
  it("goes through every environment in order, and waits for a person where it is said", () => {
    for (const module of modules) {
      const { inputs } = pipeline(module);
      expect((inputs.stages as readonly Stage[]).map(({ name }) => name)).to.deep.equal([
        ...["Source", "Build", "Check", "Release-dev", "SmokeTest-dev", "Release-staging"],
        ...["SmokeTest-staging", "Approve-prod", "Release-prod", "SmokeTest-prod"],
      ]);
      expect(inputs).to.include({
        name: `${module}-ai-platform`,
        pipelineType: "V2",
        executionMode: "SUPERSEDED",
      });
    }
  });

  it("fetches this project and the module's source, and starts by the module's folder alone", () => {
    const { stages, triggers } = pipeline("planning").inputs;
    const [{ actions }] = stages as readonly [Stage];
    const connection = only(graph, "aws:codeconnections/connection:Connection").outputs.arn;
    expect(actions.map(({ name }) => name)).to.deep.equal(["Platform", "Source"]);
    for (const { configuration } of actions)
      expect(configuration).to.include({ ConnectionArn: connection, DetectChanges: "false" });
    expect(JSON.stringify(triggers)).to.contain('"sourceActionName":"Source"');
    expect(JSON.stringify(triggers)).to.contain('"services/planning/**"');
  });

  it("runs projects that exist, each with what its buildspec takes", () => {
    const names = graph.ofType(projectType).map(({ inputs }) => inputs.name);
    for (const { inputs } of graph.ofType(pipelineType))
      for (const { configuration } of (inputs.stages as readonly Stage[]).flatMap(({ actions }) => actions))
        if (configuration.ProjectName !== undefined) {
          expect(names).to.include(configuration.ProjectName);
          expect(configuration.PrimarySource).to.equal("Platform");
        }
  });

  it("encrypts what it hands on", () => {
    const key = only(graph, "aws:kms/key:Key", "delivery-pipelines").outputs.arn;
    const [store] = pipeline("planning").inputs.artifactStores as readonly [Record<string, unknown>];
    expect(store).to.deep.include({ type: "S3", encryptionKey: { id: key, type: "KMS" } });
    for (const { inputs } of graph.ofType(projectType)) expect(inputs.encryptionKey).to.equal(key);
    for (const { inputs } of graph.ofType("aws:cloudwatch/logGroup:LogGroup"))
      expect(inputs).to.include({ kmsKeyId: key, retentionInDays: 90 });
    expect(graph.ofType("aws:cloudwatch/logGroup:LogGroup")).to.have.length(graph.ofType(projectType).length);
  });
});

describe("builds", () => {
  it("run on the processor of their module, and none but that of an image has a Docker daemon", () => {
    expect(machine("planning-ai-platform-build")).to.include({
      type: "ARM_CONTAINER",
      privilegedMode: true,
    });
    expect(machine("support-ai-platform-build")).to.include({ type: "LINUX_CONTAINER" });
    expect(machine("support-ai-platform-build").image).to.contain("x86_64");
    for (const { inputs } of graph.ofType(projectType))
      expect((inputs.environment as Environment).privilegedMode, String(inputs.name)).to.equal(
        String(inputs.name).endsWith("-build"),
      );
  });

  it("have the variables that their buildspecs leave open", () => {
    const backend = `s3://${state.bucket}?region=${region}`;
    const cache = `${host}/ai-platform-cache/ecr-public`;
    expect(variables("planning-ai-platform-build")).to.deep.equal({
      REGISTRY: host,
      BUILDER: `${cache}/heroku/builder:24`,
      RUN_IMAGE: `${cache}/heroku/heroku:24`,
    });
    expect(variables("planning-ai-platform-check")).to.deep.equal({
      REGISTRY: host,
      SIGNING_KEY: "awskms:///alias/ai-platform/shared/signing",
    });
    expect(variables("planning-ai-platform-release-dev")).to.deep.equal({
      REGISTRY: host,
      SIGNING_KEY: "awskms:///alias/ai-platform/shared/signing",
      PULUMI_BACKEND_URL: backend,
    });
    expect(variables("planning-ai-platform-release-staging")).to.include({ ENVIRONMENT_ROLE: foreign.role });
    expect(variables("planning-ai-platform-smoke-test-dev")).to.deep.equal({ PULUMI_BACKEND_URL: backend });
  });

  it("of drift fail on drift, and ask with the role of an account of its own", () => {
    const { buildspec } = project("ai-platform-drift-staging").inputs.source as { buildspec: string };
    const { env, phases } = parse(buildspec) as {
      env: { variables: Record<string, string> };
      phases: { build: { commands: readonly string[] } };
    };
    expect(env.variables.ENVIRONMENT).to.equal("staging");
    expect(phases.build.commands[0]).to.contain("delivery/drift.sh");
    expect(variables("ai-platform-drift-staging")).to.include({ ENVIRONMENT_ROLE: foreign.role });
    expect(variables("ai-platform-drift-dev")).not.to.have.property("ENVIRONMENT_ROLE");
  });
});

describe("what is told and what is done by the clock", () => {
  it("a failure and a wait go to the topic, of these pipelines alone", () => {
    const topic = only(graph, "aws:sns/topic:Topic").outputs.arn;
    const targets = graph.ofType("aws:cloudwatch/eventTarget:EventTarget");
    expect(targets.map(({ inputs }) => inputs.arn)).to.deep.equal([topic, topic]);
    const pattern = (what: string) =>
      JSON.parse(
        String(only(graph, "aws:cloudwatch/eventRule:EventRule", `delivery-${what}`).inputs.eventPattern),
      ) as { detail: Record<string, unknown> };
    const pipelines = [{ suffix: "-ai-platform" }, "ai-platform-drift"];
    expect(pattern("failure").detail).to.deep.equal({ pipeline: pipelines, state: ["FAILED"] });
    expect(pattern("approval").detail).to.deep.equal({
      pipeline: pipelines,
      state: ["STARTED"],
      type: { category: ["Approval"] },
    });
    for (const { inputs } of graph.ofType(pipelineType))
      expect(String(inputs.name)).to.match(/-ai-platform$|^ai-platform-drift$/);
    for (const { inputs } of targets) {
      const { inputPaths, inputTemplate } = inputs.inputTransformer as {
        inputPaths: Record<string, string>;
        inputTemplate: string;
      };
      expect(JSON.parse(inputTemplate)).to.match(
        /^\[[^\]]+@example\.com\] warning: .+ Runbook: pipelines\.md$/,
      );
      const used = [...inputTemplate.matchAll(/<([a-z]+)>/g)].map(([, name]) => name!);
      for (const name of used) expect(inputPaths).to.have.property(name);
    }
  });

  it("every pipeline starts by its own clock", () => {
    const schedules = graph.ofType("aws:scheduler/schedule:Schedule").map(({ inputs }) => {
      const { arn } = inputs.target as { arn: string };
      return [arn.split(":").at(-1), inputs.scheduleExpression];
    });
    expect(schedules).to.deep.equal([
      ["ai-platform-drift", "cron(0 21 * * ? *)"],
      ...modules.map((module) => [`${module}-ai-platform`, "cron(0 18 ? * SUN *)"]),
    ]);
  });
});
