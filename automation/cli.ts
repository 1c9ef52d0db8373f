// Pulumi takes a stack trace for every promise and output, most of what a plan would cost. The runtime reads
// the limit when it is loaded, so this line stands before all others.
Error.stackTraceLimit = process.env.AI_PLATFORM_DEBUG === undefined ? 0 : 50;

import { ConfigFaults } from "../infra/faults";
import { refuseOldBundle } from "./bundleAge";
import { exitCodes, OperatorError } from "./operatorError";
import { createProgram } from "./program";
import { terminalWidth, wrappedLines } from "./terminal/width";

function fail(error: unknown): void {
  // Commander has said what it had to say.
  const { code, exitCode } = error as { code?: string; exitCode?: number };
  if (code?.startsWith("commander.")) {
    process.exitCode = exitCode === 0 ? exitCodes.ok : exitCodes.fault;
    return;
  }
  const expected = exitCodeOf(error) !== exitCodes.internal;
  const message = error instanceof Error ? error.message : String(error);
  const told = expected ? message : `internal error: ${message}\nSet AI_PLATFORM_DEBUG=1 for a stack trace.`;
  process.stderr.write(`${wrappedLines(told, terminalWidth(process.stderr))}\n`);
  if (!expected && process.env.AI_PLATFORM_DEBUG !== undefined)
    process.stderr.write(`${(error as Error).stack}\n`);
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof OperatorError) return error.exitCode;
  return error instanceof ConfigFaults ? exitCodes.fault : exitCodes.internal;
}

// A reader such as `head` may close the pipe when it has seen enough; that is no fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

async function main(): Promise<void> {
  refuseOldBundle(process.argv[1]!);
  await createProgram().parseAsync();
}

main().catch(fail);
