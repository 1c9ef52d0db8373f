import { readdirSync, readFileSync } from "node:fs";

/** Where an operation spends the time that it would take on AWS. */
export interface Clock {
  readonly spend: (seconds: number) => Promise<void>;
  /** Seconds since the start. */
  readonly now: () => number;
}

/** Every operation is done at once. */
export const timeless: Clock = { spend: () => Promise.resolve(), now: () => 0 };

/** So many times in a row somebody may be found at work; after that, it is work that has no end. */
const patience = 50;

/**
 * A clock that jumps: whenever the engine has asked for nothing new for `quietMs` and has computed nothing either,
 * everybody waits, and the time moves on to the end of the operation that is done next. So ten minutes of RDS pass
 * in a moment, and what runs beside them is still seen to run beside them.
 */
export function jumpingClock(quietMs: number, computed: () => number = computedByFamily): Clock {
  const waiting = new Set<{ readonly until: number; readonly resume: () => void }>();
  let now = 0;
  let timer: NodeJS.Timeout | undefined;

  const jumpWhenQuiet = (left = patience) => {
    clearTimeout(timer);
    const before = computed();
    timer = setTimeout(() => {
      // On a busy machine a quiet engine may only be a slow one.
      if (left > 0 && computed() - before > quietMs / 20) jumpWhenQuiet(left - 1);
      else jump();
    }, quietMs);
  };
  const jump = () => {
    now = Math.min(...[...waiting].map(({ until }) => until));
    for (const entry of [...waiting].filter(({ until }) => until === now)) {
      waiting.delete(entry);
      entry.resume();
    }
    if (waiting.size > 0) jumpWhenQuiet();
  };
  return {
    now: () => now,
    spend: (seconds) =>
      new Promise((resume) => {
        waiting.add({ until: now + seconds, resume });
        jumpWhenQuiet();
      }),
  };
}

/**
 * Milliseconds of processor time of whoever started this process, with all that it started besides: in a rehearsal
 * the program and the engine. Always 0 where there is no /proc.
 */
function computedByFamily(): number {
  try {
    const table = readdirSync("/proc").flatMap((pid) => (/^\d+$/.test(pid) ? statOf(pid) : []));
    const computedBelow = (root: number): number =>
      table
        .filter(({ pid, parent }) => pid !== process.pid && parent === root)
        .reduce((sum, { pid, ticks }) => sum + ticks + computedBelow(pid), 0);
    const own = table.find(({ pid }) => pid === process.ppid)?.ticks ?? 0;
    // Linux tells them in hundredths of a second.
    return 10 * (own + computedBelow(process.ppid));
  } catch {
    return 0;
  }
}

function statOf(pid: string): { pid: number; parent: number; ticks: number }[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name comes second, in brackets, and may hold anything.
    const [, parent, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [{ pid: Number(pid), parent: Number(parent), ticks: Number(rest[9]) + Number(rest[10]) }];
  } catch {
    return [];
  }
}
