import { expect } from "chai";
import { drawPicture, drawPictureFile } from "../../../../automation/page/picture";
import { palettes } from "../../../../automation/page/picture/style";
import { pictureWords } from "../../../../automation/page/picture/words";
import { planOf } from "../../../../automation/plan/makePlan";
import { configOf, modulesOf } from "../../../support/harness";
import { planNamed } from "./plans";

const hostile = `</title><script>alert("1")</script> & 'more'`;

/** Tags that are still open at the end, or are closed by another. */
function unbalanced(markup: string): string[] {
  const open: string[] = [];
  for (const [, end, name, alone] of markup.matchAll(/<(\/?)([a-zA-Z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (alone === "/") continue;
    if (end === "") open.push(name!);
    else if (open.at(-1) === name) open.pop();
    else return [...open, `/${name}`];
  }
  return open;
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  };
  const [dark, bright] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright! + 0.05) / (dark! + 0.05);
}

describe("the architecture picture as it is drawn", function () {
  // Plans environments.
  this.timeout(180_000);

  it("is the same each time, byte for byte", async () => {
    const plan = await planNamed("prod");
    const [one, other] = [await drawPicture(plan, pictureWords.en), await drawPicture(plan, pictureWords.en)];
    expect(one).to.equal(other);
  });

  it("leads from its boxes to the page's tables", async () => {
    const svg = await drawPicture(await planNamed("dev"), pictureWords.en);
    const links = [...svg.matchAll(/<a href="([^"]*)"/g)].map(([, link]) => link);
    expect(links).to.include.members(["#module-planning", "#module-support", "#tier-data", "#tier-edge"]);
    expect(links.every((link) => /^#(module|tier)-[a-z-]+$/.test(link!))).to.equal(true);
    expect(svg).to.contain('role="group"');
  });

  it("leads nowhere as a file of its own, and loads nothing", async () => {
    const svg = await drawPictureFile(await planNamed("dev"), pictureWords.en);
    expect(svg).to.contain('role="img"').and.not.to.contain("href");
    expect(svg).to.match(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" .*<\/svg>\n$/s);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.to.match(/https?:|@import/);
    expect(unbalanced(svg)).to.deep.equal([]);
    const ids = [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id!);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids.every((id) => id.startsWith("architecture-"))).to.equal(true);
  });

  it("takes what a stack file says for text", async () => {
    const config = configOf("dev", (given) => {
      modulesOf(given).planning!.description = hostile;
    });
    const svg = await drawPicture(await planOf("dev", config), pictureWords.en);
    expect(svg).to.contain("&lt;/title>&lt;script>alert(").and.not.to.contain("<script");
    expect(unbalanced(svg)).to.deep.equal([]);
  });

  it("speaks Korean, and leaves names as they are", async () => {
    const plan = await planNamed("dev");
    const svg = await drawPicture(plan, pictureWords.ko);
    expect(svg).to.contain("프라이빗 서브넷").and.to.contain(">planning<").and.to.contain("가용 영역: a, c");
    const english = await drawPicture(plan, pictureWords.en);
    expect(english).not.to.match(/[\uac00-\ud7ff]/);
  });

  for (const [name, { paper, card, area, ink, quiet, ...lines }] of Object.entries(palettes))
    it(`can be read in ${name}`, () => {
      for (const text of [ink, quiet])
        for (const ground of [paper, card, area]) expect(contrast(text, ground)).to.be.at.least(4.5);
      const { edge: _edge, ...flows } = lines;
      for (const [line, colour] of Object.entries(flows))
        for (const ground of [paper, area]) expect(contrast(colour, ground), line).to.be.at.least(3);
    });
});
