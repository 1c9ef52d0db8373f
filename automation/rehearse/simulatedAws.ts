import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { OperatorError } from "../operatorError";

export interface SimulatedAws {
  /** What makes the engine and the AWS SDK talk to the simulation instead of AWS. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

export interface SimulatedAwsOptions {
  readonly region: string;
  /** Where the cloud's journal and the process's own messages go. */
  readonly folder: string;
  /** Let time pass, in jumps after so many milliseconds of quiet; 0 for no time at all. */
  readonly quietMs?: number;
}

export const journalIn = (folder: string): string => join(folder, "simulated-aws.jsonl");

const startMs = 30_000;

/** Starts the process that stands for AWS. It ends with `stop`, with this process, or when its own input closes. */
export async function startSimulatedAws(options: SimulatedAwsOptions): Promise<SimulatedAws> {
  // Not on our own standard error: whoever reads that would wait for this process as well.
  const messages = openSync(join(options.folder, "simulated-aws.log"), "a");
  const child = spawn(
    process.execPath,
    [...providerProgram(), journalIn(options.folder), options.region, String(options.quietMs ?? 0)],
    { stdio: ["pipe", "pipe", messages] },
  );
  const stop = () => {
    process.off("exit", stop);
    child.kill("SIGKILL");
  };
  process.on("exit", stop);
  const deadline = setTimeout(stop, startMs);
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout! })) if (lines.push(line) === 2) break;
  clearTimeout(deadline);
  const [url, port] = lines;
  if (port === undefined)
    throw new OperatorError(`the simulated AWS did not start; see ${options.folder}/simulated-aws.log.`);
  return {
    env: {
      PULUMI_DEBUG_PROVIDERS: `aws:${port},awsx:${port}`,
      AWS_ENDPOINT_URL: url!,
      AWS_REGION: options.region,
      AWS_ACCESS_KEY_ID: "simulated",
      AWS_SECRET_ACCESS_KEY: "simulated",
    },
    stop,
  };
}

/** Beside the bundle of the command line; from the sources when these run as they are. */
function providerProgram(): string[] {
  return __dirname.endsWith("dist")
    ? [join(__dirname, "simulated-aws.js")]
    : ["--import", "tsx", join(__dirname, "../../simulator/provider/main.ts")];
}
