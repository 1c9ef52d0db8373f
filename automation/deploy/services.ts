import type { Graph } from "../../simulator/graph";
import { awsClients } from "./aws/clients";
import { checkServices, type ServiceResult } from "./aws/services";
import type { Session } from "./session";
import { expectedServices } from "./state";

const pollMs = 10_000;

/**
 * The ECS services that do not run what the state says they were given: an engine that has updated a service does
 * not know that ECS rolled it back.
 */
export async function brokenServices(
  graph: Graph,
  region: string,
  { left, signal, progress }: Session,
  wait: boolean,
): Promise<ServiceResult[]> {
  const expected = expectedServices(graph);
  if (expected.length === 0) return [];
  const clients = awsClients(region);
  try {
    const results = await checkServices(clients.ecs, expected, {
      deadlineMs: wait ? left() : 0,
      pollMs,
      signal,
      onWait: (labels) => {
        progress.status(`waiting for ECS: ${labels.join(", ")}`);
      },
    });
    return results.filter(({ verdict }) => verdict.state !== "good");
  } finally {
    clients.close();
    progress.end();
  }
}
