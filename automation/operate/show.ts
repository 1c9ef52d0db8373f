import pc from "picocolors";
import type { Section } from "../render/section";
import { textOf } from "../render/text";
import { terminalWidth } from "../terminal/width";

export interface Shown {
  readonly headline: string;
  readonly sections: readonly Section[];
  /** Red in place of bold. */
  readonly bad?: boolean;
}

/** For a terminal or a pipe. */
export function shownText({ headline, sections, bad }: Shown, width = terminalWidth()): string {
  const title = bad === true ? pc.red(pc.bold(headline)) : pc.bold(headline);
  return [title, ...(sections.length > 0 ? ["", textOf(sections, pc, width)] : [])].join("\n") + "\n";
}

export function jsonText(report: object): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** `2026-11-22 08:20Z`, whatever the zone of this machine. */
export function minuteText(date: Date): string {
  return `${date.toISOString().slice(0, 16).replace("T", " ")}Z`;
}
