import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect } from "chai";
import { root } from "../support/harness";
import { pages, prose } from "./pages";

/** As GitHub names a heading: https://github.com/gjtorikian/html-pipeline, its table of contents. */
function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/ /g, "-");
}

function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ +(.+)$/gm)].map(([, heading]) => anchorOf(heading!));
}

describe("links of the pages", () => {
  it("are looked at on every page", () => {
    expect(pages.length).to.be.above(80);
  });

  for (const page of pages)
    it(`lead somewhere: ${page.path}`, () => {
      const broken = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
        .map(([, link]) => link!)
        .filter((link) => !/^(https?|mailto):/.test(link))
        .filter((link) => {
          const [file, anchor] = link.split("#") as [string, string?];
          const target = file === "" ? page.path : relative(root, join(root, dirname(page.path), file));
          if (!existsSync(join(root, target))) return true;
          if (anchor === undefined || !target.endsWith(".md")) return false;
          return !anchorsOf(readFileSync(join(root, target), "utf8")).includes(decodeURIComponent(anchor));
        });
      expect(broken).to.deep.equal([]);
    });
});
