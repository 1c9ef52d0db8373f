import { expect } from "chai";
import type { Graph } from "../../simulator/graph";
import { configOf, runEnvironment, stacks } from "../support/harness";

const registered = (graph: Graph) => graph.nodes.map(({ type, name }) => `${type} ${name}`).sort();

describe("a first preview, in which no output of AWS is known,", () => {
  for (const stack of stacks)
    it(`shows every resource of ${stack} that the run then makes`, async () => {
      const [preview, made] = [
        await runEnvironment(configOf(stack), { preview: true }),
        await runEnvironment(configOf(stack)),
      ];
      expect(registered(preview)).to.deep.equal(registered(made));
      expect(preview.nodes.map(({ urn }) => urn)).to.deep.equal(made.nodes.map(({ urn }) => urn));
    });
});
