import type { RegistryConfig } from "../config/schema/delivery";

/** A registry whose images come through this one. */
export interface Upstream {
  readonly upstream: string;
  readonly url: string;
  /** ARN. */
  readonly secret?: string;
}

/**
 * AWS's public gallery, with the builder and its run image, is open to everybody; Docker Hub, where base images of
 * Dockerfiles are, lets nobody through without a user.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 */
export function upstreamsOf({ dockerHubSecret }: Pick<RegistryConfig, "dockerHubSecret">): Upstream[] {
  return [
    { upstream: "ecr-public", url: "public.ecr.aws" },
    ...(dockerHubSecret === undefined
      ? []
      : [{ upstream: "docker-hub", url: "registry-1.docker.io", secret: dockerHubSecret }]),
  ];
}
