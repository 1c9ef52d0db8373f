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

describe("the steps between two stack files", () => {
  const bases = new Map<StackName, Graph>();

  // tests/engine/edits holds the same table against the engine.
  for (const { subject, name, stack, edit, expected } of subjects)
    it(`are the engine's: ${subject}: ${name}`, async function () {
      this.timeout(60_000);
      const text = stackText(stack);
      const before = bases.get(stack) ?? (await graphOf(stack, text));
      bases.set(stack, before);
      const file = parseDocument(text);
      edit(file);
      const after = await graphOf(stack, file.toString({ lineWidth: 0 }));
      expect(stepsBetween(before, after).flatMap(inEngineWords).sort()).to.deep.equal([...expected].sort());
    });
});
