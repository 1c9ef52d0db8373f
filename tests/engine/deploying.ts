import { expect } from "chai";
import { execFileSync, type ChildProcess } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import type { Rehearsal } from "../../automation/rehearse/rehearsal";
import type { StoppedTask } from "../../simulator/api/world";
import type { CloudRecord } from "../../simulator/cloud/journal";
import { runCli, type CliOptions, type CliResult } from "../automation/deploy/runCli";
import { deadline, rehearse, succeed } from "./rehearsing";

/** `ai-platform deploy` on a rehearsal, in a process of its own. */
export function deploy(
  { folder, env }: Rehearsal,
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  return runCli(["deploy", ...args], {
    cwd: folder,
    deadline,
    ...options,
    env: { ...process.env, ...env, ...options.env },
  });
}

/** The same, and demands its exit status. */
export async function deployed(
  status: number,
  rehearsal: Rehearsal,
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliResult> {
  const result = await deploy(rehearsal, args, options);
  expect(result.status, `${args.join(" ")}\n${result.stdout}\n${result.stderr}`).to.equal(status);
  return result;
}

/** dev with two modules and no more, because each release is a run of the engine or two: planning and support, up. */
export async function twoModulesUp(): Promise<Rehearsal> {
  const rehearsal = await rehearse("dev");
  rehearsal.edit((text) => {
    const file = parseDocument(text);
    const routed = (module: string) => ({ owner: "team@example.com", routes: [`/${module}`] });
    const modules = { planning: routed("planning"), support: routed("support") };
    file.setIn(["config", "ai-platform:modules"], file.createNode(modules));
    file.deleteIn(["config", "ai-platform:edge", "clients"]);
    return file.toString({ lineWidth: 0 });
  });
  await succeed(rehearsal, "up");
  return rehearsal;
}

/** The one resource of a type and name. */
export function theOne({ cloud }: Pick<Rehearsal, "cloud">, type: string, name?: string): CloudRecord {
  const found = cloud
    .resources()
    .filter((record) => record.type === type && (name === undefined || record.name === name));
  expect(found, `${type} ${name}`).not.to.be.empty;
  return found[0]!;
}

export const ecsService = "aws:ecs/service:Service";
export const ecsTaskDefinition = "aws:ecs/taskDefinition:TaskDefinition";
export const logGroup = "aws:cloudwatch/logGroup:LogGroup";

/** The task definition that a module's service was told to run, as JSON. */
export function whatRuns(rehearsal: Rehearsal, module: string): string {
  const { taskDefinition } = theOne(rehearsal, ecsService, module).inputs;
  const found = rehearsal.cloud
    .resources()
    .filter(({ type, computed }) => type === ecsTaskDefinition && computed.arn === taskDefinition);
  expect(found, String(taskDefinition)).to.have.length(1);
  return JSON.stringify(found[0]!.inputs);
}

/**
 * ECS goes back from whatever this does with a module, and takes the next deployment again. The double knows only the
 * order: that the service has its old task definition is written into it here.
 */
export async function goingBack(
  rehearsal: Rehearsal,
  module: string,
  act: () => Promise<void>,
  stoppedTasks: readonly StoppedTask[] = [],
): Promise<void> {
  const { urn, inputs } = theOne(rehearsal, ecsService, module);
  const running = String(inputs.taskDefinition);
  const events = [`(service ${module}) was unable to place a task.`];
  const rollout = { state: "rolledBack" as const, running, events, stoppedTasks };
  rehearsal.cloud.order({ rollouts: { [module]: rollout } });
  try {
    await act();
  } finally {
    rehearsal.cloud.tamper(urn, { taskDefinition: running });
    rehearsal.cloud.order({});
  }
}

const locksOf = (folder: string, stack: string) =>
  join(folder, "state/.pulumi/locks/organization/ai-platform", stack);

/** Writes a lock as the backend does, of somebody else. */
export function lock({ folder }: Rehearsal, stack: string): void {
  mkdirSync(locksOf(folder, stack), { recursive: true });
  writeFileSync(
    join(locksOf(folder, stack), "6ba7b810-9dad-41d1-80b4-00c04fd430c8.json"),
    JSON.stringify({
      pid: 4711,
      username: "alex",
      hostname: "elsewhere",
      timestamp: new Date(Date.now() - 7_200_000).toISOString(),
    }),
  );
}

/** Files of locks, of all stacks. */
export function locks({ folder }: Rehearsal): string[] {
  try {
    return readdirSync(join(folder, "state/.pulumi/locks"), { recursive: true, encoding: "utf8" }).filter(
      (name) => name.endsWith(".json"),
    );
  } catch {
    return [];
  }
}

/** For `onSaid`: does it once, when standard error has the pattern or something else is so. */
export function once(
  when: RegExp | (() => boolean),
  act: (child: ChildProcess) => void,
): CliOptions["onSaid"] {
  let done = false;
  return (stderr, child) => {
    if (done || !(when instanceof RegExp ? when.test(stderr) : when())) return;
    done = true;
    act(child);
  };
}

/** Process ids of all that a process has started, and of what those have started. */
export function startedBy(pid: number): number[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8", timeout: 10_000 })
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const below = (parent: number): number[] =>
    table
      .filter(([, of, command]) => Number(of) === parent && command !== "ps")
      .flatMap(([child]) => [Number(child), ...below(Number(child))]);
  return below(pid);
}

export function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
