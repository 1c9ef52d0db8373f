import type { QdrantClient, Schemas } from "@qdrant/js-client-rest";
import { qdrantClient, QdrantError } from "./client";
import type { Keys } from "./keys";

export interface Server {
  readonly urls: readonly string[];
  /** Certificate in PEM that the servers' own is checked by. */
  readonly authority: string;
}

export interface Node {
  readonly client: QdrantClient;
  /** The key that the node takes: just after a rotation it still runs with the one before. */
  readonly key: string;
  /** What it knows of its cluster. */
  readonly cluster: Schemas["ClusterStatus"];
}

export interface Connection extends Node {
  /** How many nodes the cluster has. */
  readonly nodes: number;
}

/** Opens the first node that is ready, as administrator. */
export async function connect({ urls, authority }: Server, keys: Keys): Promise<Connection> {
  const faults: string[] = [];
  for (const url of urls)
    try {
      const node = await openNode(url, authority, keys);
      await node.client.api().readyz({});
      return { ...node, nodes: urls.length };
    } catch (error) {
      if (!(error instanceof QdrantError)) throw error;
      faults.push(error.message);
    }
  throw new Error(["no node of Qdrant is ready:", ...faults].join("\n  "));
}

/** Opens one node as administrator, ready or not. */
export async function openNode(url: string, authority: string, keys: Keys, seconds?: number): Promise<Node> {
  const opened = async (key: string): Promise<Node> => {
    const client = qdrantClient(url, authority, key, seconds);
    const { data } = await client.api().clusterStatus({});
    return { client, key, cluster: data.result! };
  };
  try {
    return await opened(keys.key);
  } catch (error) {
    if (!(error instanceof QdrantError && error.refused) || keys.alternate === "") throw error;
    return opened(keys.alternate);
  }
}
