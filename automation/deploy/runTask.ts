import { suggestion } from "../../infra/config/nearest";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import { plain } from "../../infra/faults";
import { logGroupName } from "../../infra/naming";
import { containerNames } from "../../infra/taskContainers";
import type { TaskLaunch } from "../../infra/taskLaunch";
import { longestOverrides, overridesOf } from "../../infra/taskOverrides";
import { explained } from "../engine/explain";
import { exitCodes, OperatorError } from "../operatorError";
import { readConfig } from "../plan/makePlan";
import { duration } from "../terminal/progress";
import { type AwsClients, awsClients } from "./aws/clients";
import { currentRelease } from "./aws/releases";
import { startTask, stopTask, type TaskVerdict, waitForTask } from "./aws/runTask";
import type { Session } from "./session";

export interface RunTaskOptions {
  /** Name of a job of the module, whose command runs. */
  readonly job?: string;
  /** In place of a job's. */
  readonly command: readonly string[];
}

/** What became of a task: what `run-task --json` prints. */
export interface TaskReport {
  readonly version: 1;
  readonly command: "run-task";
  readonly stack: string;
  readonly module: string;
  /** ARN. */
  readonly task: string;
  readonly ending: "succeeded" | "failed" | "deadline";
  readonly exitCode: number;
  readonly seconds: number;
  /** What went wrong, and where to read on. */
  readonly errors: readonly string[];
}

type RunTaskSession = Pick<Session, "ref" | "stack" | "progress" | "left" | "signal">;

const pollMs = 5000;

/**
 * Runs one task of a module, with the module's image, roles, network and capacity, and waits for its end. Nobody
 * would look after it when this has gone, so the deadline and whoever ends this stop the task as well.
 */
export async function runTask(
  session: RunTaskSession,
  module: string,
  options: RunTaskOptions,
  poll = pollMs,
): Promise<TaskReport> {
  const { stack } = session.ref;
  const config = readConfig(session.ref);
  const command = commandOf(stack, config, module, options);
  const launch = await launchOf(session, module);
  const clients = awsClients(config.aws.region);
  try {
    if ((await currentRelease(clients.ssm, config.name, module)) === undefined)
      throw new OperatorError(
        `${module} has no release in ${stack}, so there is no image to run. Release one: npx ai-platform deploy release ${stack} ${module} <digest>`,
      );
    return await runToItsEnd(session, { module, config, command, launch, clients, poll });
  } finally {
    clients.close();
    session.progress.end();
  }
}

function commandOf(
  stack: string,
  { modules }: EnvironmentConfig,
  module: string,
  { job, command }: RunTaskOptions,
): readonly string[] {
  const entry = modules[module];
  if (entry === undefined)
    throw new OperatorError(`${stack} has no module ${module}. ${suggestion(module, Object.keys(modules))}`);
  if ((job === undefined) === (command.length === 0))
    throw new OperatorError("Say what to run: either --job <name>, or the command itself after --.");
  const chosen = job === undefined ? command : entry.jobs[job]?.command;
  if (chosen === undefined)
    throw new OperatorError(
      `${module} has no job ${job!} in ${stack}. ${jobsText(job!, Object.keys(entry.jobs))}`,
    );
  const length = JSON.stringify(overridesOf(chosen)).length;
  if (length > longestOverrides)
    throw new OperatorError(`the command has ${length} characters as JSON; ECS takes ${longestOverrides}.`);
  return chosen;
}

const jobsText = (wrong: string, known: readonly string[]): string =>
  known.length === 0 ? "Write the command itself after --." : suggestion(wrong, known);

async function launchOf({ stack }: RunTaskSession, module: string): Promise<TaskLaunch> {
  const { tasks } = await stack.outputs().catch((error: unknown) => {
    throw explained(error, stack.name);
  });
  const launch = (tasks?.value as Readonly<Record<string, TaskLaunch>> | undefined)?.[module];
  if (launch === undefined) throw new OperatorError(`${module} is not deployed yet. Run deploy up first.`);
  return launch;
}

interface Run {
  readonly module: string;
  readonly config: EnvironmentConfig;
  readonly command: readonly string[];
  readonly launch: TaskLaunch;
  readonly clients: AwsClients;
  readonly poll: number;
}

async function runToItsEnd(session: RunTaskSession, run: Run): Promise<TaskReport> {
  const { left, progress, signal, ref } = session;
  const { module, launch, clients } = run;
  const began = performance.now();
  const arn = await startTask(clients.ecs, launch, run.command);
  progress.line(`${module}: task ${idOf(arn)} is started`);
  let last: string | undefined;
  const verdict = await waitForTask(clients.ecs, launch.cluster, arn, {
    deadlineMs: left(),
    pollMs: run.poll,
    signal,
    onWait: (status) => {
      // Where nobody watches, each state has its line; a status would come only now and then.
      if (!progress.live && status !== last) progress.line(`${module}: ${status}`);
      if (progress.live) progress.status(`${module}: ${status} (${duration(performance.now() - began)})`);
      last = status;
    },
  }).catch((error: unknown) => {
    const { message } = error as Error;
    throw new OperatorError(`${message}\nNobody waits for the task any more, and it may run on: ${arn}`);
  });
  const stopped = verdict.state === "waiting" ? [await stopIt(run, arn)] : [];
  const ending = verdict.state === "waiting" ? "deadline" : verdict.state;
  return {
    version: 1,
    command: "run-task",
    stack: ref.stack,
    module,
    task: arn,
    ending,
    exitCode: { succeeded: exitCodes.ok, failed: exitCodes.failed, deadline: exitCodes.deadline }[ending],
    seconds: Math.round((performance.now() - began) / 1000),
    errors:
      verdict.state === "succeeded" ? [] : [...toldOf(verdict), ...stopped, ...logsText(run, arn)].map(plain),
  };
}

/** Whatever comes of it, the report is made. */
async function stopIt({ clients, launch }: Run, arn: string): Promise<string> {
  return stopTask(clients.ecs, launch.cluster, arn, "run-task waits no longer").then(
    () => "It was told to stop.",
    (error: unknown) => `It could not be stopped, and runs on: ${(error as Error).message}`,
  );
}

function toldOf(verdict: Exclude<TaskVerdict, { state: "succeeded" }>): string[] {
  if (verdict.state === "waiting") return [`The task had not ended yet; ECS says ${verdict.status}.`];
  const { reason, container } = verdict;
  const details = [
    container?.exitCode === undefined ? undefined : `exit code ${container.exitCode}`,
    container?.reason,
  ].filter((text) => text !== undefined);
  return [
    `ECS says: ${reason}`,
    ...(container === undefined || details.length === 0
      ? []
      : [`container ${container.name}: ${details.join(", ")}`]),
  ];
}

/** A module's own router may have sent the log anywhere. */
function logsText({ config, module }: Run, arn: string): string[] {
  if (config.modules[module]!.logRouter) return [];
  const group = logGroupName(config.name, "modules", module);
  const { application } = containerNames;
  const stream = `${application}/${application}/${idOf(arn)}`;
  return [
    `Its log: aws logs tail ${group} --log-stream-names ${stream} --since 1d --region ${config.aws.region}`,
  ];
}

function idOf(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/** One line that says it all. */
export function taskHeadline({ stack, module, ending, seconds }: TaskReport): string {
  const words = { succeeded: "done", failed: "FAILED", deadline: "stopped before its end" };
  return `run-task ${stack} ${module}: ${words[ending]} (${duration(seconds * 1000)})`;
}
