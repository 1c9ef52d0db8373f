import type { Pipeline } from "@pulumi/aws/codepipeline";
import type * as pulumi from "@pulumi/pulumi";
import { driftPipelineName, pipelineName, stagesOf, triggersOf } from "../../../infra/delivery/pipeline";
import { moduleTags } from "../../../infra/tags";
import type { DeliveryTierArgs } from "../DeliveryTier";
import { createDriftPipeline, startPipelinesByTheClock } from "./care";
import { reportPipelines } from "./events";
import { createPipeline } from "./pipeline";
import { createProjects } from "./projects";
import { createBuildRoles, type PipelineParts } from "./roles";

/** From a push to every environment: a pipeline for each module, and what is done from time to time. */
export function createPipelines(
  name: string,
  args: DeliveryTierArgs,
  parts: PipelineParts,
  parent: pulumi.Resource,
): void {
  const { modules, care } = args;
  const roles = createBuildRoles(name, args, parts, parent);
  const pipelines = Object.entries(modules).map(([module, { owner, ...config }]): [string, Pipeline] => {
    const projects = createProjects(name, module, args, { ...parts, roles }, parent);
    const pipeline = createPipeline(
      `${name}-${pipelineName(module)}`,
      {
        name: pipelineName(module),
        description: `Takes ${module} from a push to every environment`,
        projects: projects.map(({ arn }) => arn),
        artifacts: ["platform", "source", "image"],
        stages: stagesOf(module, args, parts.connection.arn),
        triggers: triggersOf(config),
        tags: moduleTags(module, owner),
      },
      args,
      parts,
      parent,
    );
    return [pipelineName(module), pipeline];
  });
  const drift = createDriftPipeline(name, args, parts, parent);
  startPipelinesByTheClock(
    `${name}-rebuild`,
    {
      description: "Builds anew on newer base images",
      cron: care.rebuildCron,
      pipelines,
      named: pipelineName("*"),
    },
    args,
    parent,
  );
  startPipelinesByTheClock(
    `${name}-drift-check`,
    { description: "Looks for drift", cron: care.driftCron, pipelines: [drift], named: driftPipelineName },
    args,
    parent,
  );
  reportPipelines(name, args, parts.notifications, parent);
}
