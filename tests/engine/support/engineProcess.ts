import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Outcome } from "../../../automation/engine/operation";
import { journalIn } from "../../../automation/rehearse/simulatedAws";
import type { Rehearsal } from "../../../automation/rehearse/rehearsal";
import { Journal } from "../../../simulator/cloud/journal";
import { deadline } from "../rehearsing";

/** The CLI that this process has started; the simulated AWS stays alive, as the real one would. */
function enginePid(): number {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8", timeout: 10_000 });
  const found = table
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, command]) => Number(parent) === process.pid && command?.endsWith("pulumi"));
  if (found.length !== 1) throw new Error(`${found.length} engines run below this process`);
  return Number(found[0]![0]);
}

export interface Killed {
  readonly outcome: Outcome;
  readonly pid: number;
}

/**
 * Starts an operation and kills its engine without warning as soon as the cloud has made or deleted so many
 * resources. The engine hears nothing more from then on, while AWS finishes what it was asked for: as when the
 * machine that runs the engine loses its power.
 */
export async function killDuring(
  rehearsal: Rehearsal,
  kind: "up" | "destroy",
  count: number,
): Promise<Killed> {
  const journal = new Journal(journalIn(rehearsal.folder));
  journal.next();
  const done = () => journal.next().filter((entry) => (kind === "up" ? "made" : "deleted") in entry).length;
  const running = rehearsal.operate(kind, { deadline });
  let ended = false;
  void running.finally(() => (ended = true));
  for (let seen = 0; seen < count; seen += done()) {
    if (ended) throw new Error(`the ${kind} ended after ${seen} of ${count} resources`);
    await sleep(10);
  }
  const pid = enginePid();
  process.kill(pid, "SIGSTOP");
  // With the engine stopped nothing new can begin, so a still cloud has done all that it was asked for.
  for (let still = 0; still < 10; still = done() === 0 ? still + 1 : 0) await sleep(200);
  process.kill(pid, "SIGKILL");
  return { outcome: await running, pid };
}

/** Every lock that stands in the way of this stack, as the file backend keeps them. */
export function locksIn({ folder }: Rehearsal): Record<string, unknown>[] {
  const locks = join(folder, "state/.pulumi/locks");
  return readdirSync(locks, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(locks, name), "utf8")) as Record<string, unknown>);
}
