import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { DeployReport } from "../../../automation/deploy/report";
import { root } from "../../support/harness";

export interface CliResult {
  /** Undefined when a signal ended it. */
  readonly status: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  /** All that it sees of the environment; otherwise what this process sees. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds; a run that needs them has hung. */
  readonly deadline?: number;
  /** Told all of standard error so far, whenever there is more. */
  readonly onSaid?: (stderr: string, child: ChildProcess) => void;
}

/** The bundle, as `npx ai-platform` runs it, to its end. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const { cwd = root, env = process.env, deadline = 240_000, onSaid } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "dist/cli.js"), ...args], {
      cwd,
      // What is looked at has no colours, wherever the tests run.
      env: { ...env, FORCE_COLOR: undefined, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = { stdout: "", stderr: "" };
    for (const stream of ["stdout", "stderr"] as const)
      child[stream].setEncoding("utf8").on("data", (text: string) => (said[stream] += text));
    const hung = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`${args.join(" ")} has hung\n${said.stdout}\n${said.stderr}`));
    }, deadline);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearTimeout(hung);
      resolve({ status: code ?? undefined, signal: signal ?? undefined, ...said });
    });
    child.stderr.on("data", () => onSaid?.(said.stderr, child));
  });
}

/** What `--json` printed. */
export function reportIn({ stdout }: CliResult): DeployReport {
  return JSON.parse(stdout) as DeployReport;
}
