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

/** Between two words of a status where nobody watches. */
const pause = 30_000;
const clear = "\r\u001b[K";

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export function progressOn(terminal: Terminal = process.stderr, now: () => number = Date.now): Progress {
  const live = terminal.isTTY === true && process.env.CI === undefined;
  // Some terminals do not know their width, and say 0.
  const width = () => (terminal.columns === undefined || terminal.columns < 2 ? 80 : terminal.columns);
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
        terminal.write(`${clear}${text.slice(0, width() - 1)}`);
        shown = true;
      } else if (now() - last >= pause) {
        terminal.write(`${text}\n`);
        last = now();
      }
    },
    end: wipe,
  };
}

/** `4 s`, `2 min 05 s`, `1 h 30 min`, `3 d 04 h`: the two greatest units; less than nothing is nothing. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const [minutes, hours, days] = [60, 3600, 86_400].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ];
  const two = (value: number) => String(value).padStart(2, "0");
  if (days > 0) return `${days} d ${two(hours % 24)} h`;
  if (hours > 0) return `${hours} h ${two(minutes % 60)} min`;
  return minutes > 0 ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}
