import { expect } from "chai";
import { Graph, type GraphNode } from "../../simulator/graph";
import { levelOf } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { configOf, runEnvironment } from "../support/harness";
import { Analyzer, engineUrn } from "./analyzer";
import { prodWithIssuer } from "./breach";
import { breaches, broken } from "./broken";

const checkable = rules.filter((rule) => rule.kind === "stack" || rule.offlineOnly === undefined);

/** How the engine writes text that it does not know yet. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("the policy pack, as Pulumi starts it", () => {
  for (const stack of ["dev", "prod"] as const)
    describe(`for ${stack}`, () => {
      let graph: Graph;
      let analyzer: Analyzer | undefined;
      const { deletion } = configOf(stack).data;
      before(async () => {
        graph = await runEnvironment(configOf(stack));
        analyzer = await Analyzer.start(stack);
      });
      after(() => analyzer?.stop());

      it("tells every rule that the engine can check, at the level of this environment's data", async () => {
        expect(await analyzer!.policies()).to.deep.equal(
          Object.fromEntries(checkable.map((rule) => [rule.name, levelOf(rule, deletion)])),
        );
      });

      it("finds nothing mandatory, and nothing at all where data is kept", async () => {
        const found = await analyzer!.preview(graph);
        expect(found.filter(({ mandatory }) => mandatory)).to.deep.equal([]);
        if (deletion === "protected") expect(found).to.deep.equal([]);
        else
          expect([...new Set(found.map(({ policy }) => policy))]).to.have.members([
            "shared-state-protected",
            "database-deletion-guarded",
          ]);
      });

      it("says nothing about what a first preview cannot know", async () => {
        const found = await analyzer!.preview(unmade(graph));
        expect(found.filter(({ mandatory }) => mandatory)).to.deep.equal([]);
        for (const { message } of found) expect(message).to.not.contain("during preview");
      });
    });

  describe("for prod with one thing changed", () => {
    let graph: Graph;
    let analyzer: Analyzer | undefined;
    before(async () => {
      graph = await runEnvironment(prodWithIssuer());
      analyzer = await Analyzer.start("prod");
    });
    after(() => analyzer?.stop());

    for (const breach of breaches)
      it(`${breach.rule}: ${breach.what}`, async () => {
        const { graph: changed, changed: node, on } = broken(graph, breach);
        const urn = engineUrn(
          changed,
          changed.nodes.find((one) => one.urn === on)!,
        );
        const alone = breach.gone ? [] : await analyzer!.resource(changed, node);
        const found = [...alone, ...(await analyzer!.stack(changed))];
        expect(found.map(({ policy, mandatory }) => ({ policy, mandatory }))).to.deep.equal(
          checkable.some(({ name }) => name === breach.rule)
            ? [{ policy: breach.rule, mandatory: true }]
            : [],
        );
        // Where the engine asked about one resource, it knows itself which.
        for (const diagnostic of found) expect(diagnostic.urn).to.be.oneOf(["", urn]);
      });
  });

  it("relaxes nothing when it knows no stack", async () => {
    const analyzer = await Analyzer.start("none");
    try {
      expect(new Set(Object.values(await analyzer.policies()))).to.deep.equal(new Set(["mandatory"]));
    } finally {
      analyzer.stop();
    }
  });
});

/** The graph as the first preview sees it: nothing is known that AWS would have to give first. */
function unmade(graph: Graph): Graph {
  const given = new Set<string>();
  for (const { inputs, outputs } of graph.nodes)
    for (const [key, value] of Object.entries(outputs))
      if (inputs[key] === undefined && typeof value === "string" && value.length > 8) given.add(value);
  const values = [...given];
  const hidden = (properties: GraphNode["inputs"]) =>
    JSON.parse(
      JSON.stringify(properties, (_, value: unknown) =>
        typeof value === "string" && values.some((one) => value.includes(one)) ? unknownText : value,
      ),
    ) as Record<string, unknown>;
  return new Graph(
    graph.nodes.map((node) => ({ ...node, inputs: hidden(node.inputs), outputs: hidden(node.outputs) })),
  );
}
