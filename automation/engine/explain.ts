import { CommandError, StackNotFoundError } from "@pulumi/pulumi/automation";
import { OperatorError } from "../operatorError";

/** What the engine says is wrong, without what it was called with. */
export function explained(error: unknown, stack: string): Error {
  if (error instanceof StackNotFoundError)
    return new OperatorError(
      `the backend has no stack ${stack} yet. Make it once, and commit what that writes into the stack file: ` +
        `npx pulumi stack init ${stack} --secrets-provider=<provider>`,
    );
  return error instanceof CommandError ? told(error.message) : (error as Error);
}

/** The lines of the engine's output that say what is wrong, each once; all of it when none does. */
export function told(output: string): OperatorError {
  const lines = output.split("\n").flatMap((line) => /^(?: stderr: )?(error: .*)/.exec(line)?.[1] ?? []);
  return new OperatorError(lines.length > 0 ? [...new Set(lines)].join("\n") : output);
}
