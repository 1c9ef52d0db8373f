import type { CostsConfig } from "../../infra/config/schema/costs";
import { Graph, type GraphNode } from "../../simulator/graph";
import { estimate } from "./estimate";

const scalingTarget = "aws:appautoscaling/target:Target";

/**
 * USD a month if every service ran as many tasks as its scaling allows, all month. What is assumed of traffic, logs
 * and jobs stays as it is.
 */
export function totalAtMost(graph: Graph, region: string, assumptions: CostsConfig): number {
  const full = ({ inputs, ...node }: GraphNode): GraphNode => ({
    ...node,
    inputs: { ...inputs, minCapacity: inputs.maxCapacity },
  });
  const nodes = graph.nodes.map((node) => (node.type === scalingTarget ? full(node) : node));
  return estimate(new Graph(nodes), region, assumptions).total;
}
