export const ports = { http: 6333, grpc: 6334, peers: 6335 } as const;

/** The first part of a node's DNS name, and its name in metrics. */
export function nodeLabel(node: number): string {
  return `qdrant-${node}`;
}

/** DNS name of a node. */
export function nodeHost(node: number, zone: string): string {
  return `${nodeLabel(node)}.${zone}`;
}

/** Attribute of a container instance by which a node's task finds its own instance. */
export const nodeAttribute = "qdrant.node";

/** Value of the attribute. */
export function nodeName(cluster: string, node: number): string {
  return `${cluster}-${node}`;
}
