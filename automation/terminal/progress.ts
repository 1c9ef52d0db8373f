/** Where long work says how far it is. Never standard output, which belongs to the result. */
export interface Progress {
  /** Whether somebody is watching; otherwise every step deserves its line. */
  readonly live: boolean;
  /** Something that has happened; stays on the screen. */
  readonly line: (text: string) => void;
  /** What is going on now; on a terminal the next one takes its place, elsewhere at most one in 30 seconds. */
  readonly status: (text: string) => void;
  /** Takes the last status off the screen. */
  readonly end: () => void;
}

const seconds = 30;
const clear = "\r\u001b[K";

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export function progressOn(terminal: Terminal = process.stderr, now: () => number = Date.now): Progress {
  const live = terminal.isTTY === true && process.env.CI === undefined;
  let last = now();
  let shown = false;
  const wipe = () => {
    if (shown) terminal.write(clear);
    shown = false;
  };
  return {
    live,
    line: (text) => {
      wipe();
      terminal.write(`${text}\n`);
    },
    status: (text) => {
      if (live) {
        terminal.write(`${clear}${text.slice(0, (terminal.columns ?? 80) - 1)}`);
        shown = true;
      } else if (now() - last >= seconds * 1000) {
        terminal.write(`${text}\n`);
        last = now();
      }
    },
    end: wipe,
  };
}

/** `4 s`, `2 min 05 s`. */
export function duration(milliseconds: number): string {
  const total = Math.round(milliseconds / 1000);
  const minutes = Math.floor(total / 60);
  return minutes === 0 ? `${total} s` : `${minutes} min ${String(total % 60).padStart(2, "0")} s`;
}
