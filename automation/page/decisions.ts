import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One page of docs/adr. */
export interface Decision {
  readonly number: string;
  readonly title: string;
  /** Its first sentence. */
  readonly decision: string;
  /** Below the project's folder. */
  readonly path: string;
}

/** The decisions of a project in the order of their numbers; none where it has no such folder. */
export function decisionsIn(project: string): Decision[] {
  const folder = "docs/adr";
  if (!existsSync(join(project, folder))) return [];
  return readdirSync(join(project, folder))
    .filter((file) => /^\d{4}-.*\.md$/.test(file))
    .sort()
    .flatMap((file) => decisionOf(`${folder}/${file}`, readFileSync(join(project, folder, file), "utf8")));
}

/** A page of another form is none: `# <number> <title>`, and a paragraph that begins with **Decision.** */
export function decisionOf(path: string, text: string): Decision[] {
  const [, number, title] = /^# (\d{4}) (.+)$/m.exec(text) ?? [];
  const [, decided] = /^\*\*Decision\.\*\* ([^]+?)(?=\n\*\*|$(?![^]))/m.exec(text) ?? [];
  if (number === undefined || title === undefined || decided === undefined) return [];
  return [{ number, title, decision: firstSentence(plainText(decided)), path }];
}

/** A full stop ends a sentence where a capital follows, or nothing. */
function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s+[A-Z]|$)/.exec(text)?.[0] ?? text;
}

/** Of Markdown, the words as one line: lists, links, code and stress have none of their own. */
function plainText(markdown: string): string {
  return markdown
    .trim()
    .replace(/\n+(- )?/g, " ")
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/`|\*\*/g, "");
}
