import type { Pipeline } from "@pulumi/aws/codepipeline";
import { Schedule } from "@pulumi/aws/scheduler";
import * as pulumi from "@pulumi/pulumi";
import { driftBuildspec } from "../../../infra/delivery/driftBuildspec";
import { backendUrl, driftMachine, timeouts } from "../../../infra/delivery/machines";
import {
  artifactPath,
  driftLogGroupName,
  driftPipelineName,
  driftProjectName,
  driftStagesOf,
} from "../../../infra/delivery/pipeline";
import { assumeRole } from "../../../infra/iam/delivery";
import { startPipelines } from "../../../infra/iam/deliveryPipelines";
import { readOnlyPolicy } from "../../../infra/iam/deliveryPlan";
import { createAgentRole } from "../../../infra/iam/instances";
import { createRole } from "../../../infra/iam/role";
import { schedulerTrust } from "../../../infra/iam/trust";
import type { DeliveryTierArgs } from "../DeliveryTier";
import { previewStatements } from "../statements";
import { createPipeline } from "./pipeline";
import { createProject } from "./projects";
import { buildRoleArgs, type PipelineParts } from "./roles";

type Named = readonly [name: string, pipeline: Pipeline];

/** A pipeline, and not builds alone: this one may be made before the connection to the source is. */
export function createDriftPipeline(
  name: string,
  args: DeliveryTierArgs,
  parts: PipelineParts,
  parent: pulumi.Resource,
): Named {
  const projects = Object.keys(args.environments).map((environment) =>
    createProject(
      `${name}-${driftProjectName(environment)}`,
      {
        name: driftProjectName(environment),
        description: `Looks for drift in ${environment}`,
        machine: driftMachine,
        role: createDriftRole(name, environment, args, parts, parent),
        buildspec: driftBuildspec(environment),
        values: {
          PULUMI_BACKEND_URL: args.state && backendUrl(args.state),
          ENVIRONMENT_ROLE: args.environments[environment]!.role,
        },
        timeout: timeouts.drift,
        logGroup: driftLogGroupName(args.scope.environment, environment),
      },
      parts.key,
      parent,
    ),
  );
  const pipeline = createPipeline(
    `${name}-${driftPipelineName}`,
    {
      name: driftPipelineName,
      description: "Looks for drift in every environment",
      projects: projects.map(({ arn }) => arn),
      artifacts: ["platform"],
      stages: driftStagesOf(args, parts.connection.arn),
    },
    args,
    parts,
    parent,
  );
  return [driftPipelineName, pipeline];
}

/** Looks at everything and changes nothing. */
function createDriftRole(
  name: string,
  environment: string,
  args: DeliveryTierArgs,
  parts: PipelineParts,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const { scope, environments } = args;
  const foreign = environments[environment]!.role;
  const { role, attachments } = createAgentRole(
    `${name}-${driftProjectName(environment)}`,
    {
      ...buildRoleArgs(
        {
          description: `Looks for drift in ${environment}`,
          project: driftProjectName(environment),
          logGroup: driftLogGroupName(scope.environment, environment),
          reads: [driftSource],
          statements: foreign === undefined ? lookAround(environment, args, parts) : [assumeRole(foreign)],
        },
        args,
        parts,
      ),
      policyArns: foreign === undefined ? { "": readOnlyPolicy } : {},
    },
    scope,
    { parent },
  );
  return pulumi.all([role.arn, ...attachments.map(({ id }) => id)]).apply(([arn]) => arn!);
}

const driftSource = artifactPath(driftPipelineName, "platform");

function lookAround(environment: string, args: DeliveryTierArgs, { artifacts }: PipelineParts) {
  return artifacts.arn.apply((bucket) =>
    previewStatements([environment], args, [`${bucket}/${driftSource}`]),
  );
}

interface Clock {
  readonly description: string;
  /** Six fields, in UTC. */
  readonly cron: string;
  readonly pipelines: readonly Named[];
  /** Their names as a pattern, so that the policy does not grow with them. */
  readonly named: string;
}

/** Within an hour, so that not all of them ask for machines and for their turn in one minute. */
export function startPipelinesByTheClock(
  name: string,
  { description, cron, pipelines, named }: Clock,
  { scope }: DeliveryTierArgs,
  parent: pulumi.Resource,
): void {
  const { arn: roleArn } = createRole(
    name,
    {
      description,
      // AWS names the group as the source, never the schedule.
      // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      trust: scope.account.apply((account) => schedulerTrust(scope.region, account)),
      statements: [
        scope.account.apply((account) => [
          startPipelines(`arn:aws:codepipeline:${scope.region}:${account}:${named}`),
        ]),
      ],
    },
    scope,
    { parent },
  );
  for (const [pipeline, { arn }] of pipelines)
    new Schedule(
      `${name}-${pipeline}`,
      {
        description,
        scheduleExpression: `cron(${cron})`,
        flexibleTimeWindow: { mode: "FLEXIBLE", maximumWindowInMinutes: 60 },
        target: { arn, roleArn },
      },
      { parent },
    );
}
