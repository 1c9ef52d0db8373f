import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { repositoryName } from "../../infra/naming";
import { type Registry, registryAt } from "../../infra/registry";
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

/** Whose registry has the images, as the state says it; undefined where that is the account's own. */
export function registryIn(
  graph: Graph,
  { shared }: Pick<EnvironmentConfig, "shared">,
): Registry | undefined {
  if (shared === undefined) return undefined;
  const read = graph.ofType("pulumi:pulumi:StackReference").find(({ outputs }) => outputs.name === shared);
  const outputs = (read?.outputs.outputs ?? {}) as Readonly<Record<string, unknown>>;
  return registryAt(outputs.registry, shared);
}

/**
 * ECS would find out as well, some minutes later, when its new tasks do not start.
 * @throws OperatorError where the module could not run the image, before anything is named.
 */
export async function refuseImage(
  { ecr }: Pick<AwsClients, "ecr">,
  registry: Registry | undefined,
  wanted: Wanted,
  signal: AbortSignal,
): Promise<void> {
  const repository = repositoryName(wanted.module);
  const place = { ...(registry ? { registryId: registry.account } : {}), repositoryName: repository };
  const why = imageFault(wanted, await architecturesOf(ecr, place, wanted.digest, signal));
  if (why !== undefined) throw new OperatorError(why);
}

/** `found`: what the repository of the module has under the digest. */
export function imageFault(
  { module, digest, architecture }: Wanted,
  found: readonly string[] | undefined,
): string | undefined {
  const repository = repositoryName(module);
  if (found === undefined)
    return `${repository} has no image ${digest}: it is another module's, was never pushed, or is deleted. What there is: aws ecr describe-images --repository-name ${repository}`;
  if (found.length === 0 || found.includes(architecture)) return undefined;
  return `${digest} is for ${found.join(" and ")}, and ${module} runs on ${architecture}. Build it for ${architecture}, or say size.architecture: ${found[0]!} for ${module} in the stack file.`;
}
