import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support/harness";

/** A page that people read. */
export interface Page {
  /** Below the project's folder. */
  readonly path: string;
  readonly text: string;
}

const folders = ["docs", "examples", "samples"];

/** Every page of the project. */
export const pages: readonly Page[] = [
  ...readdirSync(root),
  ...folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  ),
]
  .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** The page at a path, which there must be. */
export function pageAt(path: string): Page {
  const found = pages.find((page) => page.path === path);
  if (found === undefined) throw new Error(`there is no page ${path}`);
  return found;
}

const fence = /^ *```(\w*)\n([^]*?)^ *```/gm;

/** A page without its blocks of code, in which a bracket is no link. */
export function prose({ text }: Page): string {
  return text.replace(fence, "");
}

/** Blocks that are to be typed into a shell. */
export function blocksIn({ text }: Page): string[] {
  return [...text.matchAll(fence)]
    .filter(([, language]) => language === "sh" || language === "bash")
    .map(([, , block]) => block!);
}

/** The same, command by command. */
export function typedIn(page: Page): string[] {
  return blocksIn(page)
    .flatMap((block) => block.replace(/\\\n/g, " ").split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
}
