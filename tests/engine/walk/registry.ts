import { createHash } from "node:crypto";
import type { Cloud } from "../../../simulator/cloud/cloud";
import { ProgramFault } from "../../support/programs";

export interface RegistryImage {
  readonly digest: string;
  readonly tags: Set<string>;
  readonly signedWith: Set<string>;
  /** Kinds of what is attested of it, such as cyclonedx. */
  readonly attested: Set<string>;
}

const repositoryType = "aws:ecr/repository:Repository";

/** Images in the repositories that the stack has made, with tags that move as far as a repository lets them. */
export class Registry {
  private readonly images = new Map<string, RegistryImage[]>();

  constructor(private readonly cloud: Cloud) {}

  in(repository: string): readonly RegistryImage[] {
    this.settingsOf(repository);
    return this.images.get(repository) ?? [];
  }

  /** By a tag or a digest. */
  find(repository: string, name: string): RegistryImage | undefined {
    return this.in(repository).find(({ digest, tags }) => digest === name || tags.has(name));
  }

  /** By `<host>/<repository>@<digest>`. */
  named(image: string): RegistryImage {
    const [, repository, digest] = /^[^/]+\/(.+)@(sha256:[0-9a-f]{64})$/.exec(image) ?? [];
    const found = repository === undefined ? undefined : this.find(repository, digest!);
    if (!found) throw new ProgramFault(`${image}: not found`);
    return found;
  }

  /** An image of these contents. The same contents are the same image. */
  push(repository: string, tag: string, contents: string): RegistryImage {
    const digest = `sha256:${createHash("sha256").update(contents).digest("hex")}`;
    const image = this.find(repository, digest) ?? {
      ...{ digest, tags: new Set<string>(), signedWith: new Set<string>(), attested: new Set<string>() },
    };
    if (!this.in(repository).includes(image)) this.images.set(repository, [...this.in(repository), image]);
    this.tag(repository, tag, image);
    return image;
  }

  tag(repository: string, tag: string, image: RegistryImage): void {
    const holder = this.find(repository, tag);
    if (holder === image)
      throw new ProgramFault(`ImageAlreadyExistsException: ${tag} in ${repository} is this image already`);
    if (holder && !this.moves(repository, tag))
      throw new ProgramFault(`ImageTagAlreadyExistsException: ${tag} in ${repository} cannot be moved`);
    holder?.tags.delete(tag);
    image.tags.add(tag);
  }

  private moves(repository: string, tag: string): boolean {
    const { imageTagMutabilityExclusionFilters: filters } = this.settingsOf(repository);
    return (filters as readonly { readonly filter: string }[]).some(({ filter }) =>
      tag.startsWith(filter.replace(/\*$/, "")),
    );
  }

  private settingsOf(repository: string): Readonly<Record<string, unknown>> {
    const found = this.cloud
      .resources()
      .find(({ type, inputs }) => type === repositoryType && inputs.name === repository);
    if (!found) throw new ProgramFault(`RepositoryNotFoundException: there is no ${repository}`);
    return found.inputs;
  }
}
