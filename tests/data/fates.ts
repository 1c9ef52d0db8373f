import { statefulTypes, type StepKind, stepsBetween } from "../../automation/plan/difference/steps";
import type { Graph, GraphNode } from "../../simulator/graph";

/** What an edit does to one resource with state. */
export interface Fate {
  /** As it was. */
  readonly node: GraphNode;
  readonly does: Exclude<StepKind, "create" | "update">;
  /** The properties that make a new resource of it. */
  readonly by: readonly string[];
}

/** What the engine would do with each resource with state that does not stay as it is. */
export function fatesOf(before: Graph, after: Graph): Fate[] {
  const olds = new Map(before.nodes.map((node) => [node.urn, node]));
  return stepsBetween(before, after).flatMap(({ kind, node, replacedBy }): Fate[] =>
    kind === "create" || kind === "update" || !statefulTypes.includes(node.type)
      ? []
      : [{ node: olds.get(node.urn)!, does: kind, by: replacedBy }],
  );
}
