import type { ECSClient, Service } from "@aws-sdk/client-ecs";
import type { Graph, GraphNode } from "../../simulator/graph";
import { awsClients } from "./aws/clients";
import { describeService } from "./aws/services";
import { expectedServices } from "./state";

/** Does something with what ECS says of each of these services of the state, one after the other; where it has one. */
export async function askServices(
  services: readonly GraphNode[],
  graph: Graph,
  region: string,
  signal: AbortSignal,
  act: (service: Service, node: GraphNode, client: ECSClient) => Promise<void>,
): Promise<void> {
  if (services.length === 0) return;
  const expected = expectedServices(graph);
  const clients = awsClients(region);
  try {
    for (const node of services) {
      const asked = expected.find(({ urn }) => urn === node.urn)!;
      const there = await describeService(clients.ecs, asked, signal);
      if (there) await act(there, node, clients.ecs);
    }
  } finally {
    clients.close();
  }
}
