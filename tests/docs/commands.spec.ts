import type { Command } from "commander";
import { expect } from "chai";
import { scripts } from "../../package.json";
import { createProgram } from "../../automation/program";
import { pages, prose, typedIn } from "./pages";

const program = createProgram();

/** What is wrong with a command that a page says, or undefined. Words in <> and capitals stand for anything. */
function faultOf(words: readonly string[]): string | undefined {
  let command: Command = program;
  const rest = [...words];
  for (;;) {
    const next = command.commands.find((each) => each.name() === rest[0]);
    if (next === undefined) break;
    command = next;
    rest.shift();
  }
  if (command.commands.length > 0 && rest[0] !== undefined && !/^[-<]/.test(rest[0]))
    return `${command.name()} has no command ${rest[0]}`;
  const own = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
  const known = command.options.map(({ long }) => long);
  const unknown = own
    .filter((word) => word.startsWith("--"))
    .map((word) => word.split("=")[0]!)
    .find((option) => option !== "--help" && !known.includes(option));
  return unknown === undefined ? undefined : `${command.name()} has no option ${unknown}`;
}

/** Up to what belongs to the shell or to the sentence. */
const wordsOf = (line: string): string[] =>
  line
    .replace(/["'`].*$| [|;&>(].*$/, "")
    .trim()
    .split(/\s+/)
    .filter((word) => word !== "");

describe("commands of the pages", () => {
  for (const page of pages) {
    const inline = [...prose(page).matchAll(/`([^`\n]+)`/g)].map(([, text]) => text!);
    const all = [...typedIn(page), ...inline];

    const own = all.flatMap((line) =>
      [...line.matchAll(/\bai-platform (?=[a-z])(.*)/g)].map(([, rest]) => rest!),
    );
    if (own.length > 0)
      it(`of this project are as the program has them: ${page.path}`, () => {
        for (const line of own) expect(faultOf(wordsOf(line)), line).to.equal(undefined);
      });

    const npm = all.flatMap((line) =>
      [...line.matchAll(/\bnpm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script!),
    );
    if (npm.length > 0 && !page.path.startsWith("samples"))
      it(`of npm are scripts that there are: ${page.path}`, () => {
        for (const script of npm) expect(scripts).to.have.property(script);
      });
  }
});
