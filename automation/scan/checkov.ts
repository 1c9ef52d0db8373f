import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { OperatorError } from "../operatorError";
import type { TerraformPlan } from "./terraformPlan";

const minute = 60_000;

/** One check of one resource. */
export interface CheckedResource {
  /** The name under which the plan was given. */
  readonly plan: string;
  readonly check: string;
  /** What the check wants, in Checkov's words. */
  readonly wants: string;
  readonly address: string;
}

export interface CheckovReport {
  readonly version: string;
  readonly failed: readonly CheckedResource[];
  /** How many checks each plan passed. */
  readonly passed: ReadonlyMap<string, number>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where .ci/install-checkov puts it: a folder that is named after all it consists of, so what lies there is of the
 * pinned version.
 * @throws OperatorError when it is not there.
 */
export function findCheckov(project: string, env: Environment = process.env): string {
  const pinned = createHash("sha256")
    .update(readFileSync(join(project, "scan/requirements.txt")))
    .digest("hex");
  const cache = env.XDG_CACHE_HOME ?? join(homedir(), ".cache");
  const folder = join(cache, `ai-platform/checkov-${pinned.slice(0, 12)}`);
  // The installation writes this file last.
  if (!existsSync(join(folder, "complete")))
    throw new OperatorError(
      `Checkov is not in ${folder}. Install it by: .ci/install-checkov (it needs python3 with venv, and half a minute).`,
    );
  return join(folder, "bin/checkov");
}

/**
 * Asks Checkov about all plans at once, since it takes seconds to start. It is offline: no rules but its own, and
 * nothing of the plans leaves this machine.
 */
export async function askCheckov(
  binary: string,
  plans: ReadonlyMap<string, TerraformPlan>,
): Promise<CheckovReport> {
  const folder = mkdtempSync(join(tmpdir(), "ai-platform-scan-"));
  try {
    const files = [...plans].map(([name, plan], index) => ({ name, plan, file: `${index}.json` }));
    for (const { file, plan } of files) writeFileSync(join(folder, file), JSON.stringify(plan));
    const args = ["--directory", folder, "--framework", "terraform_plan"];
    const { stdout } = await promisify(execFile)(
      binary,
      [...args, "--skip-download", "--soft-fail", "--compact", "--output", "json"],
      { cwd: folder, timeout: 5 * minute, killSignal: "SIGKILL", maxBuffer: 2 ** 28 },
    );
    const names = new Map(files.map(({ name, file }) => [`/${file}`, name]));
    return reportOf(stdout, names, expectedResources(plans));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const { stderr } = error as { readonly stderr?: string };
    const said = stderr?.trim().split("\n").at(-1);
    throw new OperatorError(
      `Checkov did not do its work: ${said === undefined || said === "" ? (error as Error).message : said}. Delete ${binary.replace(/\/bin\/checkov$/, "")} and run .ci/install-checkov again.`,
      { cause: error },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const checked = z.array(
  z.object({ check_id: z.string(), check_name: z.string(), resource: z.string(), file_path: z.string() }),
);
const answer = z.object({
  results: z.object({ failed_checks: checked, passed_checks: checked }),
  summary: z.object({ parsing_errors: z.number(), resource_count: z.number(), checkov_version: z.string() }),
});

function expectedResources(plans: ReadonlyMap<string, TerraformPlan>): number {
  return [...plans.values()].reduce((sum, plan) => sum + plan.planned_values.root_module.resources.length, 0);
}

/** A scanner that has seen less than it was given would say too little. */
function reportOf(stdout: string, names: ReadonlyMap<string, string>, expected: number): CheckovReport {
  const { results, summary } = answer.parse(JSON.parse(stdout));
  if (summary.parsing_errors > 0 || summary.resource_count !== expected)
    throw new Error(
      `it saw ${summary.resource_count} of ${expected} resources, with ${summary.parsing_errors} files that it could not read`,
    );
  const planOf = (file: string) => names.get(file) ?? file;
  const passed = new Map<string, number>();
  for (const { file_path: file } of results.passed_checks)
    passed.set(planOf(file), (passed.get(planOf(file)) ?? 0) + 1);
  return {
    version: summary.checkov_version,
    passed,
    failed: results.failed_checks.map((one) => ({
      plan: planOf(one.file_path),
      check: one.check_id,
      wants: one.check_name,
      address: one.resource,
    })),
  };
}
