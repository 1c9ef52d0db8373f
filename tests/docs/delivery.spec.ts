import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { loadShared } from "../../infra/config/loadShared";
import type { SharedConfig } from "../../infra/config/schema/shared";
import { parseStackFile } from "../../infra/config/stackFile";
import { environmentsIn } from "../../infra/config/stackKind";
import { builder } from "../../infra/delivery/machines";
import { stagesOf } from "../../infra/delivery/pipeline";
import { upstreamsOf } from "../../infra/delivery/upstreams";
import { project } from "../../infra/naming";
import { stackWith } from "../engine/walk/edit";
import { commands, path, sections, text } from "../engine/walk/page";
import { root } from "../support/harness";
import { expectNothingOfShellcheck } from "../support/shellcheck";

const steps = sections().flatMap((section) => section.steps);

/** The shared stack, when all that the page says of it is written into its file. */
function sharedOfThePage(): SharedConfig {
  const edits = steps.flatMap((step) => {
    if (step.kind === "type") return [];
    const files = step.kind === "write" ? step.files : [step.file];
    return files.includes("Pulumi.shared.yaml") ? [step.keys] : [];
  });
  const { config } = parseStackFile(
    edits.reduce(stackWith, readFileSync(join(root, "Pulumi.shared.yaml"), "utf8")),
  );
  return loadShared(config, { stack: "shared", project, environments: environmentsIn(root, project) });
}

describe("the page about delivery", () => {
  it("is a walk that tests/engine/deliveryWalk.spec.ts takes, and nothing beside it", () => {
    expect(text.match(/^```/gm)).to.have.length(2 * steps.length);
    expect(steps.length).to.be.above(15);
    for (const block of ["```bash\nls\n```", "```\nls\n```", "```yaml\nconfig: {}\n```"])
      expect(() => sections(`## Somewhere\n\n${block}\n`), block).to.throw("nobody can follow");
  });

  it("has commands without anything that shellcheck warns of", function () {
    // A URN has a dollar in it, and files of git are words on purpose.
    const script = commands().replaceAll(/^cd .*$/gm, "$& || exit");
    expectNothingOfShellcheck(this, script, ["--exclude=SC2016,SC2046"]);
  });

  it("lists the stages that a pipeline has, in their order", () => {
    const { delivery } = sharedOfThePage();
    const stages = stagesOf("forecast", delivery, "").map(({ name }) => name);
    const told = [...text.matchAll(/^\| ([A-Z]\w+(?:-\w+)?) +\|/gm)].map(([, name]) => name);
    expect(told).to.deep.equal(stages);
  });

  it("says when a pipeline's first run is red, and so makes it last", () => {
    const place = sections()
      .find(({ title }) => title === "The module's place")!
      .steps.at(-1)!;
    expect(place.kind === "type" && place.commands.match(/(?<= up )\w+/g)).to.deep.equal([
      ...["dev", "prod", "shared"],
    ]);
    expect(text).to.include("AWS starts a pipeline once when it is made;");
  });

  it("builds by hand with what pipelines build with", () => {
    const { url } = upstreamsOf({}).find(({ upstream }) => upstream === builder.upstream)!;
    expect(commands()).to.include(`BUILDER=${url}/${builder.image} `);
    expect(commands()).to.include(`RUN_IMAGE=${url}/${builder.runImage}\n`);
  });

  it("names keys that there are", () => {
    const reference = readFileSync(join(root, "docs/reference.md"), "utf8");
    const page = [text, readFileSync(join(root, "docs/for-developers.md"), "utf8")].join("\n");
    const told = [...page.matchAll(/`((?:modules\.<name>|registry|care|account)\.[\w.]+)`/g)];
    expect(told).not.to.have.length(0);
    for (const [, key] of told) expect(reference, key).to.include(`| \`delivery.${key}\` |`);
  });

  it("names every script of a pipeline, and none that there is not", () => {
    const scripts = readdirSync(join(root, "delivery")).filter((name) => name !== "lib.sh");
    const told = [...text.matchAll(/(?<=delivery\/|`)[a-z-]+\.sh/g)].map(([name]) => name);
    expect([...new Set(told)].sort()).to.deep.equal(scripts.sort());
  });

  it("leads to pages that there are", () => {
    for (const [, link] of text.matchAll(/\]\(([\w./-]+)(?:#[\w-]+)?\)/g))
      expect(existsSync(join(dirname(path), link!)), link).to.equal(true);
  });

  it("is short, and says that it was not tried", () => {
    expect(text.split(/\s+/).length).to.be.below(1700);
    expect(text).to.include("Nothing of it has been run on AWS");
  });
});
