import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { version } from "@pulumi/pulumi/version";

/** The CLI is of the same version as the SDK, so package.json alone pins both. */
export const engineVersion: string = version;

/** A Pulumi CLI of the right version. */
export interface Engine {
  readonly binary: string;
  /** The folder above its `bin`, which is how the Automation API names an installation. */
  readonly root: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where `engine:install` puts the CLI; the same folder that Pulumi's own launcher and Automation API use. */
export function installRoot(env: Environment): string {
  return join(env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "versions", engineVersion);
}

/** The first CLI of the right version: on PATH, or where `engine:install` puts it. */
export async function findEngine(
  env: Environment = process.env,
  patience = 20_000,
): Promise<Engine | undefined> {
  for (const binary of candidates(env))
    if (await fits(binary, env, patience)) return { binary, root: dirname(dirname(binary)) };
  return undefined;
}

function candidates(env: Environment): string[] {
  const folders = (env.PATH ?? "")
    .split(delimiter)
    // The Automation API wants the folder above a `bin`. npm puts its own folder first, where `pulumi` is the
    // launcher that asks this very function.
    .filter((folder) => basename(folder) === "bin" && !folder.includes("node_modules"));
  return [...folders, join(installRoot(env), "bin")].map((folder) => join(folder, "pulumi"));
}

async function fits(binary: string, env: Environment, patience: number): Promise<boolean> {
  try {
    await access(binary, constants.X_OK);
    const { stdout } = await promisify(execFile)(binary, ["version"], {
      env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
      timeout: patience,
      // It may be deaf to a polite one.
      killSignal: "SIGKILL",
    });
    return stdout.trim() === `v${engineVersion}`;
  } catch {
    return false;
  }
}
