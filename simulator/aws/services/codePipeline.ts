import { arnOf, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { ResourceTypes } from "../types";

/** Pipelines and the builds that are their stages. */
export const codePipelineTypes: ResourceTypes = {
  "aws:codebuild/project:Project": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const arn = arnOf("codebuild", place, `project/${name}`);
      return { id: arn, arn, name };
    },
    replacedBy: ["name"],
    name: { ...nameRule(150, /^[A-Za-z0-9][A-Za-z0-9_-]*$/, "ResourceAlreadyExistsException"), min: 2 },
  },
  "aws:codepipeline/pipeline:Pipeline": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      return { id: name, name, arn: arnOf("codepipeline", place, name) };
    },
    replacedBy: ["name"],
    name: nameRule(100, /^[A-Za-z0-9.@_-]+$/, "PipelineNameInUseException"),
  },
};
