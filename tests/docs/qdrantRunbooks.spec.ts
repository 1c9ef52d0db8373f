import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { versionParameters } from "../../infra/qdrantUpgrade";
import { root } from "../support/harness";
import { expectNothingOfShellcheck } from "../support/shellcheck";

const folder = join(root, "docs/runbooks");
const pages = readdirSync(folder).filter((name) => name.startsWith("qdrant-"));
const read = (page: string) => readFileSync(join(folder, page), "utf8");
/** What is to be typed, with what the page itself gave a value. */
const typed = (page: string) =>
  [...read(page).matchAll(/```sh\n([^]*?)```/g)].map(([, text]) => text!).join("\n");

describe("the runbooks of Qdrant", () => {
  for (const page of pages) {
    it(`can be read by a shell: ${page}`, function () {
      // The function of qdrant-nodes.md is called by its own page, and by others as a program.
      expectNothingOfShellcheck(this, typed(page), ["--severity=warning", "--exclude=SC2154"]);
    });

    it(`say that they were not tried: ${page}`, () => {
      expect(read(page)).to.include("Nothing here has been run on AWS");
    });

    it(`lead to pages that there are: ${page}`, () => {
      const links = [...read(page).matchAll(/\]\((qdrant-[\w-]+\.md|restore\.md)/g)].map(([, link]) => link);
      for (const link of links) expect(readdirSync(folder)).to.include(link);
    });
  }

  it("name the parameters of the version as the program does", () => {
    const { running, begun } = versionParameters("dev");
    const names = new Set(read("qdrant-upgrade.md").match(/\/ai-platform\/dev\/data\/qdrant-version[\w-]*/g));
    expect([...names].sort()).to.deep.equal([running, begun]);
  });
});
