import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LocalServer, serveJson } from "./localServer";

/** How a program that is played was called. */
export interface Call {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
}

/** Answers with what the program prints. */
export type Program = (call: Call) => string | Promise<string>;

/** What a program says when it fails. */
export class ProgramFault extends Error {}

/** What follows an option; undefined where the option is not there. */
export function option(args: readonly string[], name: string): string | undefined {
  const index = args.indexOf(name);
  return index < 0 ? undefined : args[index + 1];
}

/** The same of an option without which the program does nothing. */
export function required(args: readonly string[], name: string): string {
  const value = option(args, name);
  if (value === undefined) throw new ProgramFault(`${name} is missing: ${args.join(" ")}`);
  return value;
}

interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Under the name of each program: asks the test what that answers. */
const standIn = `#!/usr/bin/env node
const [, file, ...args] = process.argv;
// Whoever writes a password to it must not find it gone.
if (args.includes("--password-stdin")) require("node:fs").readFileSync(0);
const body = JSON.stringify({ program: require("node:path").basename(file), args, folder: process.cwd() });
fetch(process.env.PROGRAMS_URL, { method: "POST", body })
  .then((response) => response.json())
  .then(({ status, stdout, stderr }) => {
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = status;
  });
`;

/** Puts a program that is played into a folder, under its name. */
export function putStandIn(folder: string, name: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), standIn);
  chmodSync(join(folder, name), 0o755);
}

/** Plays programs for whoever has this address in PROGRAMS_URL. */
export function play(programs: Readonly<Record<string, Program>>): Promise<LocalServer> {
  return serveJson((body, _request, response) => {
    const call = body as Call;
    answer(programs[call.program]!, call).then(
      (told) => response.end(JSON.stringify(told)),
      (error: unknown) => response.end(JSON.stringify({ status: 70, stdout: "", stderr: String(error) })),
    );
  });
}

async function answer(program: Program, call: Call): Promise<Answer> {
  try {
    return { status: 0, stdout: await program(call), stderr: "" };
  } catch (error) {
    if (error instanceof ProgramFault) return { status: 1, stdout: "", stderr: `${error.message}\n` };
    throw error;
  }
}
