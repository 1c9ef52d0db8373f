import type { Command } from "commander";
import pc from "picocolors";
import { exitCodes } from "../operatorError";
import { findStack } from "../project";
import { textOf } from "../render/text";
import { progressOn } from "../terminal/progress";
import type * as actions from "./actions";
import { table, type Told } from "./table";
import { terminalWidth } from "../terminal/width";

interface RehearseOptions {
  readonly json?: true;
  readonly keep?: true;
  readonly serve?: true;
}

export function addRehearseCommand(program: Command): void {
  program
    .command("rehearse")
    .description("live through a stack on the real engine, with a simulated AWS (docs/rehearsal.md)")
    .argument("<stack>", "dev, staging, prod, shared, or the path of a stack file")
    .option("--json", "as JSON, for programs")
    .option("--keep", "keep the state and the simulated cloud, and say where they are")
    .option("--serve", "only start the simulated AWS, for commands typed by hand")
    .addHelpText(
      "after",
      "\nExit status: 0 all as it should be, 4 not so, 2 the stack file has faults, 1 a fault of this tool.",
    )
    .action(async (stack: string, options: RehearseOptions) => {
      const act = await load();
      const ref = findStack(stack, process.cwd());
      if (options.serve) {
        await act.serve(ref, progressOn());
        return;
      }
      const told = await act.rehearse(ref, progressOn(), options.keep === true);
      process.stdout.write(options.json ? `${JSON.stringify(told, undefined, 2)}\n` : words(stack, told));
      process.exitCode = told.every(({ fault }) => fault === undefined) ? exitCodes.ok : exitCodes.failed;
    });
}

/** The SDK of Pulumi takes its time to load, which other commands need not wait for. */
const load = (): Promise<typeof actions> => import("./actions.js");

function words(stack: string, told: readonly Told[]): string {
  return `${textOf([table(stack, told)], pc, terminalWidth())}\n`;
}
