import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { hasHooks } from "../../infra/trafficShift";
import type { Graph, GraphNode } from "../../simulator/graph";
import { askServices } from "./askServices";
import { removeHooks } from "./aws/hooks";
import type { Session } from "./session";

type Modules = Readonly<
  Record<string, Pick<EnvironmentConfig["modules"][string], "release" | "routes" | "protocol">>
>;

/**
 * The provider cannot take the last hook from a service: it leaves an empty list out, and ECS keeps what it is not told
 * (https://github.com/hashicorp/terraform-provider-aws/issues/47096). The next release would then fail at a smoke test
 * whose role is gone, or wait for an approval that nobody asks for any more. A change of it starts no deployment.
 */
export async function removeLostHooks(
  graph: Graph,
  { modules, aws: { region } }: Pick<EnvironmentConfig, "modules" | "aws">,
  { signal, progress }: Pick<Session, "signal" | "progress">,
): Promise<void> {
  await askServices(
    losingServices(graph, modules),
    graph,
    region,
    signal,
    async (service, { name }, client) => {
      if (await removeHooks(client, service, signal))
        progress.line(`${name}: smoke test and approval are taken from its releases`);
    },
  );
}

/** Those with a hook in the state, and none in the stack file. */
export function losingServices(graph: Graph, modules: Modules): readonly GraphNode[] {
  return graph.ofType("aws:ecs/service:Service").filter(({ name, inputs }) => {
    const { lifecycleHooks = [] } = (inputs.deploymentConfiguration ?? {}) as {
      readonly lifecycleHooks?: readonly unknown[];
    };
    const module = modules[name];
    return lifecycleHooks.length > 0 && module !== undefined && !hasHooks(module);
  });
}
