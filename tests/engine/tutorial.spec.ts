import { existsSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { pageAt } from "../docs/pages";
import { needEngine } from "./support/needEngine";
import { sections } from "./walk/page";
import { Walk } from "./walk/walk";

const steps = sections(pageAt("docs/tutorial.md").text);
/** A terminal of its own, in which it goes on. */
const served = "npx ai-platform rehearse dev --serve\n";

/** What each block of a step has to print, by the beginning of the step's title. */
const expected: Readonly<Record<string, readonly RegExp[]>> = {
  "1. Begin": [/Usage: ai-platform [^]*plan[^]*deploy/],
  "2. Look": [/^dev \(profile dev, .+\): \d+ resources, about [\d.]+ USD a month/m],
  "3. Change": [/Since HEAD\n[^]*ecs\/taskDefinition:TaskDefinition/],
  "4. Make": [/^exit status 2$/m],
  "5. Add": [/\+ {4}forecast:[^]*Since HEAD\n[^]*create +forecast/],
  "6. Live": [/first up[^]*destroy/],
  "7. Operate": [
    /up dev: done[^]*dev: healthy/,
    /release dev: done[^]*dev: healthy[^]*forecast +ok/,
    /rollback dev: done[^]*drift dev: done; no changes[^]*deployment[^]*forecast +ok/,
  ],
  "8. Take": [/forecast/],
};

describe("the tutorial", function () {
  this.timeout(900_000);
  let walk: Walk;
  let broken = false;
  before(async function () {
    walk = await Walk.begin(await needEngine(this));
  });
  after(() => {
    walk.end();
  });
  const stackFile = () => walk.at("ai-platform/tutorial/Pulumi.dev.yaml");

  for (const { title, steps: blocks } of steps.filter((step) => step.steps.length > 0))
    it(title, async function () {
      // Nobody can go on from where somebody else fell.
      if (broken) return this.skip();
      broken = true;
      const said: string[] = [];
      for (const block of blocks)
        if (block.kind === "write")
          for (const file of block.files) walk.write(`tutorial/${file}`, block.keys);
        else if (block.kind === "show") throw new Error(`nobody follows ${block.file}`);
        else if (block.commands === served) await walk.serve(served, ".rehearsal/dev/env");
        else said.push(await walk.type(block.commands));
      const [, looked] = Object.entries(expected).find(([begin]) => title.startsWith(begin))!;
      expect(said).to.have.length(looked.length);
      for (const [index, pattern] of looked.entries()) expect(said[index]).to.match(pattern);
      if (title.startsWith("2."))
        expect(existsSync(walk.at("ai-platform/tutorial/prod.html"))).to.equal(true);
      if (title.startsWith("5.")) expect(readFileSync(stackFile(), "utf8")).to.include("forecast:");
      if (title.startsWith("8.")) expect(readFileSync(stackFile(), "utf8")).not.to.include("forecast");
      broken = false;
    });
});
