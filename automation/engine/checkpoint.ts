import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Deployment, Stack } from "@pulumi/pulumi/automation";
import { faultIn } from "./explain";

/** Milliseconds; a state is read and written in seconds, from far away in a few more. */
const timeout = 5 * 60_000;

/**
 * The state as the backend keeps it, secrets encrypted. The Automation API's own `exportStack` decrypts them, and
 * its `importStack` leaves the plain text in a temporary file when it fails.
 * @throws OperatorError when it cannot be read.
 */
export async function readCheckpoint(stack: Stack): Promise<Deployment> {
  return JSON.parse(await run(stack, ["stack", "export"])) as Deployment;
}

/** Puts a state in the place of the one that there is; the engine drops what the old one had begun. */
export async function writeCheckpoint(stack: Stack, state: Deployment): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "ai-platform-state-"));
  try {
    const file = join(folder, "state.json");
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
    await run(stack, ["stack", "import", "--file", file]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The SDK has no way to these commands that leaves secrets encrypted, so the CLI is called as it would be by hand. */
async function run({ name, workspace }: Stack, args: readonly string[]): Promise<string> {
  const { pulumiCommand, workDir, envVars } = workspace;
  try {
    const { stdout } = await promisify(execFile)(
      pulumiCommand.command,
      [...args, "--stack", name, "--non-interactive"],
      { cwd: workDir, env: { ...process.env, ...envVars }, maxBuffer: 2 ** 28, timeout },
    );
    return stdout;
  } catch (error) {
    const { stderr, message } = error as { readonly stderr?: string; readonly message: string };
    throw faultIn(stderr === undefined || stderr.trim() === "" ? message : stderr);
  }
}
