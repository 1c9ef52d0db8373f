import { createHash } from "node:crypto";
import type { ApiService, ApiWorld, Rollout, StoppedTask, Trouble } from "./world";

/** The last part of an ARN; a name is its own last part. */
export function nameIn(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf("/") + 1);
}

/** The same thing has the same id in each answer, as at AWS. */
function digest(...parts: readonly (string | number)[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex");
}

function deploymentId(service: ApiService, taskDefinition: string): string {
  const number = BigInt(`0x${digest(service.arn, taskDefinition).slice(0, 15)}`);
  return `ecs-svc/${String(number).padStart(19, "1")}`;
}

const untroubled: Trouble = { events: [], stoppedTasks: [] };

/** Partial, because an "inProgress" rollout may have met trouble or not. */
function troubleOf(rollout: Rollout): Trouble {
  return rollout.state === "completed" ? untroubled : { ...untroubled, ...rollout };
}

/** After a rollback the service itself names the old task definition again, not only its deployment. */
function runningDefinition({ rollout, taskDefinition }: ApiService): string {
  return rollout.state === "rolledBack" ? rollout.running : taskDefinition;
}

/** The words are those of ECS: people search the web for them. */
function rolloutOf(service: ApiService, id: string): { rolloutState: string; rolloutStateReason: string } {
  switch (service.rollout.state) {
    case "inProgress":
      return { rolloutState: "IN_PROGRESS", rolloutStateReason: `ECS deployment ${id} in progress.` };
    case "failed":
      return {
        rolloutState: "FAILED",
        rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
      };
    case "completed":
    case "rolledBack":
      return { rolloutState: "COMPLETED", rolloutStateReason: `ECS deployment ${id} completed.` };
  }
}

/**
 * The service as DescribeServices tells it. Of a rollback that is over there is one deployment left, the one that
 * ECS went back to: the failed one is listed as ACTIVE, then DRAINING, only until its last task is gone.
 */
export function describedService(service: ApiService, now: number): object {
  const taskDefinition = runningDefinition(service);
  const id = deploymentId(service, taskDefinition);
  const { events, stoppedTasks } = troubleOf(service.rollout);
  const steady = service.rollout.state === "completed" || service.rollout.state === "rolledBack";
  const counts = {
    desiredCount: service.desiredCount,
    pendingCount: 0,
    runningCount: steady ? service.desiredCount : 0,
  };
  const messages =
    service.rollout.state === "completed"
      ? [
          `(service ${service.name}) has reached a steady state.`,
          `(service ${service.name}) (deployment ${id}) deployment completed.`,
        ]
      : events;
  return {
    clusterArn: service.clusterArn,
    deployments: [
      {
        id,
        status: "PRIMARY",
        taskDefinition,
        ...counts,
        failedTasks: service.rollout.state === "rolledBack" ? 0 : stoppedTasks.length,
        createdAt: now,
        updatedAt: now,
        ...rolloutOf(service, id),
      },
    ],
    ...counts,
    events: messages.map((message, index) => ({
      createdAt: now - index,
      id: digest(service.arn, message, index).slice(0, 32),
      message,
    })),
    serviceArn: service.arn,
    serviceName: service.name,
    status: "ACTIVE",
    taskDefinition,
  };
}

export interface ApiTask {
  readonly arn: string;
  readonly desiredStatus: "RUNNING" | "STOPPED";
  readonly described: object;
}

/** Those that run, as many as the service wants once it is steady, and those that stopped on the way there. */
export function tasksOf(world: ApiWorld, service: ApiService): readonly ApiTask[] {
  const cluster = nameIn(service.clusterArn);
  const { state } = service.rollout;
  const running = state === "completed" || state === "rolledBack" ? service.desiredCount : 0;
  const task = (desiredStatus: ApiTask["desiredStatus"], index: number, stopped?: StoppedTask): ApiTask => {
    const taskDefinitionArn = stopped ? service.taskDefinition : runningDefinition(service);
    const id = digest(service.arn, taskDefinitionArn, desiredStatus, index).slice(0, 32);
    const arn = `arn:aws:ecs:${world.region}:${world.account}:task/${cluster}/${id}`;
    const described = {
      clusterArn: service.clusterArn,
      containers: stopped ? [stoppedContainer(arn, stopped)] : [],
      desiredStatus,
      group: `service:${service.name}`,
      lastStatus: desiredStatus,
      startedBy: deploymentId(service, taskDefinitionArn),
      stoppedReason: stopped?.stoppedReason,
      taskArn: arn,
      taskDefinitionArn,
    };
    return { arn, desiredStatus, described };
  };
  return [
    ...Array.from({ length: running }, (_, index) => task("RUNNING", index)),
    ...troubleOf(service.rollout).stoppedTasks.map((stopped, index) => task("STOPPED", index, stopped)),
  ];
}

function stoppedContainer(taskArn: string, { container, exitCode, reason }: StoppedTask): object {
  return { exitCode, lastStatus: "STOPPED", name: container, reason, taskArn };
}
