import { spawn } from "node:child_process";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { OperatorError } from "../operatorError";
import { duration, type Progress } from "../terminal/progress";
import { engineVersion, findEngine, installRoot, type Engine } from "./find";

const minute = 60_000;

/**
 * The pinned Pulumi CLI: what is there, else the official download, else built with Go from its published source.
 * @throws OperatorError when neither way works, with the reason of each.
 */
export async function installEngine(project: string, progress: Progress): Promise<Engine> {
  const found = await findEngine();
  if (found) return told(found, progress);
  const faults: string[] = [];
  for (const way of [download, build])
    try {
      await way(project, progress);
      const engine = await findEngine();
      if (engine) return told(engine, progress);
      faults.push(`${way.name}: what came is not Pulumi ${engineVersion}`);
    } catch (error) {
      faults.push(`${way.name}: ${(error as Error).message}`);
      progress.line(faults.at(-1)!);
    }
  throw new OperatorError(
    [`Pulumi ${engineVersion} could not be installed.`, ...faults.map((fault) => `  ${fault}`)].join("\n") +
      `\nInstall it yourself from https://www.pulumi.com/docs/install/ and put it on PATH.`,
  );
}

function told(engine: Engine, progress: Progress): Engine {
  progress.line(`Pulumi ${engineVersion}: ${engine.binary}`);
  return engine;
}

/** In a process of its own, because the Automation API's installer knows no deadline. */
async function download(project: string, progress: Progress): Promise<void> {
  progress.line(`Downloading Pulumi ${engineVersion} from get.pulumi.com …`);
  const script = `
    require("@pulumi/pulumi/automation").PulumiCommand.install({ root: process.argv[1] })
      .catch((error) => { console.error(error.message); process.exit(1); });`;
  await run(process.execPath, ["-e", script, installRoot(process.env)], {
    deadline: 5 * minute,
    cwd: project,
  });
}

async function build(project: string, progress: Progress): Promise<void> {
  const folder = join(project, "automation/engine/cli");
  const packages = (await readFile(join(folder, "go.sum"), "utf8")).split("\n").length;
  progress.line(
    `Building Pulumi ${engineVersion} with Go from ${packages} pinned sums; this takes minutes …`,
  );
  const bin = join(installRoot(process.env), "bin");
  await mkdir(bin, { recursive: true });
  const unfinished = join(bin, `pulumi.${process.pid}`);
  const variable = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
  const flags = `-s -w -X ${variable}=v${engineVersion}`;
  const start = Date.now();
  let built = 0;
  try {
    await run(
      "go",
      ["build", "-v", "-o", unfinished, "-ldflags", flags, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
      {
        deadline: 30 * minute,
        cwd: folder,
        onErrorLine: () => {
          progress.status(`  ${duration(Date.now() - start)}: ${++built} modules and packages done`);
        },
      },
    );
    // Under its final name only when it is whole: another run may be looking.
    await rename(unfinished, join(bin, "pulumi"));
  } finally {
    progress.end();
    await rm(unfinished, { force: true });
  }
}

interface RunOptions {
  readonly deadline: number;
  readonly cwd?: string;
  readonly onErrorLine?: (line: string) => void;
}

async function run(command: string, args: readonly string[], options: RunOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      stdio: ["ignore", "ignore", "pipe"],
    });
    // The timer of `spawn` itself goes on when the command cannot be started, and would keep this process.
    const timer = setTimeout(() => child.kill(), options.deadline);
    let last = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n").filter((part) => part.trim() !== "")) {
        last = line.trim();
        options.onErrorLine?.(last);
      }
    });
    child.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(error.code === "ENOENT" ? new Error(`there is no ${command} here`) : error);
    });
    child.on("close", (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else if (child.killed) reject(new Error(`ended after ${duration(options.deadline)}`));
      else reject(new Error(last === "" ? `ended with ${signal ?? `status ${code}`}` : last));
    });
  });
}
