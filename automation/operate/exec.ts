import { type ECSClient, ExecuteCommandCommand, type Task } from "@aws-sdk/client-ecs";
import { containerNames } from "../../infra/taskContainers";
import { OperatorError } from "../operatorError";
import { ask } from "./ask";
import { describeService, describeTasks, lastPart } from "./services";
import { openSession, requirePlugin, type SessionOf } from "./sessionPlugin";
import { type ModuleTarget, refuseJobs } from "./target";

export interface ExecOptions {
  /** Id of a task, or how it begins; otherwise the newest. */
  readonly task?: string;
  /** Arguments of the command; a shell where there is none. */
  readonly command: readonly string[];
}

/** Every image with a shell has this one. */
const shell = "/bin/sh";

/**
 * Runs a command in the module's own container, on this terminal.
 * @returns the exit status of the plugin, which does not tell that of the command.
 * @throws OperatorError where there is nothing to run it in, or with.
 */
export async function exec(client: ECSClient, target: ModuleTarget, options: ExecOptions): Promise<number> {
  refuseJobs("exec", target);
  refuseClosed(target);
  await requirePlugin();
  return openSession(await startSession(client, target, options));
}

/** @throws OperatorError where the stack file does not allow it. */
export function refuseClosed({ stack, module, moduleConfig, config }: ModuleTarget): void {
  if (moduleConfig.container.exec) return;
  const fix =
    config.profile === "prod"
      ? `Nobody enters a running container in prod; read its log instead: npx ai-platform logs ${stack} ${module}`
      : `Set it to true, and container.readOnlyRootFilesystem to false, in Pulumi.${stack}.yaml, and deploy: tasks that start from then on can be entered.`;
  throw new OperatorError(`modules.${module}.container.exec is false in ${stack}. ${fix}`);
}

/** Asks ECS for a session in a task. */
export async function startSession(
  client: ECSClient,
  target: ModuleTarget,
  { task: wanted, command }: ExecOptions,
): Promise<SessionOf> {
  await describeService(client, target, target.module);
  const tasks = await describeTasks(client, target, { service: target.module });
  const task = pickTask(tasks, target, wanted);
  const container = containerNames.application;
  const { taskArn = "", containers = [] } = task;
  const runtimeId = containers.find(({ name }) => name === container)?.runtimeId ?? "";
  const response = await ask(
    "ecs:ExecuteCommand",
    client.send(
      new ExecuteCommandCommand({
        cluster: target.cluster,
        task: taskArn,
        container,
        command: commandText(command),
        interactive: true,
      }),
    ),
  );
  return {
    response,
    runtimeId,
    region: target.region,
    profile: process.env.AWS_PROFILE ?? "",
    endpoint: await endpointOf(client, target.region),
  };
}

/** The newest task that can be entered, or the one that is meant. */
export function pickTask(
  tasks: readonly Task[],
  { stack, module }: Pick<ModuleTarget, "module" | "stack">,
  wanted?: string,
): Task {
  const running = tasks
    .filter(({ lastStatus }) => lastStatus === "RUNNING")
    .sort((a, b) => (b.startedAt?.getTime() ?? 0) - (a.startedAt?.getTime() ?? 0));
  const ids = running.map(({ taskArn = "" }) => lastPart(taskArn)).join(", ");
  if (running.length === 0)
    throw new OperatorError(`no task of ${module} runs. See why: npx ai-platform events ${stack} ${module}`);
  const meant =
    wanted === undefined
      ? running
      : running.filter(({ taskArn = "" }) => lastPart(taskArn).startsWith(lastPart(wanted)));
  if (wanted !== undefined && meant.length !== 1)
    throw new OperatorError(
      `${meant.length === 0 ? "no" : "more than one"} running task of ${module} is called ${wanted}. Use one of: ${ids}.`,
    );
  const open = meant.find(hasAgent);
  if (open !== undefined) return open;
  throw new OperatorError(
    `${wanted === undefined ? `no task of ${module} can` : `task ${wanted} cannot`} be entered: the agent of ECS Exec does not run in it. A task that began before container.exec was true has none until it is replaced; otherwise it cannot reach Systems Manager.`,
  );
}

const hasAgent = ({ containers = [] }: Task): boolean =>
  containers.some(
    ({ name, managedAgents = [] }) =>
      name === containerNames.application &&
      managedAgents.some((agent) => agent.name === "ExecuteCommandAgent" && agent.lastStatus === "RUNNING"),
  );

/** ECS takes one text, so what has blanks or quotes is quoted as shells do. */
export function commandText(command: readonly string[]): string {
  if (command.length === 0) return shell;
  return command
    .map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}

/** Where this client asks, as the SDK found it. */
async function endpointOf({ config }: ECSClient, region: string): Promise<string> {
  const given = await config.endpoint?.();
  if (given === undefined) return config.endpointProvider({ Region: region }).url.href.replace(/\/$/, "");
  return `${given.protocol}//${given.hostname}${given.port === undefined ? "" : `:${given.port}`}`;
}
