import { expect } from "chai";
import { resourceText, type Step } from "../../../automation/engine/steps";
import type { Rehearsal } from "../../../automation/rehearse/rehearsal";
import { deadline, end, rehearse, succeed, told } from "../rehearsing";
import { type Edit, lost, mirrored, whileEdited } from "./edit";
import { needEngine } from "../support/needEngine";
import { subjects, type Subject } from "./table";
import { stacks } from "../../support/harness";

describe("an edit of a module", () => {
  /** Every change of the API makes another one; the API itself stays. */
  const deployment = "aws:apigateway/deployment:Deployment edge";
  const ofModules = ["modules", "routing", "data of modules", "routes of the API"];

  for (const subject of subjects.filter((each) => ofModules.includes(each.subject)))
    it(`takes nothing away that others use: ${titleOf(subject)}`, () => {
      const taken = subject.expected
        .filter((step) => !/^(create|update) /.test(step))
        .map((step) => step.replace(/^\S+ /, ""))
        .filter(
          (resource) =>
            resource !== deployment && !/ (privacy-)?(planning|manufacturing|support)\b/.test(resource),
        );
      expect(taken).to.deep.equal([]);
    });
});

for (const stack of stacks)
  describe(`edits of ${stack}`, function () {
    this.timeout(4 * deadline);
    let rehearsal: Rehearsal | undefined;
    const running = () => rehearsal!;
    const edits = subjects.filter((edit) => edit.stack === stack);
    const by = (how: Edit["by"]) => edits.filter((edit) => edit.by === how);

    before(async function () {
      await needEngine(this);
      rehearsal = await rehearse(stack);
      await succeed(rehearsal, "up");
    });
    after(() => end(rehearsal));

    for (const group of independent(by("preview")))
      it(group.map(titleOf).join("; "), () => preview(running(), group));
    for (const edit of by("alone"))
      it(`${titleOf(edit)}, there and back`, () => apply(running(), [edit], true));
    for (const group of independent(by("together")))
      it(`${group.map(titleOf).join("; ")}, there and back`, () => apply(running(), group, false));

    it("is in the end as it was before all edits", async () => {
      expect(told((await succeed(running(), "up")).steps)).to.deep.equal([]);
    });
  });

function titleOf({ subject, name }: Subject): string {
  return `${subject}: ${name}`;
}

async function preview(rehearsal: Rehearsal, edits: readonly Edit[]): Promise<void> {
  const each = edits.map(({ edit }) => edit);
  const { steps } = await whileEdited(rehearsal, each, () => succeed(rehearsal, "preview"));
  expect(told(steps)).to.deep.equal(edits.flatMap(({ expected }) => expected).sort());
  expect(lost(steps)).to.deep.equal(edits.flatMap(({ gone = [] }) => gone).sort());
}

/** The way there and the way back, and if `settled`, that nothing more happens between the two. */
async function apply(rehearsal: Rehearsal, edits: readonly Edit[], settled: boolean): Promise<void> {
  const expected = edits.flatMap((edit) => edit.expected).sort();
  const gone = edits.flatMap((edit) => edit.gone ?? []).sort();
  const kept = edits.flatMap((edit) => edit.kept ?? []).sort();
  const each = edits.map(({ edit }) => edit);
  try {
    await whileEdited(rehearsal, each, async () => {
      const { steps } = await succeed(rehearsal, "up");
      expect(told(steps)).to.deep.equal(expected);
      expect(lost(steps)).to.deep.equal(gone);
      expect(stillThere(rehearsal, steps)).to.deep.equal(kept);
      if (settled) expect(told((await succeed(rehearsal, "up")).steps)).to.deep.equal([]);
    });
  } catch (error) {
    // So that the next edit starts from the same place.
    await rehearsal.operate("up", { deadline });
    throw error;
  }
  expect(told((await succeed(rehearsal, "up")).steps)).to.deep.equal(mirrored(expected));
}

/** What the stack gave up and AWS still has, besides the task definitions, which always stay. */
function stillThere({ cloud }: Rehearsal, steps: readonly Step[]): string[] {
  const there = new Set(cloud.resources().map(({ type, name }) => `${type} ${name}`));
  return steps
    .filter(({ op, type }) => op === "delete" && type !== "aws:ecs/taskDefinition:TaskDefinition")
    .map(({ urn }) => resourceText(urn))
    .filter((resource) => there.has(resource))
    .sort();
}

/** Groups in which no two edits concern the same resource. */
function independent(edits: readonly Subject[]): Subject[][] {
  const concerns = ({ expected }: Edit) => expected.map((step) => step.replace(/^\S+ /, ""));
  const groups: Subject[][] = [];
  for (const edit of edits) {
    const own = new Set(concerns(edit));
    const free = groups.find(
      (group) => !group.some((other) => concerns(other).some((each) => own.has(each))),
    );
    if (free) free.push(edit);
    else groups.push([edit]);
  }
  return groups;
}
