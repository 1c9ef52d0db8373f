import { awsClients } from "./aws/clients";
import { checkServices, type ServiceResult } from "./aws/services";
import type { Session } from "./session";
import type { ExpectedService } from "./aws/verdict";

const pollMs = 10_000;
const lastLook = 30_000;

/**
 * The ECS services that do not run what the state says they were given: an engine that has updated a service does
 * not know that ECS rolled it back.
 */
export async function brokenServices(
  expected: readonly ExpectedService[],
  region: string,
  { left, signal, progress }: Session,
  wait: boolean,
): Promise<ServiceResult[]> {
  if (expected.length === 0) return [];
  const clients = awsClients(region);
  try {
    const look = (deadlineMs: number, until: AbortSignal) =>
      checkServices(clients.ecs, expected, {
        deadlineMs,
        pollMs,
        signal: until,
        onWait: (labels) => {
          progress.status(`waiting for ECS: ${labels.join(", ")}`);
        },
      });
    const results = await look(wait ? left() : 0, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      // Whoever ends the wait is still told how things stand.
      return look(0, AbortSignal.timeout(lastLook));
    });
    return results.filter(({ verdict }) => verdict.state !== "good");
  } finally {
    clients.close();
    progress.end();
  }
}
