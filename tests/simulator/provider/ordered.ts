import type { GraphNode } from "../../../simulator/graph";

/** In the order in which the engine would make them. */
export function afterWhatTheyNeed(nodes: readonly GraphNode[]): GraphNode[] {
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  const ordered = new Set<GraphNode>();
  const visit = (node: GraphNode) => {
    if (ordered.has(node)) return;
    for (const urn of node.options.dependencies) if (byUrn.has(urn)) visit(byUrn.get(urn)!);
    ordered.add(node);
  };
  nodes.forEach(visit);
  return [...ordered];
}
