import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Stack } from "@pulumi/pulumi/automation";
import { parseDocument } from "yaml";
import { parseStackFile } from "../../infra/config/stackFile";
import { project } from "../../infra/naming";
import { operate } from "../engine/operation";
import { OperatorError } from "../operatorError";
import type { StackRef } from "../project";
import { isShared } from "../stackFiles";
import { duration } from "../terminal/progress";

const key = `${project}:shared`;

/** Far more than it takes. */
const deadline = 10 * 60_000;

/**
 * The shared stack that an environment reads.
 * @throws OperatorError when its file does not stand beside that of the environment.
 */
export function sharedOf(ref: StackRef): StackRef | undefined {
  const name = parseStackFile(readFileSync(ref.path, "utf8")).config[key];
  if (typeof name !== "string") return undefined;
  const stack = name.split("/").at(-1)!;
  const shared = { stack, path: join(dirname(ref.path), `Pulumi.${stack}.yaml`) };
  if (!existsSync(shared.path) || !isShared(shared))
    throw new OperatorError(
      `${ref.stack} reads ${name}, which a rehearsal brings up first, and ${shared.path} is no file of a shared stack. Put it there, or leave ${key} out.`,
    );
  return shared;
}

/** The text of an environment's file, where every organization is the one that a backend of files has. */
export function withLocalShared(text: string, { stack }: StackRef): string {
  const file = parseDocument(text);
  file.setIn(["config", key], `organization/${project}/${stack}`);
  return file.toString({ lineWidth: 0 });
}

/** @throws OperatorError when it does not come up. */
export async function bringUpFirst(
  stack: Stack,
  environment: string,
  tell: (line: string) => void,
): Promise<void> {
  const { ending, errors, output, steps, milliseconds } = await operate(stack, "up", { deadline });
  if (ending !== "succeeded")
    throw new OperatorError(
      [
        `${stack.name}, which ${environment} reads, did not come up:`,
        ...(errors.length > 0 ? errors : [output]),
      ].join("\n"),
    );
  const made = steps.filter(({ op, real }) => real && op === "create").length;
  tell(`${environment} reads ${stack.name}, brought up first: ${made} created (${duration(milliseconds)})`);
}
