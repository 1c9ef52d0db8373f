import type { Runbook } from "./runbooks";

/** How soon somebody has to look: now, or within a working day. Each has a topic of its own. */
export const severities = ["critical", "warning"] as const;
export type Severity = (typeof severities)[number];

/** What an alarm says of itself, whatever it watches. */
export interface AlarmWords {
  readonly severity: Severity;
  /** One sentence or two: what has happened, and where the traces of it are. */
  readonly description: string;
  /** Page of docs/runbooks that says what to do. */
  readonly runbook: Runbook;
}

export interface Answerable {
  /** Mail address; undefined where the stack file names nobody. */
  readonly owner: string | undefined;
  /** Address of the runbooks, without a slash at the end. */
  readonly runbooks: string | undefined;
}

/**
 * The description that CloudWatch shows and sends. The owner comes first: subscriptions of one owner compare the
 * beginning.
 */
export function alarmDescription(
  { severity, description, runbook }: AlarmWords,
  { owner, runbooks }: Answerable,
): string {
  return `${ownerMark(owner)} ${severity}: ${description} Runbook: ${runbookAddress(runbook, runbooks)}`;
}

/** As good as there is one: without the address of the runbooks, the name of the page. */
export function runbookAddress(runbook: Runbook, runbooks: Answerable["runbooks"]): string {
  const page = `${runbook}.md`;
  return runbooks === undefined ? page : `${runbooks}/${page}`;
}

/** What the description of each alarm of an owner begins with. */
export function ownerMark(owner: string | undefined): string {
  return `[${owner ?? "no owner"}]`;
}
