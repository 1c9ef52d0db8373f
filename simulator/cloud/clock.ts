/** Where an operation spends the time that it would take on AWS. */
export interface Clock {
  readonly spend: (seconds: number) => Promise<void>;
  /** Seconds since the start. */
  readonly now: () => number;
}

/** Every operation is done at once. */
export const timeless: Clock = { spend: () => Promise.resolve(), now: () => 0 };

/**
 * A clock that jumps: whenever the engine has asked for nothing new for `quietMs`, everybody waits, and the time
 * moves on to the end of the operation that is done next. So ten minutes of RDS pass in a moment, and what runs
 * beside them is still seen to run beside them.
 */
export function jumpingClock(quietMs: number): Clock {
  const waiting = new Set<{ readonly until: number; readonly resume: () => void }>();
  let now = 0;
  let timer: NodeJS.Timeout | undefined;

  const jump = () => {
    now = Math.min(...[...waiting].map(({ until }) => until));
    for (const entry of [...waiting].filter(({ until }) => until === now)) {
      waiting.delete(entry);
      entry.resume();
    }
    if (waiting.size > 0) timer = setTimeout(jump, quietMs);
  };
  return {
    now: () => now,
    spend: (seconds) =>
      new Promise((resume) => {
        waiting.add({ until: now + seconds, resume });
        clearTimeout(timer);
        timer = setTimeout(jump, quietMs);
      }),
  };
}
