import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { HookAnswer, HookEvent } from "../../../../functions/smoke-test/smokeTest";

/**
 * As Lambda starts a function: by the handler's name, from the function's own folder, with each event in turn.
 * What the function writes goes to its own output, so that the answers take another way.
 */
const runtime = `
  const { handler } = require(process.cwd() + "/index");
  const answers = [];
  const all = JSON.parse(process.env.TEST_EVENTS).reduce(
    (before, event) => before.then(() => handler(event, {})).then((answer) => answers.push(answer)),
    Promise.resolve(),
  );
  all.then(() => require("node:fs").writeFileSync(process.env.TEST_ANSWERS, JSON.stringify(answers)));`;

export interface Run {
  readonly answers: readonly HookAnswer[];
  readonly log: readonly Readonly<Record<string, unknown>>[];
}

/** One start of the function with nothing in its environment but what is told. */
export function lambda(
  folder: string,
  environment: Readonly<Record<string, string>>,
  events: readonly HookEvent[],
): Promise<Run> {
  const file = join(folder, "../answers.json");
  const env = { TEST_EVENTS: JSON.stringify(events), TEST_ANSWERS: file, ...environment };
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env, timeout: 60_000 };
    execFile(process.execPath, ["-e", runtime], options, (error, stdout, stderr) => {
      if (error !== null) {
        reject(new Error(stderr));
        return;
      }
      const lines = stdout.split("\n").filter((line) => line !== "");
      resolve({
        answers: JSON.parse(readFileSync(file, "utf8")) as HookAnswer[],
        log: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
      });
    });
  });
}
