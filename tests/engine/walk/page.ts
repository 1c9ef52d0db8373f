import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { root } from "../../support/harness";

/** What somebody who follows the page does, in its order. */
export type Step =
  | { readonly kind: "type"; readonly commands: string }
  /** The keys join those of each file. */
  | { readonly kind: "write"; readonly files: readonly string[]; readonly keys: object }
  /** What a stack file may say otherwise; nobody writes it during this walk. */
  | { readonly kind: "show"; readonly file: string; readonly keys: object };

export interface Section {
  readonly title: string;
  readonly steps: readonly Step[];
}

export const path = join(root, "docs/delivery.md");
export const text = readFileSync(path, "utf8");

/** All that is fenced must be understood, so that nothing on the page is left out of the walk. */
export function sections(of = text): Section[] {
  return of
    .split(/^## /m)
    .slice(1)
    .map((part) => ({
      title: part.split("\n")[0]!,
      steps: [...part.matchAll(/^```(\w*)\n([^]*?)^```$/gm)].map(([, language, block]) =>
        stepOf(language!, block!),
      ),
    }));
}

/** All that is to be typed, from the top to the end. */
export function commands(): string {
  return sections()
    .flatMap(({ steps }) => steps.map((step) => (step.kind === "type" ? step.commands : "")))
    .join("");
}

function stepOf(language: string, block: string): Step {
  if (language === "sh") return { kind: "type", commands: block };
  const keys = language === "yaml" ? (parse(block) as object) : undefined;
  const [, example, names] =
    /^# (an example, of )?(Pulumi\.\w+\.yaml(?:, Pulumi\.\w+\.yaml)*)\n/.exec(block) ?? [];
  if (keys === undefined || names === undefined)
    throw new Error(`docs/delivery.md has a block that nobody can follow:\n${block}`);
  const files = names.split(", ");
  return example === undefined ? { kind: "write", files, keys } : { kind: "show", file: files[0]!, keys };
}
