import { setTimeout } from "node:timers/promises";
import {
  DescribeTasksCommand,
  type ECSClient,
  RunTaskCommand,
  type RunTaskCommandInput,
  StopTaskCommand,
  type Task,
} from "@aws-sdk/client-ecs";
import { containerNames } from "../../../infra/taskContainers";
import type { TaskLaunch } from "../../../infra/taskLaunch";
import { overridesOf } from "../../../infra/taskOverrides";
import { OperatorError } from "../../operatorError";
import { explained } from "./explain";

/** How ECS and whoever looks there know where a task comes from. */
export const startedBy = "ai-platform/run-task";

export interface WaitOptions {
  readonly deadlineMs: number;
  readonly pollMs: number;
  readonly signal: AbortSignal;
  /** Told before each wait what ECS says, such as PENDING. */
  readonly onWait?: (status: string) => void;
}

/** `waiting`: it had not ended by the deadline, or by the word of whoever waited for it. */
export type TaskVerdict =
  | { readonly state: "succeeded" }
  | { readonly state: "failed"; readonly reason: string; readonly container?: FailedContainer }
  | { readonly state: "waiting"; readonly status: string };

export interface FailedContainer {
  readonly name: string;
  readonly exitCode?: number;
  readonly reason?: string;
}

/**
 * Starts one task, and answers with its ARN.
 * @throws OperatorError when ECS does not start it.
 */
export async function startTask(
  client: ECSClient,
  launch: TaskLaunch,
  command: readonly string[],
): Promise<string> {
  const { tasks = [], failures = [] } = await explained(
    client.send(new RunTaskCommand(inputOf(launch, command))),
  );
  const arn = tasks[0]?.taskArn;
  if (arn !== undefined) return arn;
  const why = failures.map(({ reason, detail }) => [reason, detail].filter(Boolean).join(": ")).join("; ");
  throw new OperatorError(`ECS has started no task of ${launch.family}: ${why || "it gives no reason"}.`);
}

function inputOf(launch: TaskLaunch, command: readonly string[]): RunTaskCommandInput {
  const { family, cluster, capacityProviders, launchType, network } = launch;
  return {
    cluster,
    taskDefinition: family,
    startedBy,
    overrides: overridesOf(command),
    ...(capacityProviders.length > 0 ? { capacityProviderStrategy: [...capacityProviders] } : {}),
    ...(launchType === undefined ? {} : { launchType }),
    ...(network === undefined
      ? {}
      : {
          networkConfiguration: {
            awsvpcConfiguration: {
              subnets: [...network.subnets],
              securityGroups: [...network.securityGroups],
              assignPublicIp: "DISABLED",
            },
          },
        }),
    placementStrategy: launch.placementStrategies as RunTaskCommandInput["placementStrategy"],
    placementConstraints: launch.placementConstraints as RunTaskCommandInput["placementConstraints"],
    enableECSManagedTags: true,
    propagateTags: "TASK_DEFINITION",
  };
}

/** Waits for the end of a task; an abort ends the wait as the deadline does. */
export async function waitForTask(
  client: ECSClient,
  cluster: string,
  arn: string,
  { deadlineMs, pollMs, signal, onWait }: WaitOptions,
): Promise<TaskVerdict> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const { tasks = [] } = await explained(client.send(new DescribeTasksCommand({ cluster, tasks: [arn] })));
    const verdict = judgeTask(tasks[0]);
    const left = end - performance.now();
    if (verdict.state !== "waiting" || left <= 0 || signal.aborted) return verdict;
    onWait?.(verdict.status);
    await setTimeout(Math.min(pollMs, left), undefined, { signal }).catch(() => undefined);
  }
}

/** Its containers get the signal to end, and the time to do so that the module gives them. */
export async function stopTask(
  client: ECSClient,
  cluster: string,
  arn: string,
  reason: string,
): Promise<void> {
  await explained(client.send(new StopTaskCommand({ cluster, task: arn, reason })));
}

/**
 * What one answer of DescribeTasks says: as the failure rule of jobs sees it, so that both are red or neither is.
 * ECS may not know a task yet that it has just started.
 */
export function judgeTask(task: Task | undefined): TaskVerdict {
  if (task?.lastStatus !== "STOPPED") return { state: "waiting", status: task?.lastStatus ?? "PROVISIONING" };
  const { stopCode, stoppedReason = "ECS gives no reason", containers = [] } = task;
  const main = containers.find(({ name }) => name === containerNames.application);
  if (stopCode === "EssentialContainerExited" && main?.exitCode === 0) return { state: "succeeded" };
  // The one that tells most: the module's own, or another without which it never began.
  const told = [main, ...containers].find((one) => (one?.exitCode ?? 0) !== 0 || one?.reason !== undefined);
  const { name = containerNames.application, exitCode, reason } = told ?? {};
  const container = {
    name,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(reason === undefined ? {} : { reason }),
  };
  return { state: "failed", reason: stoppedReason, ...(told === undefined ? {} : { container }) };
}
