import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseStackFile, stackOfFile } from "../../../infra/config/stackFile";
import { explained } from "../../engine/explain";
import { exitCodes, OperatorError } from "../../operatorError";
import { findStack, projectFolder, type StackRef } from "../../project";
import { type AwsClients, awsClients } from "../aws/clients";
import { exitCodeOf, type DeployReport } from "../report";
import { type Clock, openStackOf, type SessionOptions, startClock } from "../session";
import { destroy } from "../update";
import { copyOf } from "./copy";
import { type Environment, type Standing, standingOf } from "./ends";
import { initStack } from "./backend";
import { environments, forget, readEnding } from "./records";

/** What became of the environments that end: what `reap --json` prints. */
export interface ReapReport {
  readonly version: 1;
  readonly command: "reap";
  readonly exitCode: number;
  /** Those that are due and those that are not. */
  readonly environments: readonly Reaped[];
}

export interface Reaped {
  readonly stack: string;
  readonly region: string;
  readonly from?: string;
  /** ISO 8601, UTC. */
  readonly until?: string;
  readonly standing: Standing | "is gone" | "is still there";
  readonly errors: readonly string[];
}

export interface ReapOptions extends SessionOptions {
  /** Only say which are due. */
  readonly dryRun?: true;
}

/** Destroys the environments whose time is over. A stack of which nothing says when it ends is none of them. */
export async function reap(options: ReapOptions): Promise<ReapReport> {
  const folder = projectFolder(process.cwd());
  const clock = startClock(options);
  const all: { readonly reaped: Reaped; readonly exitCode: number }[] = [];
  for (const region of regionsIn(folder)) {
    const clients = awsClients(region);
    try {
      for (const environment of await environments(clients.ssm))
        all.push(await reapOne(environment, { folder, region, clients, clock, options }));
    } finally {
      clients.close();
    }
  }
  return {
    version: 1,
    command: "reap",
    exitCode: all.find(({ exitCode }) => exitCode !== exitCodes.ok)?.exitCode ?? exitCodes.ok,
    environments: all.map(({ reaped }) => reaped),
  };
}

interface Place {
  readonly folder: string;
  readonly region: string;
  readonly clients: AwsClients;
  readonly clock: Clock;
  readonly options: ReapOptions;
}

/** Where environments may be; a file with faults in it may well name its region. */
export function regionsIn(folder: string): readonly string[] {
  const regions = readdirSync(folder)
    .filter((file) => stackOfFile(file) !== undefined)
    .map((file) => parseStackFile(readFileSync(join(folder, file), "utf8")).config["aws:region"])
    .filter((region) => typeof region === "string");
  return [...new Set(regions)].sort();
}

async function reapOne(environment: Environment, place: Place) {
  const { region, options } = place;
  const standing = standingOf(environment, Date.now());
  const reaped = { stack: environment.stack, region, ...environment.ending, standing, errors: [] };
  if (standing === "is unreadable")
    return {
      reaped: { ...reaped, errors: [`${environment.stack}: nobody can say when it ends; it stays.`] },
      exitCode: exitCodes.fault,
    };
  if (standing === "ends" || options.dryRun) return { reaped, exitCode: exitCodes.ok };
  try {
    // The one before it took its time, in which somebody may have given this one longer.
    const ending = await readEnding(place.clients.ssm, environment.stack);
    if (ending === undefined || standingOf({ ...environment, ending }, Date.now()) !== "is due")
      return { reaped: { ...reaped, ...ending, standing: "ends" as const }, exitCode: exitCodes.ok };
    const { exitCode, ...ended } = await end(environment.stack, ending.from, place);
    return { reaped: { ...reaped, ...ended }, exitCode };
  } catch (error) {
    // The others are no worse for it.
    const { message } = error as Error;
    const exitCode = error instanceof OperatorError ? error.exitCode : exitCodes.failed;
    return { reaped: { ...reaped, standing: "is still there" as const, errors: [message] }, exitCode };
  }
}

async function end(
  stack: string,
  from: string,
  { folder, clients, clock }: Place,
): Promise<Pick<DeployReport, "exitCode"> & Omit<Reaped, "stack" | "region">> {
  const ref: StackRef = { stack, path: join(folder, `Pulumi.${stack}.yaml`) };
  // A checkout of the day has none, and the engine reads there with which key the state is written.
  if (!existsSync(ref.path))
    writeFileSync(ref.path, copyOf(readFileSync(findStack(from, folder).path, "utf8")));
  await initStack(ref);
  const session = await openStackOf(ref, clock);
  const { exitCode, errors } = await destroy(session);
  if (exitCode !== exitCodeOf("succeeded")) return { exitCode, errors, standing: "is still there" };
  const now = await readEnding(clients.ssm, stack);
  if (now !== undefined && standingOf({ stack, ending: now }, Date.now()) === "ends") {
    clock.progress.line(`${stack} was given longer while it was destroyed; its next up makes it again`);
    return { exitCode, errors, standing: "ends", ...now };
  }
  await session.stack.workspace.removeStack(stack).catch((error: unknown) => {
    throw explained(error, stack);
  });
  await forget(clients.ssm, stack);
  clock.progress.line(`${stack} is gone`);
  return { exitCode, errors, standing: "is gone" };
}
