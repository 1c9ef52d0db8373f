import type { Fault } from "../../../faults";
import type { At } from "./at";

/** The platform writes CMD itself, and there may be no shell. */
export function checkFaults(command: readonly string[] | undefined, path: string, at: At): Fault[] {
  const first = command?.[0];
  return first !== undefined && ["CMD", "CMD-SHELL", "NONE"].includes(first)
    ? [at(path, "must begin with the program", first, "Write program and arguments only.")]
    : [];
}
