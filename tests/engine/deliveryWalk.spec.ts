import { expect } from "chai";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { theOne } from "./deploying";
import { needEngine } from "./support/needEngine";
import { look, pipeline, repository, type Seen } from "./walk/look";
import { sections } from "./walk/page";
import { Walk } from "./walk/walk";

const stages = [
  ...["Source", "Build", "Check", "Release-dev", "SmokeTest-dev"],
  ...["Approve-prod", "Release-prod", "SmokeTest-prod"],
];
const modulesBefore = ["manufacturing", "planning", "support"];

/** What must be so when a section is over, of which there is one look after each block of commands. */
type Check = (walk: Walk, looks: readonly Seen[]) => void;

/** The two images of the walk. */
let first: string;
let second: string;

/** Of every section with something to do. */
const checks: Readonly<Record<string, Check>> = {
  "Once for the company": (walk, [made]) => {
    const connection = theOne(walk, "aws:codeconnections/connection:Connection");
    expect(connection.computed.connectionStatus).to.equal("PENDING");
    expect(made!.said).to.include("Update pending connection");
    expect(made!.pipelines).to.include("planning-ai-platform").and.not.include(pipeline);
    expect(readFileSync(walk.at("ai-platform/Pulumi.prod.yaml"), "utf8")).to.include("encryptedkey: ");
  },

  "The module's repository": (walk) => {
    expect(readFileSync(walk.at("forecast/Procfile"), "utf8")).to.equal("web: python3 -m forecast\n");
  },

  "The module's place": (_, [planned, made]) => {
    expect(planned!.said).to.include("forecast");
    expect(planned!.pipelines).not.to.include(pipeline);
    expect(made!.pipelines).to.include(pipeline);
    expect(made!.running).to.deep.equal(["bootstrap", "bootstrap"]);
    expect(made!.stages).to.deep.equal([]);
  },

  "The first push": (walk, [pushed, approved]) => {
    first = pushed!.released.dev!;
    expect(pushed!.released).to.deep.equal({ dev: first, prod: undefined });
    expect(pushed!.running).to.have.members([first, "bootstrap"]);
    expect(pushed!.stages.at(-3)).to.equal("Approve-prod InProgress");
    expect(approved!.stages).to.deep.equal(stages.map((name) => `${name} Succeeded`));
    expect(approved!.released).to.deep.equal({ dev: first, prod: first });
    expect(approved!.running).to.deep.equal([first, first]);
    const [image, ...others] = walk.registry.in(repository);
    expect(others).to.deep.equal([]);
    expect(image!.digest).to.equal(first);
    expect([...image!.signedWith], "signed once").to.have.length(1);
    expect([...image!.attested]).to.deep.equal(["cyclonedx"]);
    expect([...image!.tags]).to.include.members(["release-dev-1", "running-dev"]);
    expect([...image!.tags]).to.include.members(["release-prod-1", "running-prod"]);
  },

  "What runs": (_, [now]) => {
    expect(now!.said).to.include(first).and.include("drift prod: done; no changes");
  },

  "Every stage by hand": (walk, [now]) => {
    second = now!.released.dev!;
    expect(second).not.to.equal(first);
    expect(now!.released.prod).to.equal(second);
    expect(now!.running).to.deep.equal([second, second]);
    // Built by the pipeline and by hand: the same source is the same image.
    const [, image, ...others] = walk.registry.in(repository);
    expect(others).to.deep.equal([]);
    expect(image!.digest).to.equal(second);
    expect([...image!.tags].filter((tag) => /^[0-9a-f]{40}(-2)?$/.test(tag))).to.have.length(2);
    expect([...image!.tags]).to.include.members(["running-dev", "running-prod"]);
  },

  "Back, and away": (walk, [back, away]) => {
    expect(back!.released).to.deep.equal({ dev: second, prod: first });
    expect(back!.running).to.have.members([second, first]);
    expect(away!.running).to.deep.equal([]);
    expect(away!.pipelines).not.to.include(pipeline);
    expect(walk.registry.in(repository), "images are protected").to.have.length(2);
  },

  "GitHub Actions instead": (walk, [now]) => {
    expect(now!.pipelines).to.deep.equal([]);
    const outputs = JSON.parse(walk.atGithub[0]!.at(-1)!) as { githubRoles: { build: object } };
    expect(Object.keys(outputs.githubRoles.build)).to.have.members(modulesBefore);
    const workflow = readFileSync(join(walk.platform, ".github/workflows/deliver.yml"), "utf8");
    expect(workflow).to.include('"planning"').and.not.include('"forecast"');
  },

  "Several accounts": () => undefined,

  "An environment for a pull request": (walk, [now]) => {
    expect(now!.said).to.include("up pr-123: done");
    expect(walk.cloud.parameters.history("/ai-platform/temporary/pr-123")).to.have.length(1);
  },
};

describe("the walk of docs/delivery.md", function () {
  this.timeout(900_000);
  let walk: Walk | undefined;
  let broken = false;

  before(async function () {
    walk = await Walk.begin(await needEngine(this));
  });
  after(() => walk?.end());

  for (const { title, steps } of sections().filter((section) => section.steps.length > 0))
    it(title, async function () {
      // Nobody can go on from where somebody else fell.
      if (broken) return this.skip();
      broken = true;
      const looks: Seen[] = [];
      for (const step of steps)
        if (step.kind === "write") for (const file of step.files) walk!.write(file, step.keys);
        else if (step.kind === "type") looks.push(look(walk!, await walk!.type(step.commands)));
      checks[title]!(walk!, looks);
      broken = false;
    });
});
