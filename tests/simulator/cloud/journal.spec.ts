import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { type Entry, Journal, warning } from "../../../simulator/cloud/journal";
import { newFiles } from "./given";

const entry = (name: string): Entry => ({ parameter: name, value: "값", modified: 1 });

describe("journal", () => {
  const newFile = newFiles();

  it("begins with a warning, which is no entry", () => {
    const path = newFile();
    const journal = new Journal(path);
    expect(readFileSync(path, "utf8")).to.equal(`${JSON.stringify({ warning })}\n`);
    expect(warning).to.match(/^A simulated AWS/);
    expect(journal.next()).to.deep.equal([]);
  });

  it("gives back what was appended, once", () => {
    const journal = new Journal(newFile());
    journal.append(entry("one"));
    journal.append(entry("two"));
    expect(journal.next()).to.deep.equal([entry("one"), entry("two")]);
    expect(journal.next()).to.deep.equal([]);
    journal.append(entry("three"));
    expect(journal.next()).to.deep.equal([entry("three")]);
  });

  it("is one JSON object a line", () => {
    const path = newFile();
    const journal = new Journal(path);
    journal.append({ refused: "create", urn: "urn", reason: "two\nlines" });
    const lines = readFileSync(path, "utf8").split("\n");
    expect(lines).to.have.length(3);
    expect(JSON.parse(lines[1]!)).to.deep.equal({ refused: "create", urn: "urn", reason: "two\nlines" });
    expect(lines[2]).to.equal("");
  });

  it("keeps what is in the file already, and gives it to whoever opens it", () => {
    const path = newFile();
    new Journal(path).append(entry("one"));
    const second = new Journal(path);
    expect(second.next()).to.deep.equal([entry("one")]);
    expect(readFileSync(path, "utf8").split(warning)).to.have.length(2);
  });

  it("gives each of two readers everything, by whomever it was appended", () => {
    const path = newFile();
    const [one, two] = [new Journal(path), new Journal(path)];
    one.append(entry("one"));
    expect(two.next()).to.deep.equal([entry("one")]);
    two.append(entry("two"));
    expect(one.next()).to.deep.equal([entry("one"), entry("two")]);
    expect(two.next()).to.deep.equal([entry("two")]);
  });

  it("waits for the end of a line that is half written, even inside a character", () => {
    const path = newFile();
    const journal = new Journal(path);
    journal.append(entry("one"));
    const bytes = Buffer.from(`${JSON.stringify(entry("two"))}\n`);
    const inside = bytes.indexOf("값") + 1;
    appendFileSync(path, bytes.subarray(0, inside));
    expect(journal.next()).to.deep.equal([entry("one")]);
    expect(journal.next()).to.deep.equal([]);
    appendFileSync(path, bytes.subarray(inside));
    expect(journal.next()).to.deep.equal([entry("two")]);
  });

  it("reads an empty file that another process has only just made", () => {
    const path = newFile();
    writeFileSync(path, "");
    expect(new Journal(path).next()).to.deep.equal([]);
  });
});
