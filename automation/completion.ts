import tab, { type Complete } from "@bomb.sh/tab";
import completionOf from "@bomb.sh/tab/commander";
import type { Command } from "commander";
import { readFileSync } from "node:fs";
import { parseStackFile } from "../infra/config/stackFile";
import { project } from "../infra/naming";
import { findStack, projectFolder, stacksIn } from "./project";

/**
 * What a shell offers at TAB: commands and options as Commander knows them, so added after all others, and the stacks
 * and modules of the project that one stands in. Outside of one there are none, and nothing is said.
 */
export function addCompletion(program: Command): void {
  completionOf(program);
  program.commands
    .find((command) => command.name() === "complete")!
    .description("completion for a shell, as its script");
  for (const command of tab.commands.values()) {
    if (command.arguments.has("stack")) command.argument("stack", offering(stacks));
    if (command.arguments.has("module")) command.argument("module", offering(modules));
  }
}

function offering(values: () => readonly string[]) {
  return (complete: Complete): void => {
    for (const value of values()) complete(value, "");
  };
}

function stacks(): readonly string[] {
  return quietly(() => stacksIn(projectFolder(process.cwd())));
}

/** Of the stack that was typed before. */
function modules(): readonly string[] {
  const typed = process.argv.slice(process.argv.indexOf("--") + 1);
  // The name of a new module is nobody's yet.
  if (typed[0] === "new") return [];
  const stack = typed.find((word) => stacks().includes(word));
  if (stack === undefined) return [];
  return quietly(() => {
    const { config } = parseStackFile(readFileSync(findStack(stack, process.cwd()).path, "utf8"));
    return Object.keys(config[`${project}:modules`] ?? {});
  });
}

/** Whoever presses TAB has not asked for what is wrong; the command itself will say it. */
function quietly(values: () => readonly string[]): readonly string[] {
  try {
    return values();
  } catch {
    return [];
  }
}
