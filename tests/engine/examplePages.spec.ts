import { expect } from "chai";
import type { Engine } from "../../automation/engine/find";
import { blocksIn, pageAt, pages } from "../docs/pages";
import { needEngine } from "./support/needEngine";
import { Walk } from "./walk/walk";

/** Stack file and stack of a page, by example; `examples/README.md` tells how the one becomes the other. */
const stacks: Readonly<Record<string, readonly [file: string, stack: string]>> = {
  "ai-platform": ["Pulumi.dev.yaml", "dev"],
  "api-versions": ["examples/api-versions/Pulumi.dev.yaml", "api-dev"],
  batch: ["examples/batch/Pulumi.staging.yaml", "batch"],
  "blue-green": ["examples/blue-green/Pulumi.prod.yaml", "web-prod"],
  "gpu-serving": ["examples/gpu-serving/Pulumi.dev.yaml", "gpu-dev"],
  hybrid: ["examples/hybrid/Pulumi.staging.yaml", "hybrid"],
  "web-application": ["examples/web-application/Pulumi.prod.yaml", "web-prod"],
  workbench: ["examples/workbench/Pulumi.dev.yaml", "workbench-dev"],
};

const blocksOf = (path: string) => blocksIn(pageAt(path));
const commandsOf = (example: string) => blocksOf(`examples/${example}/README.md`).join("");

const digestOf = (digit: number) => `sha256:${String(digit).repeat(64)}`;
/** No deployment of the simulated AWS waits for a person unless it is told to; tests/engine/releaseLife.spec.ts does. */
const asTyped = (commands: string) =>
  commands.replaceAll("sha256:…", digestOf(2)).replace(/^.* deploy approve .*\n/m, "");
/** Releases that were good before those of the page, which goes back to them. */
const releasedBefore = (commands: string) =>
  (commands.match(/^.* deploy release .*$/gm) ?? []).join("\n").replaceAll("sha256:…", digestOf(1));

describe("the examples with pages", () => {
  it("are all of them", () => {
    const examples = pages.flatMap(({ path }) => /^examples\/([^/]+)\/README\.md$/.exec(path)?.[1] ?? []);
    expect(Object.keys(stacks).concat("shop").sort()).to.deep.equal(examples.sort());
  });
});

describe("the commands of the examples' pages", function () {
  this.timeout(900_000);
  let engine: Engine;
  let walk: Walk;
  before(async function () {
    engine = await needEngine(this);
  });
  // Two examples would want one account's only API Gateway settings.
  beforeEach(async () => {
    walk = await Walk.begin(engine);
    await walk.type("npx ai-platform engine install\nexport PULUMI_CONFIG_PASSPHRASE=examples\n");
  });
  afterEach(() => {
    walk.end();
  });

  async function typeReleases(example: string, stack: string): Promise<void> {
    const commands = commandsOf(example);
    await walk.type(releasedBefore(commands));
    const typed = asTyped(commands);
    const said = await walk.type(typed);
    for (const [, verb] of typed.matchAll(/ deploy (release|rollback) /g))
      expect(said).to.include(`${verb} ${stack}: done`);
  }

  it("examples/README.md and examples/shop/README.md: from the plan to the end", async () => {
    const [looked, made, ended] = blocksOf("examples/README.md");
    // The life that "rehearse" would lead here is in tests/engine/examplesCalling.spec.ts.
    expect(await walk.type(looked!.replace(/^.* rehearse .*\n/m, ""))).to.include("resources, about ");
    expect(await walk.type(made!)).to.include("up shop-dev: done");
    await typeReleases("shop", "shop-dev");
    expect(await walk.type(ended!)).to.include("destroy shop-dev: done");
  });

  for (const [example, [file, stack]] of Object.entries(stacks))
    it(`examples/${example}/README.md: releases`, async () => {
      const copy = file === `Pulumi.${stack}.yaml` ? "" : `cp ${file} Pulumi.${stack}.yaml\n`;
      await walk.type(`${copy}npx pulumi stack init ${stack}\nnpx ai-platform deploy up ${stack}\n`);
      await typeReleases(example, stack);
    });
});
