import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { root } from "../support/harness";
import { type Alarm, everyAlarm } from "./everyAlarm";

const page = readFileSync(join(root, "docs/threats.md"), "utf8");
const reference = readFileSync(join(root, "docs/reference.md"), "utf8");
const kinds = ["critical", "warning", "budget", "anomaly", "mail"];

interface Row {
  readonly threat: string;
  readonly control: string;
  readonly alarm: string;
  readonly runbook: string;
  readonly test: string;
}

const rows: readonly Row[] = [...page.matchAll(/^\| ([A-Z].*) \|$/gm)].map(([, text]) => {
  const [threat, control, alarm, runbook, test, ...more] = text!.split("|").map((cell) => cell.trim());
  expect([test === undefined, more], text).to.deep.equal([false, []]);
  return { threat: threat!, control: control!, alarm: alarm!, runbook: runbook!, test: test! };
});

const codes = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);
const links = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!);

/** Names of alarms with what stands behind them: `one`, `two` warning; `three` critical. */
function alarmsOf({ alarm }: Row): Pick<Alarm, "kind" | "name">[] {
  if (alarm.startsWith("none: ")) return [];
  return alarm.split("; ").flatMap((part) => {
    expect(part).to.match(new RegExp(`^(?:\`[^\`]+\`(?:, )?)+ (?:${kinds.join("|")})$`));
    return codes(part).map((name) => ({ name, kind: part.split(" ").at(-1)! }));
  });
}

/** Titles of the tests in a file; what a template puts in is one sign that no page has. */
function titlesIn(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/\bit\(\s*(["'`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(([, , title]) =>
    title!.replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "\0"),
  );
}

describe("the page about threats", () => {
  it("has thirty of them at least, each once", () => {
    const threats = rows.map(({ threat }) => threat);
    expect(threats.length).to.be.at.least(30);
    expect(new Set(threats).size).to.equal(threats.length);
  });

  for (const row of rows)
    describe(row.threat, () => {
      it("is held by what there is: files, and keys of a stack file", () => {
        for (const code of codes(row.control)) {
          if (code.includes("/")) expect(existsSync(join(root, code)), code).to.equal(true);
          else if (/^[a-zA-Z]+\.[\w.<>]+(?:: \w+)?$/.test(code))
            expect(reference, code).to.include(`| \`${code.split(":")[0]!}\` |`);
        }
      });

      it("leads to pages that say what to do", () => {
        if (alarmsOf(row).length > 0) expect(links(row.runbook)).not.to.deep.equal([]);
        for (const link of links(row.runbook)) {
          expect(link).to.match(/^runbooks\/[\w-]+\.md$/);
          expect(existsSync(join(root, "docs", link)), link).to.equal(true);
        }
      });

      it("names tests that there are", () => {
        const named = row.test.split("; ").map((one) => /^\[[\w-]+\]\((\S+)\) "([^"]{10,})"$/.exec(one));
        for (const found of named) {
          expect(found, row.test).not.to.equal(null);
          const [, file, title] = found!;
          const titles = titlesIn(join(root, "docs", file!));
          expect(
            titles.some((one) => one.includes(title!)),
            `${file}: ${title}`,
          ).to.equal(true);
        }
      });
    });

  it("leaves few without an alarm, and says why", () => {
    const silent = rows.filter((row) => alarmsOf(row).length === 0);
    expect(silent.length).to.be.at.most(3);
    for (const { alarm } of silent) expect(alarm).to.match(/^none: .{20,}/);
  });

  it("leads to other pages that there are", () => {
    for (const link of links(page)) expect(existsSync(join(root, "docs", link)), link).to.equal(true);
  });

  it("says what was not tried", () => expect(page).to.include("Nothing has run on AWS"));

  describe("and the alarms of the program", function () {
    this.timeout(300_000);
    let made: readonly Alarm[];
    before(async () => {
      made = await everyAlarm();
    });

    it("are made as it says, and lead to the same runbooks", () => {
      for (const row of rows)
        for (const { name, kind } of alarmsOf(row)) {
          const alarm = made.find((one) => one.name === name && one.kind === kind);
          expect(alarm, `${row.threat}: ${kind} ${name}`).not.to.equal(undefined);
          if (alarm!.runbook !== undefined)
            expect(links(row.runbook), `${row.threat}: ${name}`).to.include(`runbooks/${alarm!.runbook}.md`);
        }
    });

    it("are all on it", () => {
      const told = rows.flatMap(alarmsOf).map(({ kind, name }) => `${kind} ${name}`);
      const missing = made.map(({ kind, name }) => `${kind} ${name}`).filter((one) => !told.includes(one));
      expect(missing).to.deep.equal([]);
    });
  });
});
