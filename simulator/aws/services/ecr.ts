import { arnOf, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, ResourceTypes } from "../types";

/** Words in lower case with hyphens, underscores or dots between them, as those of a repository's name are. */
const words = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const repositoryName = new RegExp(`^${words}(?:/${words})*$`);
/** Of repositories that the registry makes by itself; ROOT is all that no other prefix fits. */
const repositoryPrefix = new RegExp(`^(?:${words}(?:/${words})*/?|ROOT)$`);

/** Policies of a repository are resources of their own and carry its name as their id. */
const repositoryPart: Model = ({ inputs }, { account }) => ({
  id: String(inputs.repository),
  registryId: account,
});

export const ecrTypes: ResourceTypes = {
  "aws:ecr/repository:Repository": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      return {
        ...{ id: name, name, arn: arnOf("ecr", place, `repository/${name}`), registryId: place.account },
        repositoryUrl: `${place.account}.dkr.ecr.${place.region}.amazonaws.com/${name}`,
      };
    },
    replacedBy: ["encryptionConfigurations", "name"],
    name: { ...nameRule(256, repositoryName, "RepositoryAlreadyExistsException"), min: 2 },
  },
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    outputs: repositoryPart,
    replacedBy: ["policy", "repository"],
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": {
    outputs: repositoryPart,
    replacedBy: ["repository"],
  },
  "aws:ecr/pullThroughCacheRule:PullThroughCacheRule": {
    outputs: ({ inputs }, { account }) => ({ id: String(inputs.ecrRepositoryPrefix), registryId: account }),
    replacedBy: ["ecrRepositoryPrefix", "upstreamRegistryUrl", "upstreamRepositoryPrefix"],
    name: {
      ...nameRule(30, repositoryPrefix, "PullThroughCacheRuleAlreadyExistsException"),
      ...{ property: "ecrRepositoryPrefix", min: 2 },
    },
  },
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": {
    outputs: ({ inputs }, { account }) => ({ id: String(inputs.prefix), registryId: account }),
    replacedBy: ["prefix"],
    name: { ...nameRule(256, repositoryPrefix, "TemplateAlreadyExistsException"), property: "prefix" },
  },
  "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration": {
    outputs: (_, { account }) => ({ id: account, registryId: account }),
    replacedBy: [],
    // AWS would let a second one take the place of the first, and lose both with either; nobody wants that.
    onlyOne: [],
  },
};
