import { duration, type Progress } from "../terminal/progress";
import { resourceText, type Step, unchanging, type Watch } from "./steps";

/** Tells what the engine is at; `end` stops it. */
export interface ToldWatch extends Watch {
  readonly end: () => void;
}

/** On a terminal one line that moves, elsewhere a line for each step that did something. */
export function watchOn(progress: Progress, title: string, now: () => number = Date.now): ToldWatch {
  const start = now();
  const waiting = new Map<string, number>();
  let done = 0;

  const status = () => {
    const [first] = waiting.keys();
    const others = waiting.size > 1 ? ` and ${waiting.size - 1} more` : "";
    const what = first === undefined ? "" : `, at ${resourceText(first)}${others}`;
    progress.status(`${title}: ${duration(now() - start)}, ${done} done${what}`);
  };
  const timer = setInterval(status, 1000);
  return {
    started: ({ urn }) => {
      waiting.set(urn, now());
      status();
    },
    finished: (step) => {
      const took = now() - (waiting.get(step.urn) ?? now());
      waiting.delete(step.urn);
      done++;
      if (!progress.live && tells(step))
        progress.line(`${step.op} ${resourceText(step.urn)} (${duration(took)})`);
      status();
    },
    failed: ({ op, urn }) => {
      waiting.delete(urn);
      progress.line(`FAILED: ${op} ${resourceText(urn)}`);
    },
    end: () => {
      clearInterval(timer);
      progress.end();
    },
  };
}

function tells({ op, real }: Step): boolean {
  return real && !unchanging.includes(op);
}
