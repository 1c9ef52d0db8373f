import type { Walk } from "./walk";

export const module = "forecast";
export const pipeline = `${module}-ai-platform`;
export const repository = `ai-platform/${module}`;

/** What there is of the module. */
export interface Seen {
  /** Printed by the commands before. */
  readonly said: string;
  /** Digests that environments were told to run. */
  readonly released: Readonly<Record<"dev" | "prod", string | undefined>>;
  /** Digests that its services run, sorted; "bootstrap" for an image that is none of its own. */
  readonly running: readonly string[];
  /** `Build Succeeded`: of its pipeline's latest execution. */
  readonly stages: readonly string[];
  /** Names of all pipelines of modules. */
  readonly pipelines: readonly string[];
}

export function look(walk: Walk, said: string): Seen {
  const { cloud } = walk;
  const told = (environment: string) =>
    cloud.parameters.history(`/ai-platform/${environment}/releases/${module}`).at(-1)?.value;
  const services = cloud.services().filter(({ name }) => name === module || name.endsWith(`-${module}`));
  return {
    said,
    released: { dev: told("dev"), prod: told("prod") },
    running: services
      .map(({ taskDefinition, rollout }) =>
        digestOf(cloud.containers("running" in rollout ? rollout.running : taskDefinition) ?? []),
      )
      .sort(),
    stages: walk.pipelines.stages(pipeline).map(({ name, status }) => `${name} ${status}`),
    pipelines: cloud
      .resources()
      .filter(({ type }) => type === "aws:codepipeline/pipeline:Pipeline")
      .map(({ inputs }) => String(inputs.name)),
  };
}

function digestOf(containers: readonly { readonly image: string }[]): string {
  const own = containers.find(({ image }) => image.includes(`/${repository}@`));
  return own === undefined ? "bootstrap" : own.image.split("@")[1]!;
}
