import { project } from "../naming";

/** Tags of images besides `<commit>`; the scripts in delivery/ write them, the registry treats each in its own way. */
export const tagPrefixes = {
  /** `release-<environment>-<number>`: what was released. */
  release: "release-",
  /** `running-<environment>`: what an environment runs; it moves from image to image. */
  running: "running-",
  /** `cache` and `cache-*`: layers of earlier builds; it moves too. */
  cache: "cache",
  /** `sha256-<digest>.sig` and `.att`: cosign keeps signatures and what is attested under tags of their own. */
  signature: "sha256-",
} as const;

/** Repositories that the registry makes by itself of other registries' images. ECR takes 30 characters at most. */
export const pullThroughPrefix = `${project}-cache`;

export function pullThroughRepositories(upstream: string): string {
  return `${pullThroughPrefix}/${upstream}`;
}

/** `alias/ai-platform/shared/images` */
export function deliveryKeyAlias(stack: string, kind: string): string {
  return `alias/${project}/${stack}/${kind}`;
}

/** AWS takes at most 32 characters. */
export function connectionName(stack: string): string {
  return `${project}-${stack}`;
}
