import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Command } from "commander";
import pc from "picocolors";
import { ConfigFaults } from "../../infra/faults";
import { readSuppressions, type Suppression, SuppressionFaults } from "../../infra/scan/suppressions";
import { examplesIn } from "../generate/examples";
import { exitCodes, OperatorError } from "../operatorError";
import { makePlan } from "../plan/makePlan";
import { makeSharedPlan } from "../plan/sharedPlan";
import { findStack, projectFolder, type StackRef, stackRefsIn } from "../project";
import { textOf } from "../render/text";
import { isShared } from "../stackFiles";
import { findCheckov } from "./checkov";
import { type RecordedStack, scan } from "./scan";
import { headline, scanSections } from "./sections";
import { terminalWidth } from "../terminal/width";

export function addScanCommand(program: Command): void {
  program
    .command("scan")
    .description("run the program without AWS and have Checkov look at what it would make (docs/scan.md)")
    .argument(
      "[stacks...]",
      "names or paths of stack files; without any, all of the project and its examples",
    )
    .addHelpText(
      "after",
      `\nA suppression that nothing needs is found only when all are scanned.\nExit status: 0 nothing open, 2 open findings, suppressions to mend or no Checkov, 1 a fault of this tool.`,
    )
    .action(async (given: readonly string[]) => {
      const project = projectFolder(process.cwd());
      const checkov = findCheckov(project);
      const suppressions = suppressionsNow();
      const all = given.length === 0;
      const refs = all ? stacksOf(project) : given.map((stack) => findStack(stack, process.cwd()));
      const recorded: RecordedStack[] = [];
      for (const ref of refs) recorded.push(await recordedStack(ref, project));

      const today = new Date().toISOString().slice(0, 10);
      const { version, stacks, judgement } = await scan(checkov, recorded, suppressions, today);
      const told = all ? judgement : { ...judgement, unused: [] };
      process.stdout.write(
        `${pc.bold(headline(version, stacks, told))}\n\n${textOf(scanSections(stacks, told), pc, terminalWidth())}\n`,
      );
      const { open, ended, unused } = told;
      process.exitCode = open.length + ended.length + unused.length > 0 ? exitCodes.fault : exitCodes.ok;
    });
}

/** @throws OperatorError with all that is wrong in the file. */
function suppressionsNow(): readonly Suppression[] {
  try {
    return readSuppressions();
  } catch (error) {
    if (error instanceof SuppressionFaults) throw new OperatorError(error.message, { cause: error });
    throw error;
  }
}

/** Of the project and of its examples, each file once: one example is the project itself. */
function stacksOf(project: string): StackRef[] {
  const own = stackRefsIn(project);
  const examples = existsSync(join(project, "examples")) ? examplesIn(project) : [];
  const others = examples
    .flatMap(({ stacks }) => stacks)
    .filter(({ path }) => !own.some((one) => one.path === path));
  return [...own, ...others];
}

/** @throws OperatorError that says which of many stack files is wrong. */
async function recordedStack(ref: StackRef, project: string): Promise<RecordedStack> {
  const folder = dirname(ref.path);
  const place = folder === project ? ref.stack : `${basename(folder)}/${ref.stack}`;
  try {
    const { graph } = isShared(ref) ? await makeSharedPlan(ref) : await makePlan(ref);
    return { place, stack: ref.stack, graph };
  } catch (error) {
    if (error instanceof ConfigFaults)
      throw new OperatorError(`${place}: ${error.message}`, { cause: error });
    throw error;
  }
}
