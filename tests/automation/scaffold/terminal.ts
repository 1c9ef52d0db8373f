import { PassThrough } from "node:stream";
import type { Terminal } from "../../../automation/scaffold/ask";

/** What is typed once a text is on the screen. */
export type Typed = readonly [shown: string, keys: string];

/**
 * A terminal with somebody at it who answers each question as it comes; nobody is there without answers.
 * @returns it, and what it has shown.
 */
export function terminal(answers: readonly Typed[] = []): {
  readonly terminal: Terminal;
  readonly shown: () => string;
} {
  const input = new PassThrough();
  const output = new PassThrough();
  let shown = "";
  let unread = "";
  const left = [...answers];
  output.on("data", (chunk: Buffer) => {
    shown += chunk.toString();
    unread += chunk.toString();
    const [next] = left;
    if (next === undefined || !unread.includes(next[0])) return;
    left.shift();
    unread = "";
    // The question listens for keys only after it has been drawn.
    setImmediate(() => input.write(next[1]));
  });
  return { terminal: { input, output, interactive: answers.length > 0 }, shown: () => shown };
}

export async function failureOf(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.message : "it did not fail";
}
