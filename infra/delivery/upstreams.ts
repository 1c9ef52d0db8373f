import type { RegistryConfig } from "../config/schema/delivery";

/** A registry whose images come through this one. */
export interface Upstream {
  readonly upstream: string;
  readonly url: string;
  /** ARN. */
  readonly secret?: string;
}

/** As environments call it that run what comes from there. */
export const githubUpstream = "github";

/**
 * AWS's public gallery, with the builder and its run image, is open to everybody; Docker Hub, where base images of
 * Dockerfiles are, lets nobody through without a user, and ECR none through to GitHub's.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 */
export function upstreamsOf({
  dockerHubSecret,
  githubSecret,
}: Pick<RegistryConfig, "dockerHubSecret" | "githubSecret">): Upstream[] {
  return [
    { upstream: "ecr-public", url: "public.ecr.aws" },
    ...(dockerHubSecret === undefined
      ? []
      : [{ upstream: "docker-hub", url: "registry-1.docker.io", secret: dockerHubSecret }]),
    ...(githubSecret === undefined
      ? []
      : [{ upstream: githubUpstream, url: "ghcr.io", secret: githubSecret }]),
  ];
}
