import { execFileSync } from "node:child_process";
import { basename, dirname } from "node:path";
import { ConfigFaults, faultText } from "../../../infra/faults";
import { OperatorError } from "../../operatorError";
import type { StackRef } from "../../project";
import { configIn, planOf, type Plan } from "../makePlan";

/**
 * The plan of a stack file as git has it, by the program of today: what a change to the file does, apart from what a
 * change to the program would.
 *
 * @param revision anything that git takes for a commit: HEAD, a branch, a tag.
 * @throws OperatorError where git has no such file, or where it is one that the program no longer takes.
 */
export async function planAt(ref: StackRef, revision: string): Promise<Plan> {
  const text = textAt(ref, revision);
  try {
    return await planOf(ref.stack, configIn(ref.stack, text));
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    throw new OperatorError(
      [
        `${basename(ref.path)} of ${revision} has ${error.faults.length} fault(s) by the rules of today, so nothing can be compared with it:`,
        ...error.faults.map((fault) => `  ${faultText(fault)}`),
        "Name a newer revision: --diff <revision>.",
      ].join("\n"),
      { cause: error },
    );
  }
}

function textAt({ path }: StackRef, revision: string): string {
  const file = basename(path);
  try {
    // A revision that began with a hyphen would be an option of git.
    return execFileSync("git", ["show", "--end-of-options", `${revision}:./${file}`], {
      cwd: dirname(path),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 30_000,
    });
  } catch (error) {
    const { code, stderr } = error as { readonly code?: string; readonly stderr?: string };
    const why =
      code === "ENOENT"
        ? "there is no git here"
        : (stderr ?? String(error)).trim().replace(/^fatal: |\.$/g, "");
    throw new OperatorError(
      `git does not tell what ${file} was in ${revision}: ${why}. Name a revision that has it: --diff <revision>.`,
      { cause: error },
    );
  }
}
