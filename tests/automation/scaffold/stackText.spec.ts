import { expect } from "chai";
import fc from "fast-check";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { withEntry, withoutEntry } from "../../../automation/scaffold/stackText";
import { type EntryMap, entryLines } from "../../../automation/scaffold/yamlText";
import { isObject } from "../../../infra/config/raw";
import { parseStackFile, stackOfFile } from "../../../infra/config/stackFile";
import { root } from "../../support/harness";

const modules = ["ai-platform:modules"] as const;
const pipelines = ["ai-platform:delivery", "modules"] as const;

const entry: EntryMap = {
  owner: "team@example.com",
  routes: ["/forecast"],
  size: { cpu: 1024, memoryMiB: 2048 },
  environment: { ANSWER: "yes", LIMIT: "010", TEXT: "a: b # c" },
};

const folders = [".", ...readdirSync(join(root, "examples")).map((name) => join("examples", name))];
const files = folders
  .filter((folder) => statSync(join(root, folder)).isDirectory())
  .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  .filter((file) => stackOfFile(file) !== undefined);

describe("the text of a stack file", () => {
  it("is there to be tested", () => {
    expect(files.length).to.be.greaterThan(10);
  });

  for (const file of files)
    it(`keeps every byte of ${file} beside the new entry, and is as before without it`, () => {
      const text = readFileSync(join(root, file), "utf8");
      const { config } = parseStackFile(text);
      const place = isObject(config["ai-platform:modules"]) ? modules : pipelines;
      const longer = withEntry(text, place, "forecast", entry);
      const added = entryLines("forecast", entry, place === modules ? 4 : 6, 2).map((line) => `${line}\n`);
      expect(longer.replace(added.join(""), "")).to.equal(text);
      expect(withoutEntry(longer, place, "forecast")).to.equal(text);
    });

  const with_ = (text: string) => withEntry(text, modules, "b", { owner: "o@example.com" });
  const head = "config:\n  ai-platform:profile: dev\n";
  const a = "  ai-platform:modules:\n    a:\n      owner: a@example.com\n";
  const b = "    b:\n      owner: o@example.com\n";
  const tail = "  # About money.\n  ai-platform:budget: { monthlyUsd: 1 }\n";

  const places: Readonly<Record<string, readonly [before: string, after: string]>> = {
    "behind the last module": [head + a, head + a + b],
    "before what follows, whose comment stays its own": [head + a + tail, head + a + b + tail],
    "behind the comments inside of the last module": [
      `${head}${a}      # size: later\n${tail}`,
      `${head}${a}      # size: later\n${b}${tail}`,
    ],
    "behind a comment at the end of its line": [
      `${head}${a.trimEnd()} # A\n`,
      `${head}${a.trimEnd()} # A\n${b}`,
    ],
    "behind a text over several lines": [
      `${head}${a}      description: |\n        one\n        two\n${tail}`,
      `${head}${a}      description: |\n        one\n        two\n${b}${tail}`,
    ],
    "where the last line has no end": [(head + a).trimEnd(), head + a + b],
    "in lines of Windows": [(head + a).replaceAll("\n", "\r\n"), (head + a + b).replaceAll("\n", "\r\n")],
    "as the first of an empty set": [
      `${head}  ai-platform:modules: {}\n${tail}`,
      `${head}  ai-platform:modules:\n${b}${tail}`,
    ],
    "as the first below a key without a value": [
      `${head}  ai-platform:modules: # none\n${tail}`,
      `${head}  ai-platform:modules: # none\n${b}${tail}`,
    ],
    "with a key of its own where there is none": [head, `${head}  ai-platform:modules:\n${b}`],
    "indented as its neighbours": [
      "config:\n    ai-platform:modules:\n        a:\n            owner: a@example.com\n",
      "config:\n    ai-platform:modules:\n        a:\n            owner: a@example.com\n        b:\n            owner: o@example.com\n",
    ],
  };
  for (const [where, [before, after]] of Object.entries(places))
    it(`gets an entry ${where}`, () => {
      expect(with_(before)).to.equal(after);
    });

  const removals: Readonly<Record<string, readonly [before: string, after: string]>> = {
    "with the comment right above it": [`${head}${a}    # About b.\n${b}${tail}`, head + a + tail],
    "but not with that of another": [
      `${head}  ai-platform:modules:\n${b}    # About c.\n    c:\n      owner: c@example.com\n`,
      `${head}  ai-platform:modules:\n    # About c.\n    c:\n      owner: c@example.com\n`,
    ],
    "as the only one": [
      `${head}  ai-platform:modules: # all\n${b}${tail}`,
      `${head}  ai-platform:modules: {} # all\n${tail}`,
    ],
  };
  for (const [how, [before, after]] of Object.entries(removals))
    it(`loses an entry ${how}`, () => {
      expect(withoutEntry(before, modules, "b")).to.equal(after);
    });

  const refused: Readonly<Record<string, string>> = {
    "a set in braces": `${head}  ai-platform:modules: { a: { owner: a@example.com } }\n`,
    "an alias": `config:\n  x: &x { a: { owner: a@example.com } }\n  ai-platform:modules: *x\n`,
    "a text whose empty lines count": `${head}${a}      description: |+\n        one\n\n`,
    "no stack file": "[]\n",
  };
  for (const [what, text] of Object.entries(refused))
    it(`fails on ${what}, with the text to write by hand`, () => {
      expect(() => with_(text)).to.throw(/^ai-platform:modules is written in a way .*owner: o@example\.com/s);
    });

  it("fails to remove an entry that another one refers to", () => {
    const text = `${head}  ai-platform:modules:\n    a: &a\n      owner: a@example.com\n    b: *a\n`;
    expect(() => withoutEntry(text, modules, "a")).to.throw("Remove a from it by hand.");
  });
});

describe("an entry as text", () => {
  it("says the same to readers of YAML 1.1 and 1.2, whatever the texts are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string(), (one, other) => {
        const written = entryLines(one, { [other]: one, list: [one, other], set: { [one]: other } }, 0, 2);
        const text = written.join("\n");
        const expected = { [one]: { [other]: one, list: [one, other], set: { [one]: other } } };
        for (const version of ["1.1", "1.2"] as const)
          expect(parse(text, { version, logLevel: "error" })).to.deep.equal(expected);
      }),
    );
  });

  for (const word of ["yes", "off", "null", "1_000", "0x1f", "2024-01-01", "12:30", "~", "<<", "1e3", "true"])
    it(`keeps ${word} a text`, () => {
      const text = entryLines("a", { value: word }, 0, 2).join("\n");
      for (const version of ["1.1", "1.2"] as const)
        expect(parse(text, { version })).to.deep.equal({ a: { value: word } });
    });

  it("breaks a set of keys that is long", () => {
    const environment = { FIRST: "x".repeat(40), SECOND: "y".repeat(40) };
    expect(entryLines("a", { environment }, 0, 2)).to.deep.equal([
      "a:",
      "  environment:",
      `    FIRST: ${"x".repeat(40)}`,
      `    SECOND: ${"y".repeat(40)}`,
    ]);
  });
});
