import { expect } from "chai";
import { render } from "../../../automation/page";
import type { PageData } from "../../../automation/page/data";
import { languages } from "../../../automation/page/languages";
import type { Comparison } from "../../../automation/plan/compare";
import { type Given, givenDev, html } from "./given";

/** Elements of HTML that have no end. */
const empty = new Set(["meta", "link", "br", "hr", "img", "input"]);

/** Tags that are not closed by themselves or in their order, of what a serializer writes. */
function unbalanced(text: string): string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  const markup = text.replace(/<style>[^]*?<\/style>/g, "<style></style>");
  for (const [, slash, name, , closed] of markup.matchAll(
    /<(\/?)([a-zA-Z][\w-]*)((?:\s+[^\s"=>/]+(?:="[^"]*")?)*)\s*(\/?)>/g,
  )) {
    if (slash === "/") {
      const last = open.pop();
      if (last !== name) wrong.push(`${last} closed by ${name}`);
    } else if (closed !== "/" && !empty.has(name!)) open.push(name!);
  }
  return [...wrong, ...open];
}

const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);

describe("the page as text", function () {
  this.timeout(120_000);
  let dev: Given;
  before(async () => (dev = await givenDev()));

  for (const language of languages)
    it(`is sound in ${language}: closed tags, one target for every link, nothing from elsewhere`, async () => {
      const text = await html(dev, language);
      expect(text).to.match(new RegExp(`^<!DOCTYPE html>\n<html lang="${language}">`));
      expect(unbalanced(text)).to.deep.equal([]);

      const ids = all(text, /\sid="([^"]*)"/g);
      expect(ids.filter((id, at) => ids.indexOf(id) !== at)).to.deep.equal([]);
      const targets = all(text, /\shref="([^"]*)"/g);
      expect(targets.length).to.be.greaterThan(20);
      for (const target of targets) expect(ids.map((id) => `#${id}`)).to.include(target);
      const named = all(text, /\saria-labelledby="([^"]*)"/g).flatMap((names) => names.split(" "));
      for (const name of named) expect(ids).to.include(name);

      expect(text).to.not.match(/<(script|link|img|iframe|object)\b|@import|@font-face|\ssrc=|url\((?!#)/);
    });

  it("has a place for each module and tier, which the picture leads to", async () => {
    const text = await html(dev);
    const { modules, tiers } = dev.data.report.resources;
    expect(modules.length * tiers.length).to.be.greaterThan(0);
    for (const { module } of modules) expect(text).to.contain(`id="module-${module}"`);
    for (const { tier } of tiers) expect(text).to.contain(`id="tier-${tier}"`);
    expect(all(text, /<svg[^]*?href="#(module|tier)-/g)).to.not.be.empty;
  });

  it("tells every resource, module, path and number that the report has", async () => {
    const text = await html(dev);
    const { resources, edge, cost } = dev.data.report;
    expect(text.match(/<code>(aws|awsx|pulumi|ai-platform):/g)).to.have.lengthOf(resources.total);
    for (const { module, owner } of resources.modules) expect(text).to.contain(module).and.contain(owner);
    for (const { path } of edge.routes) expect(text).to.contain(`<code>${path}</code>`);
    expect(text).to.contain(cost.monthlyUsd.toFixed(2));
  });

  it("is the same for the same data", () => {
    const copy = structuredClone(dev.data);
    expect(render(copy, "", "en")).to.equal(render(dev.data, "", "en"));
  });

  it("shows hostile text as text", () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror='a'>`;
    const given = JSON.stringify(dev.data)
      .replaceAll("planning-team@example.com", JSON.stringify(hostile).slice(1, -1))
      .replaceAll('"/planning"', JSON.stringify(hostile))
      .replaceAll('"/live/planning"', JSON.stringify(hostile));
    const text = render(JSON.parse(given) as PageData, "", "en");
    expect(text).to.contain("&lt;script>alert(1)&lt;/script>");
    expect(text).to.not.match(/<script|<img/);
    expect(unbalanced(text.replaceAll("&lt;", ""))).to.deep.equal([]);
  });

  it("has what differs only where it was asked for", () => {
    const comparison: Comparison = {
      against: "staging",
      monthlyUsd: -12.5,
      only: [{ tier: "data", type: "aws:s3/bucket:Bucket", name: "one" }],
      missing: [],
      changed: [],
    };
    expect(render(dev.data, "", "en")).to.not.contain('id="comparison"');
    const text = render({ ...dev.data, comparison }, "", "en");
    expect(text).to.contain('id="comparison"').and.contain("Against staging").and.contain("-12.50");
    expect(text).to.contain('href="#comparison"');
  });

  it("shows a neighbour whose file has faults as what it is", () => {
    const environments = [...dev.data.environments, { stack: "broken", faults: 2 }];
    const text = render({ ...dev.data, environments }, "", "en");
    expect(text).to.contain("broken").and.contain("2 faults in its file");
  });

  it("says what breaks a rule, and what to do", () => {
    const { report } = dev.data;
    const finding = {
      level: "mandatory",
      rule: "some-rule",
      urn: "urn:pulumi:dev::ai-platform::a:b:C::some-name",
      message: "is wrong",
      fix: "Mend it.",
    } as const;
    const policy = { ...report.policy, findings: [finding] };
    const text = render({ ...dev.data, report: { ...report, policy } }, "", "en");
    expect(text).to.contain("some-rule").and.contain("some-name").and.contain("Mend it.");
  });
});
