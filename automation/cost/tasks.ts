import type { Graph, GraphNode } from "../../simulator/graph";
import { numberOf, recordsOf, textOf } from "./read";

/** How many tasks a service runs, and on which capacity. */
export interface Strategy {
  readonly provider: string;
  /** Tasks placed here first. */
  readonly base: number;
  /** Share of the tasks that no base took. */
  readonly weight: number;
}

const strategiesOf = (value: unknown): Strategy[] =>
  recordsOf(value).map((entry) => ({
    provider: textOf(entry.capacityProvider) ?? "",
    base: numberOf(entry.base) ?? 0,
    weight: numberOf(entry.weight) ?? 0,
  }));

/** The name at the end of an ARN, or the name itself. */
const nameIn = (arnOrName: unknown): string => (textOf(arnOrName) ?? "").split("/").at(-1) ?? "";

/** The service's own strategy, else its launch type, else the default of its cluster, else EC2 as ECS does. */
export function serviceStrategies(node: GraphNode, graph: Graph): readonly Strategy[] {
  const own = strategiesOf(node.inputs.capacityProviderStrategies);
  if (own.length > 0) return own;
  const launchType = textOf(node.inputs.launchType);
  if (launchType !== undefined) return [{ provider: launchType, base: 0, weight: 1 }];
  const ofCluster = graph
    .ofType("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders")
    .find((candidate) => nameIn(candidate.inputs.clusterName) === nameIn(node.inputs.cluster));
  return strategiesOf(ofCluster?.inputs.defaultCapacityProviderStrategies);
}

/** Tasks by provider: bases first, then the rest by weight; an average, so not always whole tasks. */
export function splitTasks(tasks: number, strategies: readonly Strategy[]): ReadonlyMap<string, number> {
  const share = new Map<string, number>();
  const add = (provider: string, count: number): unknown =>
    share.set(provider, (share.get(provider) ?? 0) + count);
  let rest = tasks;
  for (const { provider, base } of strategies) {
    const placed = Math.min(rest, base);
    add(provider, placed);
    rest -= placed;
  }
  const weights = strategies.reduce((sum, { weight }) => sum + weight, 0);
  for (const [index, { provider, weight }] of strategies.entries())
    add(provider, rest * (weights > 0 ? weight / weights : index === 0 ? 1 : 0));
  return share;
}

/** Tasks at rest: the desired count, raised to the floor of the service's scaling target as AWS does. */
export function taskCount(node: GraphNode, graph: Graph): number {
  const name = textOf(node.outputs.name) ?? textOf(node.inputs.name) ?? node.name;
  const resourceId = `service/${nameIn(node.inputs.cluster)}/${name}`;
  const target = graph
    .ofType("aws:appautoscaling/target:Target")
    .find((candidate) => candidate.inputs.resourceId === resourceId);
  return Math.max(numberOf(node.inputs.desiredCount) ?? 0, numberOf(target?.inputs.minCapacity) ?? 0);
}
