import { expect } from "chai";
import { parseDocument } from "yaml";
import { type PlannedStep, stepsBetween } from "../../../../automation/plan/difference/steps";
import { configIn, planOf } from "../../../../automation/plan/makePlan";
import type { Graph } from "../../../../simulator/graph";
import { subjects } from "../../../engine/edits/table";
import { type StackName, stackText } from "../../../support/harness";

const graphOf = async (stack: StackName, text: string): Promise<Graph> =>
  (await planOf(stack, configIn(stack, text))).graph;

/** In the words of the table, which are the engine's. */
function inEngineWords({ kind, node }: PlannedStep): string[] {
  const resource = `${node.type} ${node.name}`;
  // The engine says of what AWS keeps that it is deleted, and stops before what is refused.
  const ops = {
    create: ["create"],
    update: ["update"],
    delete: ["delete"],
    keep: ["delete"],
    refuse: ["refuse"],
  };
  return (kind === "replace" ? ["create-replacement", "delete-replaced", "replace"] : ops[kind]).map(
    (op) => `${op} ${resource}`,
  );
}

/** What hangs on a number that AWS counts, here versions of a launch template. */
const countedByAws = /^\S+ aws:autoscaling\/group:Group /;

/** Of which only a part is foreseen, and why. */
const foreseenInPart: Readonly<Record<string, string>> = {
  "a third zone": "the API is made anew for the hash of a text with an id in it",
  "a module that moves to a second load balancer": "the engine takes what hangs on a deleted rule along",
};

describe("the steps between two stack files", () => {
  const bases = new Map<StackName, Graph>();

  // tests/engine/edits holds the same table against the engine.
  // What is only previewed there proves nothing: the engine takes too much for unknown.
  for (const { subject, name, stack, edit, expected } of subjects.filter(({ by }) => by !== "preview"))
    it(`are the engine's: ${subject}: ${name}`, async function () {
      this.timeout(60_000);
      const text = stackText(stack);
      const before = bases.get(stack) ?? (await graphOf(stack, text));
      bases.set(stack, before);
      const file = parseDocument(text);
      edit(file);
      const after = await graphOf(stack, file.toString({ lineWidth: 0 }));
      const wanted = expected.filter((step) => !/^\S+ ai-platform:/.test(step) && !countedByAws.test(step));
      const found = stepsBetween(before, after)
        .flatMap(inEngineWords)
        .filter((step) => !countedByAws.test(step));
      expect(wanted).to.include.members(found);
      if (foreseenInPart[name] === undefined) expect(found).to.have.members(wanted);
    });
});
