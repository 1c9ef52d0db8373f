import { setTimeout } from "node:timers/promises";
import {
  ClusterNotFoundException,
  DescribeServicesCommand,
  type ECSClient,
  type Service,
} from "@aws-sdk/client-ecs";
import { pauseOf } from "./approval";
import { explained } from "./explain";
import { stoppedTasks, type StoppedTasks } from "./stoppedTasks";
import { type ExpectedService, judge, type Verdict } from "./verdict";

export interface CheckOptions {
  /** How long to wait for deployments that are still in progress. */
  readonly deadlineMs: number;
  readonly pollMs: number;
  readonly signal: AbortSignal;
  /** Told before each wait, with the labels of the services that are not done. */
  readonly onWait?: (labels: readonly string[]) => void;
}

/** "waiting" in the end means that the deadline came first. */
export interface ServiceResult extends ExpectedService {
  readonly verdict: Verdict;
  /** Newest first, at most ten; none of a service that is good. */
  readonly events: readonly string[];
  readonly stoppedTasks: readonly StoppedTasks[];
  /** Why the stopped tasks could not be read. The verdict stands without them. */
  readonly stoppedTasksUnread?: string;
}

interface Seen {
  readonly service: Service | undefined;
  readonly verdict: Verdict;
}

/** DescribeServices refuses more. */
const batchSize = 10;
const shownEvents = 10;

/**
 * Whether ECS runs what it was told to, which the end of an update alone does not say: after a rollback the service
 * is just as stable, with the old task definition. Results come in the order asked for; an abort rejects.
 */
export async function checkServices(
  client: ECSClient,
  expected: readonly ExpectedService[],
  { deadlineMs, pollMs, signal, onWait }: CheckOptions,
): Promise<readonly ServiceResult[]> {
  const end = performance.now() + deadlineMs;
  const seen = new Map<ExpectedService, Seen>();
  let waiting = expected;
  for (;;) {
    for (const batch of batches(waiting))
      for (const [asked, service] of await describe(client, batch, signal))
        seen.set(asked, { service, verdict: await verdictOn(client, asked, service, signal) });
    waiting = waiting.filter((asked) => seen.get(asked)!.verdict.state === "waiting");
    const left = end - performance.now();
    if (waiting.length === 0 || left <= 0) break;
    onWait?.(waiting.map(({ label }) => label));
    await setTimeout(Math.min(pollMs, left), undefined, { signal });
  }
  const results: ServiceResult[] = [];
  for (const asked of expected) results.push(await resultOf(client, asked, seen.get(asked)!, signal));
  return results;
}

/** A deployment that waits for a person is not waited for: that may take days. */
async function verdictOn(
  client: ECSClient,
  { taskDefinition }: ExpectedService,
  service: Service | undefined,
  signal: AbortSignal,
): Promise<Verdict> {
  const verdict = judge(taskDefinition, service);
  const pause = verdict.state === "waiting" && service && (await pauseOf(client, service, signal));
  if (!pause) return verdict;
  const until = pause.expiresAt === undefined ? "" : ` until ${pause.expiresAt.toISOString()}`;
  return { state: "paused", reason: `it waits for an approval${until}` };
}

/** The service itself; undefined when there is none. */
export async function describeService(
  client: ECSClient,
  asked: ExpectedService,
  signal: AbortSignal,
): Promise<Service | undefined> {
  const [found] = await describe(client, [asked], signal);
  return found?.[1];
}

/** Each batch is of one cluster, because a call is. */
function batches(expected: readonly ExpectedService[]): readonly ExpectedService[][] {
  const byCluster = new Map<string, ExpectedService[]>();
  for (const asked of expected)
    byCluster.set(asked.cluster, [...(byCluster.get(asked.cluster) ?? []), asked]);
  return [...byCluster.values()].flatMap((all) =>
    Array.from({ length: Math.ceil(all.length / batchSize) }, (_, index) =>
      all.slice(index * batchSize, (index + 1) * batchSize),
    ),
  );
}

async function describe(
  client: ECSClient,
  batch: readonly ExpectedService[],
  abortSignal: AbortSignal,
): Promise<readonly (readonly [ExpectedService, Service | undefined])[]> {
  const command = new DescribeServicesCommand({
    cluster: batch[0]!.cluster,
    services: batch.map(({ service }) => service),
  });
  const services = await explained(client.send(command, { abortSignal })).then(
    (answer) => answer.services ?? [],
    (error: unknown) => {
      // A cluster that is gone has taken its services along.
      if (error instanceof ClusterNotFoundException) return [];
      throw error;
    },
  );
  return batch.map((asked) => [
    asked,
    services.find(({ serviceArn, serviceName }) => [serviceArn, serviceName].includes(asked.service)),
  ]);
}

async function resultOf(
  client: ECSClient,
  asked: ExpectedService,
  { service, verdict }: Seen,
  signal: AbortSignal,
): Promise<ServiceResult> {
  const result = { ...asked, verdict, events: [], stoppedTasks: [] };
  if (["good", "missing", "overtaken", "paused"].includes(verdict.state)) return result;
  const events = (service?.events ?? []).slice(0, shownEvents).map(({ message }) => message ?? "");
  try {
    return { ...result, events, stoppedTasks: await stoppedTasks(client, asked, signal) };
  } catch (error) {
    // Whoever may see the service need not be allowed to see its tasks, and what is known by now is worth telling.
    signal.throwIfAborted();
    return { ...result, events, stoppedTasksUnread: error instanceof Error ? error.message : String(error) };
  }
}
