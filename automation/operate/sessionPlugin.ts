import type { ExecuteCommandResponse } from "@aws-sdk/client-ecs";
import { spawn } from "node:child_process";
import { OperatorError } from "../operatorError";
import { lastPart } from "./services";

/** What AWS's own plugin carries sessions with; it holds the protocol of the session. */
const plugin = "session-manager-plugin";
/** Signals of a terminal that are for the session. */
const typed = ["SIGINT", "SIGQUIT", "SIGTSTP"] as const;

export interface SessionOf {
  readonly response: ExecuteCommandResponse;
  /** Of the container, as ECS describes it. */
  readonly runtimeId: string;
  readonly region: string;
  /** Name of the profile in use, or empty. */
  readonly profile: string;
  /** Where ECS was asked. */
  readonly endpoint: string;
}

/**
 * The arguments in the order in which the AWS CLI gives them.
 * https://github.com/aws/aws-cli/blob/v2/awscli/customizations/ecs/executecommand.py
 */
export function pluginArguments({ response, runtimeId, region, profile, endpoint }: SessionOf): string[] {
  const { clusterArn = "", taskArn = "", session } = response;
  const target = `ecs:${lastPart(clusterArn)}_${lastPart(taskArn)}_${runtimeId}`;
  const request = JSON.stringify({ Target: target });
  return [JSON.stringify(session), region, "StartSession", profile, request, endpoint];
}

/** @throws OperatorError when the plugin is not installed. */
export async function requirePlugin(): Promise<void> {
  await run([], "ignore");
}

/** The session, to its end: the terminal is the plugin's meanwhile. Its exit status. */
export async function openSession(session: SessionOf): Promise<number> {
  const ignore = () => undefined;
  // Ctrl-C is for the command in the container, and ends nothing here.
  for (const signal of typed) process.on(signal, ignore);
  try {
    return await run(pluginArguments(session), "inherit");
  } finally {
    for (const signal of typed) process.off(signal, ignore);
  }
}

function run(args: readonly string[], stdio: "ignore" | "inherit"): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(plugin, args, { stdio });
    child.on("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "ENOENT"
          ? new OperatorError(
              `${plugin} is not on the PATH. Install it: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-working-with-install-plugin.html`,
              { cause: error },
            )
          : error,
      );
    });
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}
