import type { Graph, GraphNode } from "../../simulator/graph";

/** Components of one module, and what stands before its name in theirs. */
const ofModules: readonly (readonly [component: RegExp, prefix: string])[] = [
  [/:(ContainerModule|ModuleData)$/, ""],
  [/:ModulePrivacy$/, "privacy-"],
  // Those of the platform are called as their tiers are.
  [/:Dashboard$/, "observability-"],
  [/:Budget(Action)?$/, "budgets-"],
];

/** The module that a resource belongs to, and comes and goes with; undefined for what modules share. */
export function moduleOf(graph: Graph, node: GraphNode): string | undefined {
  for (const { type, name } of graph.lineage(node))
    for (const [component, prefix] of ofModules)
      if (component.test(type) && name.startsWith(prefix)) return name.slice(prefix.length);
  return undefined;
}
