import { setTimeout as wait } from "node:timers/promises";
import { get } from "./get";
import { smokeTest } from "./smokeTest";

/** `index.handler` of the function: a lifecycle hook of ECS deployments, one for all modules. */
export const handler = smokeTest({
  get,
  sleep: (seconds) => wait(seconds * 1000),
  // Not the console: Lambda wraps its lines in text or JSON of its own.
  log: (line) => void process.stdout.write(`${line}\n`),
});
