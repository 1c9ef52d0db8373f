import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { repositoryName } from "../../infra/naming";
import { noRegistry, type Registry, registryAt } from "../../infra/registry";
import type { Graph } from "../../simulator/graph";
import { OperatorError } from "../operatorError";
import type { AwsClients } from "./aws/clients";
import { architecturesOf } from "./aws/registry";

/** What is asked for. */
export interface Wanted {
  readonly module: string;
  readonly digest: string;
  /** Of the module's size. */
  readonly architecture: string;
}

/** Whose registry has the images; without an account, it is that of whoever asks. */
export type Place = Pick<Registry, "region"> & Partial<Registry>;

/**
 * As the state says it: that is what the next tasks are told.
 * @throws OperatorError where the stack file names a shared stack that no update has read, or another stack.
 */
export function registryIn(
  graph: Graph,
  { name, shared, aws: { region } }: Pick<EnvironmentConfig, "aws" | "name" | "shared">,
): Place {
  if (shared === undefined) return { region };
  const read = graph.ofType("pulumi:pulumi:StackReference").find(({ outputs }) => outputs.name === shared);
  if (read === undefined)
    throw new OperatorError(`${name} has not read ${shared} yet. Run: npx ai-platform deploy up ${name}`);
  const { registry } = (read.outputs.outputs ?? {}) as Readonly<Record<string, unknown>>;
  const place = registryAt(registry);
  if (place === undefined) throw new OperatorError(noRegistry(registry, shared));
  return place;
}

/**
 * ECS would find out as well, some minutes later, when its new tasks do not start.
 * @throws OperatorError where the module could not run the image, before anything is named.
 */
export async function refuseImage(
  { ecr }: Pick<AwsClients, "ecr">,
  place: Place,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<void> {
  const { account } = place;
  const registry = account === undefined ? {} : { registryId: account };
  const repository = { ...registry, repositoryName: repositoryName(wanted.module) };
  const why = imageFault(wanted, place, await architecturesOf(ecr, repository, wanted.digest, signal));
  if (why !== undefined) throw new OperatorError(why);
}

/** `found`: what the repository of the module has under the digest. */
export function imageFault(
  { module, digest, architecture }: Wanted,
  { account, region }: Place,
  found: readonly string[] | undefined,
): string | undefined {
  const repository = repositoryName(module);
  const registry = account === undefined ? "" : `--registry-id ${account} `;
  if (found === undefined)
    return `${repository} has no image ${digest}: it is another module's, was never pushed, or is deleted. What there is: aws ecr describe-images ${registry}--region ${region} --repository-name ${repository}`;
  if (found.length === 0 || found.includes(architecture)) return undefined;
  return `${digest} is for ${found.join(" and ")}, and ${module} runs on ${architecture}. Build it for ${architecture}, or say size.architecture: ${found[0]!} for ${module} in the stack file.`;
}
