// Pulumi takes a stack trace for every promise and output, most of what a plan would cost. The runtime reads
// the limit when it is loaded, so this line stands before all others.
Error.stackTraceLimit = process.env.AI_PLATFORM_DEBUG === undefined ? 0 : 50;

import { Command } from "commander";
import { ConfigFaults } from "../infra/faults";
import { addCompletion } from "./completion";
import { addDeployCommand } from "./deploy/command";
import { addEngineCommand } from "./engine/command";
import { addExportCommand } from "./export/command";
import { addOperateCommands } from "./operate/command";
import { exitCodes, OperatorError } from "./operatorError";
import { addPlanCommand } from "./plan/command";
import { addRehearseCommand } from "./rehearse/command";
import { addScaffoldCommands } from "./scaffold/command";
import { addScanCommand } from "./scan/command";
import { terminalWidth, wrappedLines } from "./terminal/width";

async function main(): Promise<void> {
  const program = new Command("ai-platform")
    .description("A company's AI modules on AWS ECS")
    .showSuggestionAfterError()
    .exitOverride();
  addPlanCommand(program);
  addScanCommand(program);
  addRehearseCommand(program);
  addDeployCommand(program);
  addOperateCommands(program);
  addScaffoldCommands(program);
  addEngineCommand(program);
  addExportCommand(program);
  addCompletion(program);
  await program.parseAsync();
}

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

main().catch(fail);
