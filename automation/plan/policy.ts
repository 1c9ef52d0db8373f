import type { Deletion } from "../../infra/durability";
import type { PolicyResource, Properties } from "../../policy/resource";
import { type Finding, findingsOf, type StackResources } from "../../policy/rule";
import { rules } from "../../policy/rules";
import type { Graph, GraphNode } from "../../simulator/graph";

/** What the rules say, as every report tells it. */
export interface PolicyReport {
  /** How many rules were asked. */
  readonly rules: number;
  readonly findings: readonly Finding[];
}

/** What the rules say of a recorded run, the same as the policy pack says of it within `pulumi preview`. */
export function policyFindings(graph: Graph, deletion: Deletion): Finding[] {
  return findingsOf(rules, policyResources(graph), deletion);
}

export function policyReport(findings: readonly Finding[]): PolicyReport {
  return { rules: rules.length, findings };
}

/** What an update would be refused for. */
export function mandatoryIn(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ level }) => level === "mandatory");
}

/** A recorded run as the rules see it. */
export function policyResources(graph: Graph): StackResources {
  const seen = (node: GraphNode, properties: Properties): PolicyResource => ({
    urn: node.urn,
    type: node.type,
    name: node.name,
    lineage: graph
      .lineage(node)
      .slice(1)
      .map(({ type }) => type),
    properties,
    options: { protect: node.options.protect, retainOnDelete: node.options.retainOnDelete },
  });
  return {
    registered: graph.nodes.map((node) => seen(node, node.inputs)),
    made: graph.nodes.map((node) => seen(node, node.outputs)),
  };
}
