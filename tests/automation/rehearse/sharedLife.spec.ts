import { expect } from "chai";
import type { Outcome } from "../../../automation/engine/operation";
import type { Episode } from "../../../automation/rehearse/episode";
import { sharedLife } from "../../../automation/rehearse/sharedLife";
import { checkShared } from "../../../infra/config/loadShared";
import type { SharedConfig } from "../../../infra/config/schema/shared";
import { parseStackFile } from "../../../infra/config/stackFile";
import { sharedConfig, sharedOptions, sharedText } from "../../infra/config/deliveryGiven";
import { outcome, step, urnOf } from "../deploy/given";
import { given, record } from "./given";

const repository = "aws:ecr/repository:Repository";
const rights = "aws:iam/rolePolicy:RolePolicy";
const role = "aws:iam/role:Role";

const guarded = sharedConfig();
const disposable = sharedConfig({ deletion: "disposable" });

const titlesOf = (config: SharedConfig) => sharedLife(config).map(({ title }) => title);
function episode(title: string, config = guarded): Episode {
  return sharedLife(config).find((each) => each.title === title)!;
}

/** The file of the shared stack after what happens before the engine runs. */
function edited(...titles: readonly string[]): SharedConfig {
  const { seen, rehearsal } = given();
  seen.text = sharedText;
  for (const title of titles) episode(title).before!(rehearsal);
  const { config, faults } = checkShared(parseStackFile(seen.text).config, sharedOptions);
  expect(faults).to.deep.equal([]);
  return config!;
}

describe("an episode in the life of the shared stack", () => {
  it("has its place, and its end goes by how images and keys are kept", () => {
    const [asBefore, gone] = ["the module goes, its images stay", "the module goes with its images"];
    const ends = ["destroy is refused", "images and keys may go"];
    expect(titlesOf(guarded)).to.include.members([asBefore, ...ends]);
    expect(titlesOf(disposable)).to.deep.equal(
      titlesOf(guarded)
        .filter((title) => !ends.includes(title))
        .map((title) => (title === asBefore ? gone : title)),
    );
    for (const config of [guarded, disposable]) expect(titlesOf(config).at(-1)).to.equal("destroy");
  });

  for (const title of titlesOf(guarded).filter((each) => each !== "destroy is refused"))
    it(`"${title}" is at fault when it fails, and says why`, () => {
      const { rehearsal } = given(record(repository, "a"));
      const failed = outcome({ ending: "failed", errors: ["AccessDenied"] });
      expect(episode(title).fault(failed, rehearsal)).to.equal("failed; AccessDenied");
    });

  it("edits the file as an operator may", () => {
    const modules = Object.keys(guarded.delivery.modules);
    const joined = edited("a module gets a pipeline");
    expect(Object.keys(joined.delivery.modules)).to.have.members([...modules, "rehearsal-newcomer"]);
    const left = edited("a module gets a pipeline", "the module goes, its images stay");
    expect(left).to.deep.equal(guarded);
    expect(edited("images and keys may go")).to.deep.equal(disposable);
  });

  it("lets a new pipeline change nothing but what others may do", () => {
    const fault = (...steps: Outcome["steps"]) =>
      episode("a module gets a pipeline").fault(outcome({ steps }), given().rehearsal);
    const joins = [
      step("create", repository, "one"),
      step("update", rights, "release"),
      step("update", role, "release"),
    ];
    expect(fault(...joins)).to.be.undefined;
    expect(fault(...joins, step("update", repository, "two"))).to.equal(`update ${repository} two`);
    expect(fault(...joins, step("delete", rights, "release"))).to.equal(`delete ${rights} release`);
  });

  it("wants the images of a module that goes to stay where they are protected, and only there", () => {
    const image = record(repository, "rehearsal", { name: "ai-platform/rehearsal-newcomer" });
    const goes = outcome({ steps: [step("delete", repository, "rehearsal")] });
    const stays = episode("the module goes, its images stay");
    expect(stays.fault(goes, given(image).rehearsal)).to.be.undefined;
    expect(stays.fault(goes, given().rehearsal)).to.equal("its images are gone");
    const alone = episode("the module goes with its images", disposable);
    expect(alone.fault(goes, given().rehearsal)).to.be.undefined;
    expect(alone.fault(goes, given(image).rehearsal)).to.equal("its images are kept");
  });

  it("changes the tags of a repository by hand", () => {
    const { seen, rehearsal } = given(record(repository, "b"), record(repository, "a"));
    episode("tags are made mutable by hand").before!(rehearsal);
    expect(seen.tampered).to.deep.equal([[urnOf(repository, "a"), { imageTagMutability: "MUTABLE" }]]);
  });

  it("wants nothing left behind but the images that stay", () => {
    const images = record(repository, "delivery-rehearsal-newcomer");
    const topic = record("aws:sns/topic:Topic", "delivery");
    const left = (config: SharedConfig) =>
      episode("destroy", config).fault(outcome(), given(images, topic).rehearsal);
    expect(left(guarded)).to.equal("left behind: aws:sns/topic:Topic delivery");
    expect(left(disposable)).to.equal(
      `left behind: ${repository} delivery-rehearsal-newcomer, aws:sns/topic:Topic delivery`,
    );
  });
});
