import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { shiftsTraffic } from "../../infra/trafficShift";
import type { Graph, GraphNode } from "../../simulator/graph";
import { OperatorError } from "../operatorError";
import { askServices } from "./askServices";
import { targetGroupsOf } from "./aws/traffic";
import { shiftingServices } from "./drift";
import type { Session } from "./session";

type Modules = Readonly<Record<string, Pick<EnvironmentConfig["modules"][string], "release">>>;

/**
 * Back to rolling updates, the rule of a module leads to its first target group again. Releases alternate, so that
 * every other time its tasks stand in the second one, and until ECS has moved them all requests would fail.
 * @throws OperatorError, before anything is changed.
 */
export async function refuseStranding(
  graph: Graph,
  { modules, aws: { region } }: Pick<EnvironmentConfig, "modules" | "aws">,
  { ref, signal }: Pick<Session, "ref" | "signal">,
): Promise<void> {
  const leaving = leavingServices(graph, modules);
  await askServices(leaving, graph, region, signal, async (service, { name, inputs }, client) => {
    const groups = await targetGroupsOf(client, service, signal);
    if (groups.some((group) => group !== primaryOf(inputs))) throw new OperatorError(told(ref.stack, name));
  });
}

/** Those whose releases shift traffic, and will not. A module that goes altogether leaves nobody without an answer. */
export function leavingServices(graph: Graph, modules: Modules): readonly GraphNode[] {
  return shiftingServices(graph)
    .map(({ service }) => service)
    .filter(({ name }) => modules[name] !== undefined && !shiftsTraffic(modules[name].release));
}

function primaryOf({ loadBalancers }: GraphNode["inputs"]): unknown {
  return (loadBalancers as readonly { readonly targetGroupArn: unknown }[])[0]!.targetGroupArn;
}

const told = (stack: string, module: string): string =>
  [
    `${module} cannot go back to rolling now: its traffic is in the second target group, and it would get no answer until ECS has moved its tasks.`,
    `Undo the edit of its strategy, make one more release (npx ai-platform deploy release ${stack} ${module} <digest>, or rollback), and then edit it again: every release changes sides.`,
  ].join("\n");
