import { setTimeout } from "node:timers/promises";
import { duration } from "../terminal/progress";
import { lockedBy } from "./lock";
import { exitCodeOf, type DeployReport } from "./report";
import type { Session } from "./session";

type TurnsSession = Pick<Session, "ref" | "progress" | "left" | "signal">;

const pollMs = 10_000;
const second = 1000;

/**
 * Tries again while somebody else holds the stack, until the deadline. Each attempt is a whole one, because what it
 * went by may be different after the update of another. Who waits longest need not be next: nobody keeps a queue.
 */
export async function inTurn(
  session: TurnsSession,
  attempt: () => Promise<DeployReport>,
  poll = pollMs,
): Promise<DeployReport> {
  const { ref, progress, left, signal } = session;
  const began = performance.now();
  let locked: DeployReport | undefined;
  for (;;) {
    const report = await attempt();
    if (locked !== undefined && cameTooLate(report) && !signal.aborted) return locked;
    if (report.ending !== "locked") return report;
    if (JSON.stringify(report.locks) !== JSON.stringify(locked?.locks)) tellOf(report, session);
    locked = report;
    await pause(session, poll, () => {
      progress.status(`waiting for ${ref.stack}: ${duration(performance.now() - began)}`);
    });
    if (signal.aborted)
      return { ...report, ending: "deadline", exitCode: exitCodeOf("deadline"), errors: [] };
    if (left() < second) return report;
  }
}

/** What came to its deadline before it changed anything, or asked ECS of it, was waiting until then. */
function cameTooLate({ ending, changes, services }: DeployReport): boolean {
  return ending === "deadline" && changes.length === 0 && services === undefined;
}

function tellOf({ locks = [] }: DeployReport, { ref: { stack }, progress, left }: TurnsSession): void {
  progress.line(lockedBy(stack, locks, Date.now()));
  progress.line(
    `It is waited for, ${duration(left())} at most. If nothing runs there any more: npx ai-platform deploy unlock ${stack} --yes`,
  );
}

/** Never twice the same, or two that come upon each other would do so again and again. */
async function pause(
  { left, signal, progress }: TurnsSession,
  poll: number,
  tell: () => void,
): Promise<void> {
  const timer = setInterval(tell, second);
  const milliseconds = Math.min(left(), poll * (0.75 + Math.random() / 2));
  await setTimeout(milliseconds, undefined, { signal }).catch(() => undefined);
  clearInterval(timer);
  progress.end();
}
