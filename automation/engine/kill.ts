import { execFileSync } from "node:child_process";
import { basename } from "node:path";

/** Ends every process below this one at once: the engine, and whatever it has started. Where there is no `ps`, none. */
export function killDescendants(): void {
  for (const pid of descendantsOf(process.pid, processTable()))
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself meanwhile.
    }
}

type Process = readonly [pid: number, parent: number, command: string];

function processTable(): Process[] {
  return list()
    .split("\n")
    .flatMap((line) => {
      const [pid, parent, command] = line.trim().split(/\s+/);
      return command === undefined ? [] : [[Number(pid), Number(parent), command] as const];
    });
}

function list(): string {
  try {
    return execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8", timeout: 10_000 });
  } catch {
    return "";
  }
}

function descendantsOf(root: number, table: readonly Process[]): number[] {
  const children = table.filter(([, parent, command]) => parent === root && basename(command) !== "ps");
  return children.flatMap(([pid]) => [...descendantsOf(pid, table), pid]);
}
