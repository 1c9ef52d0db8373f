import { expect } from "chai";
import { blocksIn, pages } from "../docs/pages";
import { needEngine } from "./support/needEngine";
import { Walk } from "./walk/walk";

const pageOf = (path: string) => pages.find((page) => page.path === path)!;

/** The file that stands behind the stack of a page, by example; `examples/README.md` tells how it gets there. */
const stacks: Readonly<Record<string, readonly [file: string, stack: string]>> = {
  "api-versions": ["dev", "api-dev"],
  batch: ["staging", "batch"],
  "blue-green": ["prod", "web-prod"],
  "gpu-serving": ["dev", "gpu-dev"],
  hybrid: ["staging", "hybrid"],
  "web-application": ["prod", "web-prod"],
  workbench: ["dev", "workbench-dev"],
};

const digestOf = (digit: number) => `sha256:${String(digit).repeat(64)}`;
const withDigest = (commands: string) => commands.replaceAll("sha256:…", digestOf(2));

/** A release that was good before the page's own, for the page goes back to it. */
const releasedBefore = (commands: string) =>
  commands.replaceAll("sha256:…", digestOf(1)).match(/^.* deploy release .*$/gm) ?? [];

describe("the commands of the examples' pages", function () {
  this.timeout(900_000);
  let walk: Walk;
  before(async function () {
    walk = await Walk.begin(await needEngine(this));
    await walk.type("npx ai-platform engine install\nexport PULUMI_CONFIG_PASSPHRASE=examples\n");
  });
  after(() => {
    walk.end();
  });

  const bringUp = (file: string, stack: string) => `cp ${file} Pulumi.${stack}.yaml
npx pulumi stack init ${stack}
npx ai-platform deploy up ${stack}
`;

  it("examples/README.md: from its plan to its end", async () => {
    const [looked, made, ended] = blocksIn(pageOf("examples/README.md"));
    expect(await walk.type(looked!)).to.match(/resources, about [^]*first up[^]*destroy/);
    expect(await walk.type(made!)).to.include("up shop-dev: done");
    const releases = blocksIn(pageOf("examples/shop/README.md")).join("");
    await walk.type(releasedBefore(releases).join("\n"));
    expect(await walk.type(withDigest(releases))).to.match(
      /release shop-dev: done[^]*rollback shop-dev: done/,
    );
    expect(await walk.type(ended!)).to.include("destroy shop-dev: done");
  });

  it("examples/ai-platform/README.md: releases in dev", async () => {
    const commands = blocksIn(pageOf("examples/ai-platform/README.md")).join("");
    await walk.type("npx pulumi stack init dev\nnpx ai-platform deploy up dev\n");
    await walk.type(releasedBefore(commands).join("\n"));
    expect(await walk.type(withDigest(commands))).to.match(/release dev: done[^]*rollback dev: done/);
    await walk.type("npx ai-platform deploy destroy dev --yes\nnpx pulumi stack rm dev --yes\n");
  });

  for (const [example, [file, stack]] of Object.entries(stacks))
    it(`examples/${example}/README.md: releases`, async () => {
      const commands = blocksIn(pageOf(`examples/${example}/README.md`)).join("");
      await walk.type(bringUp(`examples/${example}/Pulumi.${file}.yaml`, stack));
      await walk.type(releasedBefore(commands).join("\n"));
      // No deployment of the simulated AWS waits for a person unless it is told to.
      const typed = withDigest(commands).replace(/^.* deploy approve .*\n/m, "");
      const said = await walk.type(typed);
      for (const [, verb] of typed.matchAll(/ deploy (\S+)/g))
        expect(said).to.match(new RegExp(`${verb} ${stack}: done|${verb}.*done`));
      await walk.type(`npx pulumi stack rm ${stack} --yes --force\n`);
    });
});
