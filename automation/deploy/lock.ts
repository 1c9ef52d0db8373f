import { duration } from "../terminal/progress";

/** Who holds a stack, as far as the backend says. */
export interface Lock {
  readonly holder: string;
  /** ISO 8601. */
  readonly since: string;
}

/** File and object storage name the holder; Pulumi Cloud only says that there is one. */
export function locksIn(output: string): Lock[] {
  const holders = /created by (\S+@\S+) \(pid (\d+)\) at (\S+)/g;
  return [...output.matchAll(holders)].map(([, who, pid, since]) => ({
    holder: `${who!} (process ${pid!})`,
    since: since!,
  }));
}

/** Who it is and since when, in a line for each. */
export function lockedBy(stack: string, locks: readonly Lock[], now: number): string {
  const told = locks.map(({ holder, since }) => {
    const age = now - Date.parse(since);
    return `  ${holder} since ${since}${Number.isFinite(age) ? `, ${duration(age)} ago` : ""}`;
  });
  return [`${stack} is locked${told.length === 0 ? " by another update" : " by"}`, ...told].join("\n");
}

/** What an operator is told. */
export function lockText(stack: string, locks: readonly Lock[], now: number): string {
  return [
    lockedBy(stack, locks, now),
    `Wait until that is done. If it was cut off and nothing runs any more: npx ai-platform deploy unlock ${stack} --yes`,
  ].join("\n");
}
