import { Command } from "commander";
import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { addScaffoldCommands } from "../../../automation/scaffold/command";
import { root } from "../../support/harness";

const page = readFileSync(join(root, "docs/change-modules.md"), "utf8");

function leaf(words: readonly string[]): Command {
  const program = new Command("ai-platform");
  addScaffoldCommands(program);
  return words.reduce((command, word) => command.commands.find((one) => one.name() === word)!, program);
}

describe("the commands that change stack files", () => {
  for (const words of [["new", "module"], ["remove", "module"], ["import"]]) {
    it(`${words.join(" ")} teaches by an example and exit statuses`, () => {
      let help = "";
      leaf(words)
        .configureOutput({ writeOut: (text) => (help += text) })
        .outputHelp();
      expect(help).to.contain(`Example: ai-platform ${words.join(" ")} `);
      expect(help).to.match(/Exit status: 0 .*; 2 .*; 1 a fault of this tool\./);
    });

    it(`${words.join(" ")} stands in docs/change-modules.md with options that it has`, () => {
      const typed = page
        .replaceAll("\\\n", " ")
        .split("\n")
        .filter((line) => line.startsWith(`npx ai-platform ${words.join(" ")}`));
      expect(typed).to.not.be.empty;
      const known = leaf(words).options.map(({ long }) => long);
      for (const line of typed) expect(known).to.include.members(line.match(/--[\w-]+/g) ?? []);
    });
  }

  it("names each option of new module on the page", () => {
    for (const { long } of leaf(["new", "module"]).options) expect(page).to.contain(`\`${long!}\``);
  });
});
