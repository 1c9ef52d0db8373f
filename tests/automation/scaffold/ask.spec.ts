import { expect } from "chai";
import { askModule, listOf } from "../../../automation/scaffold/ask";
import { entryOf, shortEntry } from "../../../automation/scaffold/entry";
import { failureOf, terminal, type Typed } from "./terminal";

const enter = "\r";
const down = "\u001b[B";
const space = " ";

const everything: readonly Typed[] = [
  ["Name of the module", `forecast${enter}`],
  ["Mail address", `team@example.com${enter}`],
  ["Paths that it answers", enter],
  ["Size of one task", `${down}${down}${enter}`],
  ["Tasks at least", `2-6${enter}`],
  ["What it keeps", `${space}${enter}`],
  ["AI services", `${space}${enter}`],
  ["Modules that it calls", `${space}${enter}`],
];

describe("the questions of new module", () => {
  it("ask for everything", async () => {
    const { terminal: asked } = terminal(everything);
    expect(await askModule({}, ["planning"], asked)).to.deep.equal({
      name: "forecast",
      owner: "team@example.com",
      routes: ["/forecast"],
      size: { cpu: 512, memoryMiB: 1024 },
      scaling: { min: 2, max: 6 },
      schema: true,
      aiProviders: ["anthropic"],
      calls: ["planning"],
    });
  });

  it("ask for nothing that was said", async () => {
    const { terminal: asked, shown } = terminal([["Mail address", `team@example.com${enter}`]]);
    const given = { name: "forecast", routes: [] };
    expect(await askModule(given, ["planning"], asked, { only: true })).to.deep.equal({
      ...given,
      owner: "team@example.com",
    });
    expect(shown()).to.not.match(/Name of|Paths|Size/);
  });

  for (const [name, told] of [
    ["Forecast", "Use 2 to 24 lower-case letters"],
    ["planning", "There is one of that name."],
  ] as const)
    it(`ask again for a name after ${name}`, async () => {
      const erase = "\u007f".repeat(name.length);
      const { terminal: asked, shown } = terminal([
        ["Name of the module", `${name}${enter}`],
        [told, `${erase}forecast${enter}`],
      ]);
      const given = { owner: "team@example.com", routes: [] };
      expect(await askModule(given, ["planning"], asked, { only: true })).to.include({ name: "forecast" });
      expect(shown()).to.contain(told);
    });

  it("end with nothing written on Ctrl-C", async () => {
    const { terminal: asked } = terminal([["Name of the module", "\u0003"]]);
    expect(await failureOf(askModule({}, [], asked))).to.contain("nothing is written");
  });

  it("fail without a terminal, with all that is missing", async () => {
    const { terminal: nobody } = terminal();
    expect(await failureOf(askModule({}, [], nobody, { decided: false }))).to.contain(
      "these are missing: [name], --owner, --routes (or --routes none), --yes (or --dry-run).",
    );
    expect(await failureOf(askModule({ name: "a", routes: [] }, [], nobody))).to.contain("missing: --owner.");
  });
});

describe("the answers", () => {
  const answers = { name: "a", owner: "a@example.com", routes: [] };

  it("become an entry of what is not in the profile", () => {
    const full = entryOf({
      ...answers,
      size: { cpu: 1024, memoryMiB: 1024 },
      scaling: { min: 1, max: 2 },
      bucket: true,
    });
    expect(shortEntry(full, "dev")).to.deep.equal({
      owner: "a@example.com",
      size: { cpu: 1024, memoryMiB: 1024 },
      data: { bucket: true },
    });
    expect(shortEntry(full, "prod")).to.include.keys("scaling");
    expect(shortEntry(entryOf(answers), "dev")).to.deep.equal({ owner: "a@example.com" });
  });

  for (const [text, list] of [
    ["/a, /b,", ["/a", "/b"]],
    ["none", []],
    ["", []],
  ] as const)
    it(`are a list in "${text}"`, () => {
      expect(listOf(text)).to.deep.equal(list);
    });
});
