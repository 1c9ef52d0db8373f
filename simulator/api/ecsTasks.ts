import { randomUUID } from "node:crypto";
import { z } from "zod";
import { type ApiTask, nameIn } from "./ecsShapes";
import { ApiFault, operation } from "./protocol";
import type { ApiWorld } from "./world";

/** A task on its own. It goes one state further whenever somebody looks. */
interface StandaloneTask {
  readonly arn: string;
  readonly clusterArn: string;
  readonly taskDefinition: string;
  readonly startedBy: string | undefined;
  readonly container: string;
  readonly command: readonly string[];
  looks: number;
  stopped?: string;
}

const states = ["PROVISIONING", "PENDING", "RUNNING", "DEPROVISIONING", "STOPPED"] as const;

const tasksIn = new WeakMap<ApiWorld, StandaloneTask[]>();

function standalone(world: ApiWorld): StandaloneTask[] {
  const tasks = tasksIn.get(world) ?? [];
  tasksIn.set(world, tasks);
  return tasks;
}

const provider = z.strictObject({
  capacityProvider: z.string(),
  base: z.int().optional(),
  weight: z.int().optional(),
});

/**
 * Starts one task. What comes of it, its command says: `exit 3` ends with 3, `sleep` runs until it is stopped,
 * `missing` has no image, and all else ends well.
 */
export const runTask = operation(
  {
    cluster: z.string(),
    taskDefinition: z.string(),
    startedBy: z
      .string()
      .max(128)
      .regex(/^[\w/-]+$/)
      .optional(),
    clientToken: z.string().optional(),
    overrides: z.strictObject({
      containerOverrides: z
        .array(z.strictObject({ name: z.string(), command: z.array(z.string()).min(1) }))
        .length(1),
    }),
    capacityProviderStrategy: z.array(provider).min(1).optional(),
    launchType: z.enum(["EC2", "EXTERNAL", "FARGATE"]).optional(),
    networkConfiguration: z
      .strictObject({
        awsvpcConfiguration: z.strictObject({
          subnets: z.array(z.string()).min(1).max(16),
          securityGroups: z.array(z.string()).min(1).max(5),
          assignPublicIp: z.enum(["DISABLED", "ENABLED"]),
        }),
      })
      .optional(),
    placementStrategy: z.array(z.unknown()).max(5).optional(),
    placementConstraints: z.array(z.unknown()).max(10).optional(),
    enableECSManagedTags: z.boolean().optional(),
    propagateTags: z.literal("TASK_DEFINITION").optional(),
  },
  (world, input) => {
    const invalid = (message: string) => new ApiFault("InvalidParameterException", message);
    if (input.launchType !== undefined && input.capacityProviderStrategy !== undefined)
      throw invalid("Specifying both a launch type and capacity provider strategy is not supported.");
    if (input.launchType === "EXTERNAL" && input.networkConfiguration !== undefined)
      throw invalid("Network Configuration is not valid for the given networkMode of this task definition.");
    if (JSON.stringify(input.overrides).length > 8192)
      throw invalid("Container Overrides length must be at most 8192");
    const clusterArn = arnOf(world, "cluster", input.cluster);
    const { name, command } = input.overrides.containerOverrides[0]!;
    const id = randomUUID().replaceAll("-", "");
    const task: StandaloneTask = {
      arn: arnOf(world, "task", `${nameIn(clusterArn)}/${id}`),
      clusterArn,
      taskDefinition: newestRevision(world, input.taskDefinition),
      startedBy: input.startedBy,
      container: name,
      command,
      looks: 0,
    };
    standalone(world).push(task);
    return { tasks: [described(task)], failures: [] };
  },
);

export const stopTask = operation(
  { cluster: z.string(), task: z.string(), reason: z.string().optional() },
  (world, { task: wanted, reason }) => {
    const task = standalone(world).find(({ arn }) => arn === wanted || nameIn(arn) === wanted);
    if (task === undefined)
      throw new ApiFault("InvalidParameterException", "The referenced task was not found.");
    task.stopped ??= reason ?? "Task stopped by user";
    return { task: described(task) };
  },
);

/** The tasks on their own of a cluster, by whoever looks at one of them. */
export function standaloneTasks(
  world: ApiWorld,
  cluster: string,
  looked: (arn: string) => boolean,
): ApiTask[] {
  return standalone(world)
    .filter(({ clusterArn, arn }) => clusterArn === arnOf(world, "cluster", cluster) && looked(arn))
    .map((task) => {
      const shown = described(task);
      task.looks += 1;
      return { arn: task.arn, desiredStatus: shown.desiredStatus, described: shown };
    });
}

function arnOf({ region, account }: ApiWorld, kind: string, nameOrArn: string): string {
  return nameOrArn.startsWith("arn:") ? nameOrArn : `arn:aws:ecs:${region}:${account}:${kind}/${nameOrArn}`;
}

/** This double knows task definitions only from services; of a family without one it takes the first revision. */
function newestRevision(world: ApiWorld, given: string): string {
  if (given.startsWith("arn:") || given.includes(":")) return arnOf(world, "task-definition", given);
  const arn = arnOf(world, "task-definition", given);
  const known = world.services().find(({ taskDefinition }) => taskDefinition.startsWith(`${arn}:`));
  return known?.taskDefinition ?? `${arn}:1`;
}

function described(task: StandaloneTask) {
  const { command, container, stopped } = task;
  const sleeps = command[0] === "sleep" && stopped === undefined;
  const state = states[Math.min(task.looks, sleeps ? states.indexOf("RUNNING") : states.length - 1)]!;
  const desiredStatus =
    state === "STOPPED" || stopped !== undefined ? ("STOPPED" as const) : ("RUNNING" as const);
  return {
    clusterArn: task.clusterArn,
    containers: [
      {
        name: container,
        lastStatus: state,
        taskArn: task.arn,
        ...(state === "STOPPED" ? endOf(task).container : {}),
      },
    ],
    desiredStatus,
    group: `family:${nameIn(task.taskDefinition).split(":")[0]!}`,
    lastStatus: state,
    startedBy: task.startedBy,
    taskArn: task.arn,
    taskDefinitionArn: task.taskDefinition,
    ...(state === "STOPPED" ? endOf(task).task : {}),
  };
}

/** The words are those of ECS. */
function endOf({ command, stopped }: StandaloneTask) {
  if (stopped !== undefined)
    return { container: { exitCode: 143 }, task: { stopCode: "UserInitiated", stoppedReason: stopped } };
  if (command[0] === "missing")
    return {
      container: { reason: "CannotPullContainerError: image not found" },
      task: { stopCode: "TaskFailedToStart", stoppedReason: "CannotPullContainerError: image not found" },
    };
  return {
    container: { exitCode: command[0] === "exit" ? Number(command[1]) : 0 },
    task: { stopCode: "EssentialContainerExited", stoppedReason: "Essential container in task exited" },
  };
}
