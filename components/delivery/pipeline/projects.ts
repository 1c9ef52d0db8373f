import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Project } from "@pulumi/aws/codebuild";
import * as pulumi from "@pulumi/pulumi";
import {
  buildBuildspec,
  checkBuildspec,
  givenVariables,
  releaseBuildspec,
  smokeTestBuildspec,
} from "../../../infra/delivery/buildspecs";
import {
  backendUrl,
  builder,
  logRetentionDays,
  type Machine,
  machineOf,
  timeouts,
} from "../../../infra/delivery/machines";
import { type Job, jobLogGroupName, jobName, jobsOf, projectName } from "../../../infra/delivery/pipeline";
import { moduleTags } from "../../../infra/tags";
import type { KeyRef } from "../../keys/refs";
import type { DeliveryTierArgs } from "../DeliveryTier";
import type { BuildRoles, PipelineParts } from "./roles";

type Values = Readonly<Record<string, pulumi.Input<string> | undefined>>;

/** The builds of a module's pipeline: its own two, and two for each environment. */
export function createProjects(
  name: string,
  module: string,
  args: DeliveryTierArgs,
  { roles, ...parts }: PipelineParts & { readonly roles: BuildRoles },
  parent: pulumi.Resource,
): Project[] {
  const { scope, environments, modules } = args;
  const { architecture, owner } = modules[module]!;
  return jobsOf(environments).map((job) =>
    createProject(
      `${name}-${projectName(module, job)}`,
      {
        name: projectName(module, job),
        description: `${jobName(job)} of ${module}`,
        machine: machineOf(job.kind, architecture),
        role: roleOf(roles, module, job),
        buildspec: buildspecOf(module, job, args),
        values: valuesOf(job, args, parts),
        timeout: timeouts[job.kind],
        logGroup: jobLogGroupName(scope.environment, module, job),
        tags: moduleTags(module, owner),
      },
      parts.key,
      parent,
    ),
  );
}

export interface ProjectArgs {
  readonly name: string;
  readonly description: string;
  readonly machine: Machine;
  /** ARN. */
  readonly role: pulumi.Output<string>;
  readonly buildspec: string;
  /** Variables; those without a value are left out. */
  readonly values: Values;
  readonly timeout: number;
  readonly logGroup: string;
  readonly tags?: Record<string, string>;
}

export function createProject(
  logicalName: string,
  { name, description, machine, role, buildspec, values, timeout, logGroup, tags }: ProjectArgs,
  key: KeyRef,
  parent: pulumi.Resource,
): Project {
  const tagged = tags === undefined ? {} : { tags };
  const { name: groupName } = new LogGroup(
    logicalName,
    { name: logGroup, retentionInDays: logRetentionDays, kmsKeyId: key.arn, ...tagged },
    { parent },
  );
  const environmentVariables = Object.entries(values).flatMap(([variable, value]) =>
    value === undefined ? [] : [{ name: variable, value }],
  );
  return new Project(
    logicalName,
    {
      name,
      description,
      serviceRole: role,
      source: { type: "CODEPIPELINE", buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: { ...machine, environmentVariables },
      encryptionKey: key.arn,
      buildTimeout: timeout,
      logsConfig: { cloudwatchLogs: { groupName } },
      ...tagged,
    },
    { parent },
  );
}

function roleOf(roles: BuildRoles, module: string, job: Job): pulumi.Output<string> {
  return "environment" in job ? roles[job.kind][job.environment]! : roles[job.kind][module]!;
}

function buildspecOf(module: string, job: Job, { modules }: DeliveryTierArgs): string {
  switch (job.kind) {
    case "build":
      return buildBuildspec(module, modules[module]!);
    case "check":
      return checkBuildspec(module, modules[module]!);
    case "release":
      return releaseBuildspec(module, job.environment);
    case "smokeTest":
      return smokeTestBuildspec(module, job.environment);
  }
}

/** What a buildspec leaves open; the commit is the pipeline's to say. */
function valuesOf(job: Job, args: DeliveryTierArgs, parts: Omit<PipelineParts, "key">): Values {
  const { registry, pullThrough, signingKey } = parts;
  const known: Record<Exclude<(typeof givenVariables)[Job["kind"]][number], "COMMIT">, Values[string]> = {
    REGISTRY: registry.host,
    BUILDER: pulumi.interpolate`${pullThrough.prefixes[builder.upstream]}/${builder.image}`,
    RUN_IMAGE: pulumi.interpolate`${pullThrough.prefixes[builder.upstream]}/${builder.runImage}`,
    SIGNING_KEY: signingKey.uri,
    PULUMI_BACKEND_URL: args.state && backendUrl(args.state),
  };
  const given = givenVariables[job.kind].flatMap((variable) =>
    variable === "COMMIT" ? [] : [[variable, known[variable]] as const],
  );
  return {
    ...Object.fromEntries(given),
    ...("environment" in job ? { ENVIRONMENT_ROLE: args.environments[job.environment]!.role } : {}),
  };
}
