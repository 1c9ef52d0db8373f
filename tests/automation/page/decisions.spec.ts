import { expect } from "chai";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sayingLines } from "../../../automation/page/data";
import { decisionOf, decisionsIn } from "../../../automation/page/decisions";
import { root } from "../../support/harness";

describe("the decisions on the page", () => {
  it("are all of docs/adr, in their order", () => {
    const files = readdirSync(join(root, "docs/adr")).filter((file) => /^\d{4}/.test(file));
    expect(decisionsIn(root).map(({ path }) => path)).to.deep.equal(
      files.sort().map((file) => `docs/adr/${file}`),
    );
  });

  it("are one sentence each", () => {
    for (const { path, decision } of decisionsIn(root))
      expect(decision, path)
        .to.match(/^\S.*\w\S*[.!?]$/)
        .and.to.have.length.below(500);
  });

  const table: readonly (readonly [what: string, text: string, sentence: string | undefined])[] = [
    ["the first sentence", "**Decision.** One. Two.\n\n**Why.** Three.", "One."],
    [
      "no further than a full stop that ends it",
      "**Decision.** MariaDB 11.8 runs. More.",
      "MariaDB 11.8 runs.",
    ],
    [
      "the points of a list",
      "**Decision.** With\n\n- one;\n- two.\n\nMore.\n\n**Why.** Three.",
      "With one; two.",
    ],
    ["words without marks", "**Decision.** `a` by [b](c.md) **d**.", "a by b d."],
    ["nothing of a page of another form", "Decision: one.", undefined],
  ];
  for (const [what, text, sentence] of table)
    it(`tell ${what}`, () => {
      const [decision] = decisionOf("docs/adr/0001-x.md", `# 0001 Title\n\n${text}\n`);
      expect(decision?.decision).to.equal(sentence);
    });

  it("are none where a project has none", () => {
    expect(decisionsIn(join(root, "docs"))).to.deep.equal([]);
  });

  it("stand beside a stack file whose comments and empty lines do not count", () => {
    expect(sayingLines("# a\n\nconfig:\n  # b\n  a: 1 # c\n   \n")).to.equal(2);
  });
});
