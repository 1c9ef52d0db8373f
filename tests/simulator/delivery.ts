import { Project } from "@pulumi/aws/codebuild";
import { Connection } from "@pulumi/aws/codeconnections";
import { Pipeline } from "@pulumi/aws/codepipeline";
import * as ecr from "@pulumi/aws/ecr";
import { OpenIdConnectProvider, Role } from "@pulumi/aws/iam";
import { Topic, TopicPolicy, TopicSubscription } from "@pulumi/aws/sns";

/** A pipeline and its registry, so that every type of the shared stack is made by something. */
export function delivery() {
  const repository = registry();
  const connection = new Connection("source", { providerType: "GitHub" });
  const site = new OpenIdConnectProvider("site", {
    ...{ url: "https://site.example.com", clientIdLists: ["sts.amazonaws.com"] },
  });

  const topic = new Topic("topic");
  new TopicPolicy("topic", { arn: topic.arn, policy: "{}" });
  const subscription = new TopicSubscription("topic", {
    ...{ topic: topic.arn, protocol: "email", endpoint: "one@example.com" },
  });

  const { arn: roleArn } = new Role("role", { assumeRolePolicy: "{}" });
  const build = new Project("build", {
    serviceRole: roleArn,
    artifacts: { type: "CODEPIPELINE" },
    environment: { type: "ARM_CONTAINER", computeType: "BUILD_GENERAL1_SMALL", image: "one" },
    source: { type: "CODEPIPELINE", buildspec: "{}" },
  });
  const action = { owner: "AWS", version: "1" };
  const pipeline = new Pipeline("pipeline", {
    roleArn,
    artifactStores: [{ location: "bucket-1", type: "S3" }],
    stages: [
      {
        name: "Source",
        actions: [
          {
            ...{ ...action, name: "Source", category: "Source", provider: "CodeStarSourceConnection" },
            ...{ outputArtifacts: ["source"], configuration: { ConnectionArn: connection.arn } },
          },
        ],
      },
      {
        name: "Build",
        actions: [
          {
            ...{ ...action, name: "Build", category: "Build", provider: "CodeBuild" },
            ...{ inputArtifacts: ["source"], configuration: { ProjectName: build.name } },
          },
        ],
      },
    ],
  });
  return { build, connection, pipeline, repository, site, subscription, topic };
}

function registry() {
  const repository = new ecr.Repository("one", { name: "ai-platform/one" });
  new ecr.LifecyclePolicy("one", { repository: repository.name, policy: "{}" });
  new ecr.RepositoryPolicy("one", { repository: repository.name, policy: "{}" });
  new ecr.PullThroughCacheRule("one", {
    ...{ ecrRepositoryPrefix: "cache/one", upstreamRegistryUrl: "public.ecr.aws" },
  });
  new ecr.RepositoryCreationTemplate("one", { prefix: "cache", appliedFors: ["PULL_THROUGH_CACHE"] });
  new ecr.RegistryScanningConfiguration("one", { scanType: "BASIC" });
  return repository;
}
