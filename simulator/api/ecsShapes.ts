import { createHash } from "node:crypto";
import type { ApiContainer, ApiService, ApiWorld, Rollout, StoppedTask, Trouble } from "./world";

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
  return rollout.state === "completed" || rollout.state === "paused"
    ? untroubled
    : { ...untroubled, ...rollout };
}

const pauseHook = { targetType: "PAUSE", lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"] };

/** Of the newest deployment; there is no history of them. */
export function serviceDeploymentArn({ arn, taskDefinition }: ApiService): string {
  return `${arn.replace(":service/", ":service-deployment/")}/${digest(arn, taskDefinition).slice(0, 21)}`;
}

export function serviceRevisionArn({ arn, taskDefinition }: ApiService): string {
  return `${arn.replace(":service/", ":service-revision/")}/${digest("revision", arn, taskDefinition).slice(0, 19)}`;
}

/** A pause is the only hook that anybody can do something about. */
export function describedDeployment(service: ApiService): object {
  const paused = service.rollout.state === "paused";
  return {
    clusterArn: service.clusterArn,
    lifecycleHookDetails: paused
      ? [
          {
            hookId: hookIdOf(service),
            targetType: "PAUSE",
            status: "AWAITING_ACTION",
            timeoutAction: "ROLLBACK",
          },
        ]
      : [],
    lifecycleStage: paused ? "POST_TEST_TRAFFIC_SHIFT" : undefined,
    serviceArn: service.arn,
    serviceDeploymentArn: serviceDeploymentArn(service),
    status: paused || service.rollout.state === "inProgress" ? "IN_PROGRESS" : "SUCCESSFUL",
  };
}

/** How it ended, in the words of ListServiceDeployments. */
export function listedDeployment(service: ApiService): object {
  const { state } = service.rollout;
  const status = {
    completed: "SUCCESSFUL",
    failed: "STOPPED",
    inProgress: "IN_PROGRESS",
    paused: "IN_PROGRESS",
    rolledBack: "ROLLBACK_SUCCESSFUL",
  }[state];
  const wrong = state === "failed" || state === "rolledBack";
  return {
    clusterArn: service.clusterArn,
    serviceArn: service.arn,
    serviceDeploymentArn: serviceDeploymentArn(service),
    status,
    ...(wrong
      ? { statusReason: "Service deployment rolled back because the circuit breaker threshold was exceeded." }
      : {}),
  };
}

export function hookIdOf(service: ApiService): string {
  return `ecs-pause-${digest("pause", service.arn, service.taskDefinition).slice(0, 43)}`;
}

export function describedRevision(service: ApiService): object {
  const { targetGroup } = service;
  return {
    clusterArn: service.clusterArn,
    resolvedConfiguration: {
      loadBalancers: targetGroup === undefined ? [] : [{ targetGroupArn: targetGroup }],
    },
    serviceArn: service.arn,
    serviceRevisionArn: serviceRevisionArn(service),
    taskDefinition: runningDefinition(service),
  };
}

/** After a rollback the service itself names the old task definition again, not only its deployment. */
function runningDefinition({ rollout, taskDefinition }: ApiService): string {
  return rollout.state === "rolledBack" ? rollout.running : taskDefinition;
}

/** The words are those of ECS: people search the web for them. */
function rolloutOf(service: ApiService, id: string): { rolloutState: string; rolloutStateReason: string } {
  switch (service.rollout.state) {
    case "inProgress":
    case "paused":
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
    runningCount: service.running ?? (steady ? service.desiredCount : 0),
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
    deploymentConfiguration: {
      lifecycleHooks: service.rollout.state === "paused" ? [pauseHook] : service.hooks,
    },
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
    currentServiceDeployment: serviceDeploymentArn(service),
    currentServiceRevisions: [{ arn: serviceRevisionArn(service), runningTaskCount: counts.runningCount }],
    loadBalancers: service.targetGroup === undefined ? [] : [{ targetGroupArn: service.targetGroup }],
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
  const steady = state === "completed" || state === "rolledBack";
  const running = service.running ?? (steady ? service.desiredCount : 0);
  const task = (desiredStatus: ApiTask["desiredStatus"], index: number, stopped?: StoppedTask): ApiTask => {
    const taskDefinitionArn = stopped ? service.taskDefinition : runningDefinition(service);
    const id = digest(service.arn, taskDefinitionArn, desiredStatus, index).slice(0, 32);
    const arn = `arn:aws:ecs:${world.region}:${world.account}:task/${cluster}/${id}`;
    const described = {
      clusterArn: service.clusterArn,
      containers: stopped
        ? [stoppedContainer(arn, stopped)]
        : (world.containers(taskDefinitionArn) ?? []).map((one) => runningContainer(arn, one, service)),
      desiredStatus,
      group: `service:${service.name}`,
      lastStatus: desiredStatus,
      startedBy: deploymentId(service, taskDefinitionArn),
      ...(stopped ? stoppedFacts(stopped, index) : runningFacts(service, index)),
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

const firstStart = 1_700_000_000;

/** Each a second younger than the one before. */
function runningFacts({ unhealthy }: ApiService, index: number): object {
  const health = unhealthy === undefined ? "UNKNOWN" : index < unhealthy ? "UNHEALTHY" : "HEALTHY";
  return { startedAt: firstStart + index, healthStatus: health };
}

/** The newest first, as of now: ECS forgets them within the hour. */
function stoppedFacts({ stoppedReason }: StoppedTask, index: number): object {
  const stopCode = stoppedReason.includes("container") ? "EssentialContainerExited" : "TaskFailedToStart";
  return { stopCode, stoppedAt: Math.floor(Date.now() / 1000) - index, stoppedReason };
}

function runningContainer(taskArn: string, { name, image }: ApiContainer, { exec }: ApiService): object {
  return {
    image,
    lastStatus: "RUNNING",
    managedAgents: exec ? [{ name: "ExecuteCommandAgent", lastStatus: "RUNNING" }] : [],
    name,
    runtimeId: `${nameIn(taskArn)}-${digest(taskArn, name).slice(0, 10)}`,
    taskArn,
  };
}

function stoppedContainer(taskArn: string, { container, exitCode, reason }: StoppedTask): object {
  return { exitCode, lastStatus: "STOPPED", name: container, reason, taskArn };
}
