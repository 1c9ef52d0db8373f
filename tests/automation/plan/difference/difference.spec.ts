import { expect } from "chai";
import { parseDocument } from "yaml";
import { type Difference, differenceOf } from "../../../../automation/plan/difference/difference";
import { differenceSections } from "../../../../automation/plan/difference/sections";
import { configIn, planOf, type Plan } from "../../../../automation/plan/makePlan";
import { textOf } from "../../../../automation/render/text";
import { markdownOf } from "../../../../automation/render/markdown";
import { set } from "../../../engine/edits/edit";
import { type StackName, stackText } from "../../../support/harness";

const plain = {
  bold: (text: string) => text,
  dim: (text: string) => text,
  red: (text: string) => `!${text}!`,
};

const planIn = async (stack: StackName, ...edits: readonly ReturnType<typeof set>[]): Promise<Plan> => {
  const file = parseDocument(stackText(stack));
  for (const edit of edits) edit(file);
  return planOf(stack, configIn(stack, file.toString({ lineWidth: 0 })));
};

const told = (difference: Difference) => textOf(differenceSections(difference), plain);

describe("what a change to a stack file does", () => {
  let dev: Plan;
  before(async () => {
    dev = await planIn("dev");
  });

  it("is nothing without a change, and says so", () => {
    const difference = differenceOf("HEAD", dev, dev);
    expect(difference.steps).to.deep.equal([]);
    expect(difference.places).to.deep.equal([]);
    expect(told(difference)).to.match(/^Since HEAD\n +\d+ {2}unchanged\n/);
  });

  it("tells each step with its place, and what it costs there", async () => {
    const more = await planIn("dev", set("modules.planning.scaling", { min: 3, max: 4 }));
    const { steps, monthlyUsd, places } = differenceOf("HEAD", dev, more);
    expect(steps.every(({ module }) => module === "planning")).to.equal(true);
    expect(steps.map(({ kind, name }) => `${kind} ${name}`)).to.include("update planning");
    expect(places.map(({ place }) => place)).to.include("planning");
    expect(monthlyUsd.after).to.be.above(monthlyUsd.before);
  });

  it("is loud about data that would be gone, and about what is refused", async () => {
    const moved = await planIn("dev", set("network.cidr", "10.21.0.0/16"));
    expect(told(differenceOf("HEAD", dev, moved)))
      .to.include("!replace!  network")
      .and.not.include("In danger");

    const prod = await planIn("prod");
    const text = told(differenceOf("HEAD", prod, dev));
    expect(text).to.include("!refused!").and.include("In danger");
    expect(text).to.include("it is protected, so the whole update is refused");
  });

  it("says of what AWS keeps that it leaves, and of what does not come back that it goes", () => {
    const step = { tier: "data", type: "aws:s3/bucket:Bucket", properties: [], stateful: true };
    const difference: Difference = {
      since: "main",
      unchanged: 1,
      monthlyUsd: { before: 2, after: 1 },
      places: [{ place: "data", before: 2, after: 1 }],
      steps: [
        { ...step, kind: "keep", name: "kept", replacedBy: [] },
        { ...step, kind: "delete", name: "gone", replacedBy: [] },
        { ...step, kind: "replace", name: "other", properties: ["bucket"], replacedBy: ["bucket"] },
      ],
    };
    const text = told(difference);
    expect(text).to.match(/!delete! +aws:s3\/bucket:Bucket gone +it goes with all that is in it/);
    expect(text).to.match(/!replace! +\S+ other +bucket cannot be changed in place: a new one comes without/);
    expect(text).not.to.match(/!keep!/);
    expect(text).to.match(/data +2\.00 +1\.00 +−1\.00/);
    expect(markdownOf("prod", differenceSections(difference))).to.include("| **delete** |");
  });
});
