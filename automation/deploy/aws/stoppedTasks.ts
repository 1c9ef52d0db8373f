import { DescribeTasksCommand, type ECSClient, ListTasksCommand, type Task } from "@aws-sdk/client-ecs";
import { explained } from "./explain";
import type { ExpectedService } from "./verdict";

/** Why tasks stopped; tasks that stopped in the same way are one of these. */
export interface StoppedTasks {
  readonly stoppedReason: string;
  /** The container that failed, if one did. */
  readonly container?: string;
  readonly exitCode?: number;
  readonly reason?: string;
  readonly count: number;
}

/**
 * Why tasks of the expected task definition stopped. Those of the old one stop in every deployment, and say nothing.
 * ECS remembers stopped tasks for about an hour; the first page has up to a hundred of them.
 */
export async function stoppedTasks(
  client: ECSClient,
  { cluster, service, taskDefinition }: ExpectedService,
  abortSignal: AbortSignal,
): Promise<readonly StoppedTasks[]> {
  const list = new ListTasksCommand({ cluster, serviceName: service, desiredStatus: "STOPPED" });
  const { taskArns = [] } = await explained(client.send(list, { abortSignal }));
  if (taskArns.length === 0) return [];
  const describe = new DescribeTasksCommand({ cluster, tasks: taskArns });
  const { tasks = [] } = await explained(client.send(describe, { abortSignal }));
  return distinct(tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn === taskDefinition));
}

/** In the order of ECS, each way to stop once. */
export function distinct(tasks: readonly Task[]): readonly StoppedTasks[] {
  const byKey = new Map<string, StoppedTasks>();
  for (const cause of tasks.flatMap(causesOf)) {
    const key = JSON.stringify(cause);
    byKey.set(key, { ...cause, count: (byKey.get(key)?.count ?? 0) + 1 });
  }
  return [...byKey.values()];
}

/** A container that ended well, such as one that only prepares a volume, is no cause. */
function causesOf({ stoppedReason = "ECS gives no reason", containers = [] }: Task) {
  const failed = containers.filter(({ exitCode, reason }) => (exitCode ?? 0) !== 0 || reason !== undefined);
  if (failed.length === 0) return [{ stoppedReason }];
  return failed.map(({ name: container, exitCode, reason }) => ({
    stoppedReason,
    ...(container === undefined ? {} : { container }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(reason === undefined ? {} : { reason }),
  }));
}
