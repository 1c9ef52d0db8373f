import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { DeliveryConfig } from "../config/schema/delivery";
import { logGroupName, project } from "../naming";
import { artifactNames, type BuildStage, exportedVariable, inputArtifacts } from "./buildspecs";

type Stage = types.input.codepipeline.PipelineStage;
type Action = types.input.codepipeline.PipelineStageAction;
type Trigger = types.input.codepipeline.PipelineTrigger;

/** One build of a pipeline: what it does and, if it does it to an environment, to which. */
export type Job =
  | { readonly kind: Extract<BuildStage, "build" | "check"> }
  | { readonly kind: Extract<BuildStage, "release" | "smokeTest">; readonly environment: string };

/**
 * While one release is on its way or waits for a person, pushes come in: the newest of them goes next, and those
 * between are left out. Queued, each would have to be approved one after the other, the oldest first, until at last
 * the one comes up that is wanted.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/concepts-how-it-works.html#concepts-how-it-works-executions
 */
export const executionMode = "SUPERSEDED";

/**
 * The module stands first, since artifacts lie under the first 20 characters of the name, and that is what keeps the
 * pipelines' artifacts apart for IAM. https://repost.aws/questions/QUI91tw7A9SUOMohJurNqmgA
 */
export function pipelineName(module: string): string {
  return `${module}-${project}`;
}

/** Not what a module's pipeline could be called. */
export const driftPipelineName = `${project}-drift`;

/** Where a pipeline's artifacts lie in the bucket, as a pattern; without a name, those of all pipelines. */
export function artifactPath(pipeline: string, artifact: keyof typeof artifactNames): string {
  return `${pipeline.slice(0, 20)}*/${artifactNames[artifact]}/*`;
}

/** What a pipeline has to build: for the environments in the order in which releases go through them. */
export function jobsOf(environments: DeliveryConfig["environments"]): Job[] {
  return [
    { kind: "build" },
    { kind: "check" },
    ...Object.keys(environments).flatMap((environment): Job[] => [
      { kind: "release", environment },
      { kind: "smokeTest", environment },
    ]),
  ];
}

const jobNames = { build: "build", check: "check", release: "release", smokeTest: "smoke-test" } as const;

/** `build`, `release-dev` */
export function jobName(job: Job): string {
  return "environment" in job ? `${jobNames[job.kind]}-${job.environment}` : jobNames[job.kind];
}

/** Name of the CodeBuild project: `planning-ai-platform-release-dev`. */
export function projectName(module: string, job: Job): string {
  return `${pipelineName(module)}-${jobName(job)}`;
}

export function driftProjectName(environment: string): string {
  return `${driftPipelineName}-${environment}`;
}

/** Log group of a job; `*` for the module means all of them. */
export function jobLogGroupName(stack: string, module: string, job: Job): string {
  return logGroupName(stack, "pipelines", module, jobName(job));
}

export function driftLogGroupName(stack: string, environment: string): string {
  return logGroupName(stack, "drift", environment);
}

/** Stages of a module's pipeline. Every release goes by the one artifact that Build has written, so by one digest. */
export function stagesOf(
  module: string,
  { platform, modules, environments }: Pick<DeliveryConfig, "environments" | "modules" | "platform">,
  connectionArn: pulumi.Input<string>,
): Stage[] {
  const job = (name: string, one: Job): Stage => ({ name, actions: [buildAction(name, module, one)] });
  return [
    {
      name: "Source",
      actions: [
        sourceAction("platform", platform, connectionArn),
        sourceAction("source", modules[module]!, connectionArn),
      ],
    },
    job("Build", { kind: "build" }),
    job("Check", { kind: "check" }),
    ...Object.entries(environments).flatMap(([environment, { approval }]) => [
      ...(approval ? [approvalStage(module, environment)] : []),
      job(`Release-${environment}`, { kind: "release", environment }),
      job(`SmokeTest-${environment}`, { kind: "smokeTest", environment }),
    ]),
  ];
}

/** All environments are looked at, whatever is found in one of them. */
export function driftStagesOf(
  { platform, environments }: Pick<DeliveryConfig, "environments" | "platform">,
  connectionArn: pulumi.Input<string>,
): Stage[] {
  return [
    { name: "Source", actions: [sourceAction("platform", platform, connectionArn)] },
    {
      name: "Drift",
      actions: Object.keys(environments).map((environment) =>
        codeBuild(`Drift-${environment}`, driftProjectName(environment)),
      ),
    },
  ];
}

/**
 * A push to the module's branch that changes something in its folder. A push to this project starts nothing.
 * https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-filter.html
 */
export function triggersOf({
  branch,
  folder,
}: Pick<DeliveryConfig["modules"][string], "branch" | "folder">): Trigger[] {
  const push = {
    branches: { includes: [branch] },
    ...(folder === "." ? {} : { filePaths: { includes: [`${folder}/**`] } }),
  };
  return [
    {
      providerType: sourceProvider,
      gitConfiguration: { sourceActionName: artifactNames.source, pushes: [push] },
    },
  ];
}

const sourceProvider = "CodeStarSourceConnection";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html */
function sourceAction(
  artifact: "platform" | "source",
  { repository, branch }: { readonly repository: string; readonly branch: string },
  connectionArn: pulumi.Input<string>,
): Action {
  const name = artifactNames[artifact];
  return {
    name,
    category: "Source",
    owner: "AWS",
    provider: sourceProvider,
    version: "1",
    namespace: name,
    outputArtifacts: [name],
    configuration: {
      ConnectionArn: connectionArn,
      FullRepositoryId: repository,
      BranchName: branch,
      OutputArtifactFormat: "CODE_ZIP",
      // Triggers say what starts a pipeline, and the clock.
      DetectChanges: "false",
    },
  };
}

function buildAction(name: string, module: string, job: Job): Action {
  const taken = inputArtifacts[job.kind].map((artifact) => artifactNames[artifact]);
  const project = projectName(module, job);
  return job.kind === "build"
    ? {
        ...codeBuild(name, project, taken, { EnvironmentVariables: commitVariable }),
        namespace: buildNamespace,
        outputArtifacts: [artifactNames.image],
      }
    : codeBuild(name, project, taken);
}

const buildNamespace = "Build";

/** Known to the source action alone. */
const commitVariable = JSON.stringify([
  { name: "COMMIT", value: `#{${artifactNames.source}.CommitId}`, type: "PLAINTEXT" },
]);

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html */
function codeBuild(
  name: string,
  ofProject: string,
  taken: readonly string[] = [],
  more: Readonly<Record<string, string>> = {},
): Action {
  return {
    name,
    category: "Build",
    owner: "AWS",
    provider: "CodeBuild",
    version: "1",
    inputArtifacts: [artifactNames.platform, ...taken],
    configuration: { ProjectName: ofProject, PrimarySource: artifactNames.platform, ...more },
  };
}

/** It waits for seven days. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-manual-approval.html */
function approvalStage(module: string, environment: string): Stage {
  const name = `Approve-${environment}`;
  return {
    name,
    actions: [
      {
        name,
        category: "Approval",
        owner: "AWS",
        provider: "Manual",
        version: "1",
        configuration: {
          CustomData: `Release of ${module} into ${environment}: #{${buildNamespace}.${exportedVariable}}`,
        },
      },
    ],
  };
}
