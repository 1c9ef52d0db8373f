import type { NameTest } from "./nameRules";

/** Of what the shared stack makes. */
export const deliveryNames: readonly NameTest[] = [
  {
    type: "aws:codebuild/project:Project",
    ...{ min: 2, max: 150, good: ["a-B_9"], bad: ["", "a", "-ab", "a.b"] },
    taken: "ResourceAlreadyExistsException",
  },
  {
    type: "aws:codeconnections/connection:Connection",
    ...{ max: 32, good: ["a b/c", "연결"], bad: [""] },
  },
  {
    type: "aws:codepipeline/pipeline:Pipeline",
    ...{ max: 100, good: ["a.B@c-9_"], bad: ["", "a b", "a/b"], taken: "PipelineNameInUseException" },
  },
  {
    type: "aws:ecr/pullThroughCacheRule:PullThroughCacheRule",
    ...{ property: "ecrRepositoryPrefix", min: 2, max: 30, good: ["a/b", "ROOT", "a/"] },
    ...{ bad: ["", "a", "A/b", "a b"], taken: "PullThroughCacheRuleAlreadyExistsException" },
  },
  {
    type: "aws:ecr/repository:Repository",
    ...{
      min: 2,
      max: 256,
      good: ["ai-platform/a.b", "a__b--c/9"],
      bad: ["", "a", "A/b", "a/", "/a", "a..b"],
    },
    taken: "RepositoryAlreadyExistsException",
  },
  {
    type: "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate",
    ...{ property: "prefix", max: 256, good: ["a/b", "ROOT", "a/"], bad: ["", "A/b", "a//b"] },
    taken: "TemplateAlreadyExistsException",
  },
  {
    type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    ...{ property: "url", max: 255, prefix: "https://", good: ["https://a.example/b"] },
    ...{ bad: ["", "http://a.example", "https://", "https://a.example?b"], taken: "EntityAlreadyExists" },
  },
  {
    type: "aws:sns/topic:Topic",
    ...{ max: 256, good: ["a-B_9", "a.fifo"], bad: ["", "a.b", "a b"] },
  },
];
