import { configOf, modulesOf, only, runEnvironment } from "../support/harness";

export interface TaskVariables {
  readonly plain: Readonly<Record<string, string>>;
  /** Names only: ECS fetches the values when a task starts. */
  readonly secrets: readonly string[];
}

/** What the platform gives a task of a module of `dev`, whose entry is changed by hand. */
export async function taskVariables(
  module: string,
  change: Readonly<Record<string, unknown>>,
  environment: (given: Record<string, unknown>) => void = () => undefined,
): Promise<TaskVariables> {
  const config = configOf("dev", (given) => {
    environment(given);
    Object.assign(modulesOf(given)[module]!, change);
  });
  const graph = await runEnvironment(config);
  const task = only(graph, "aws:ecs/taskDefinition:TaskDefinition", module);
  const [app] = JSON.parse(String(task.inputs.containerDefinitions)) as [Definition];
  return {
    plain: Object.fromEntries(app.environment.map(({ name, value }) => [name, value])),
    secrets: app.secrets.map(({ name }) => name),
  };
}

interface Definition {
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly secrets: readonly { readonly name: string }[];
}
