import { CommandError, StackNotFoundError } from "@pulumi/pulumi/automation";
import { OperatorError } from "../operatorError";

/** What the engine says is wrong, without what it was called with. */
export function explained(error: unknown, stack: string): Error {
  if (error instanceof StackNotFoundError)
    return new OperatorError(
      `the backend has no stack ${stack} yet. Make it once, and commit what that writes into the stack file: ` +
        `npx pulumi stack init ${stack} --secrets-provider=<provider>`,
    );
  return error instanceof CommandError ? faultIn(error.message) : (error as Error);
}

/** What the engine says in words of its own inside. */
const advice: readonly (readonly [words: RegExp, advice: string])[] = [
  [
    /unable to open bucket/,
    "The backend cannot be opened: check PULUMI_BACKEND_URL, and that you may read it.",
  ],
  [
    /PULUMI_ACCESS_TOKEN must be set/,
    "No backend is configured: set PULUMI_BACKEND_URL, or run npx pulumi login (docs/deploy.md).",
  ],
  [
    /CloudWatch Logs role ARN must be set in account settings/,
    "The account has no role for the logs of its APIs: write account.apiGatewayLogs: true in the stack file of one of its environments.",
  ],
  [/incorrect passphrase/, "Check PULUMI_CONFIG_PASSPHRASE."],
];

/** What the engine's output says is wrong, each error once with what is indented below it; all of it if nothing. */
export function faultIn(output: string): OperatorError {
  const faults: string[] = [];
  let below = false;
  for (const line of output.split("\n")) {
    const [, fault] = /^(?: stderr: )?(error: .*)/.exec(line) ?? [];
    below = fault !== undefined || (below && /^ {2,}\S/.test(line));
    if (below) faults.push(fault ?? line);
  }
  if (faults.length === 0) return new OperatorError(output);
  const hints = advice.flatMap(([words, hint]) => (faults.some((line) => words.test(line)) ? [hint] : []));
  return new OperatorError([...new Set([...faults, ...hints])].join("\n"));
}
