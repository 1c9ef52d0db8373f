import type { Graph, GraphNode } from "../../simulator/graph";

/** Where a resource belongs in the eyes of an operator. */
export interface Place {
  /** `network`, `data`, … or `modules`. */
  readonly tier: string;
  /** The module that it is there for. */
  readonly module?: string;
}

const moduleTypes = ["ai-platform:container:ContainerModule", "ai-platform:data:ModuleData"];

/** The component right below the root names the tier; a module's own components name the module. */
export function placeOf(graph: Graph, node: GraphNode): Place {
  const lineage = graph.lineage(node);
  const top = lineage.at(-1)!;
  const module = lineage.find(({ type }) => moduleTypes.includes(type))?.name;
  if (top.type === "ai-platform:container:ContainerModule") return { tier: "modules", module: top.name };
  if (top.type.startsWith("pulumi:providers:")) return { tier: "account" };
  return module === undefined ? { tier: top.name } : { tier: top.name, module };
}
