import type { Graph, GraphNode } from "../../simulator/graph";

/** Property of a node as text. */
export function textOf(node: GraphNode, property: string): string {
  return String(node.inputs[property]);
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Record<string, Record<string, unknown>>;
  readonly Principal?: unknown;
}

export function listOf<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T];
}

/** Every policy document of the graph with the resource that carries it. */
export function policiesOf(graph: Graph): {
  readonly node: GraphNode;
  readonly property: string;
  readonly statements: readonly PolicyStatement[];
}[] {
  return graph.nodes.flatMap((node) =>
    ["policy", "assumeRolePolicy"].flatMap((property) => {
      const text = node.inputs[property];
      if (typeof text !== "string") return [];
      return [
        { node, property, statements: (JSON.parse(text) as { Statement: PolicyStatement[] }).Statement },
      ];
    }),
  );
}

/** Policy documents that hang on a role, by name. */
export function policiesOfRole(graph: Graph, roleName: string): Record<string, string> {
  const role = graph.ofType("aws:iam/role:Role").find(({ name }) => name === roleName);
  if (!role) throw new Error(`no role ${roleName}`);
  return Object.fromEntries(
    graph
      .ofType("aws:iam/rolePolicy:RolePolicy")
      .filter(({ inputs }) => inputs.role === role.outputs.name)
      .map(({ name, inputs }) => [name, String(inputs.policy)]),
  );
}
