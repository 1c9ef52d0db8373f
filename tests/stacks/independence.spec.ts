import { expect } from "chai";
import type { Graph, GraphNode } from "../../simulator/graph";
import { bytesOf, configOf, modulesOf, runEnvironment, stacks } from "../support/harness";

const newModule = {
  owner: "new@example.com",
  routes: ["/new"],
  aiProviders: ["openai"],
  data: { schema: true, bucket: true },
};

/** All but what belongs to the modules named. */
function without(graph: Graph, ...modules: string[]): GraphNode[] {
  return graph.nodes.filter(
    (node) =>
      !graph
        .lineage(node)
        .some(({ type, name }) => /ContainerModule|ModuleData/.test(type) && modules.includes(name)),
  );
}

describe("determinism", () => {
  for (const stack of stacks)
    it(`gives ${stack} byte for byte the same twice`, async () => {
      const first = await runEnvironment(configOf(stack));
      const second = await runEnvironment(configOf(stack));
      expect(bytesOf(second.nodes)).to.equal(bytesOf(first.nodes));
    });

  it("does not depend on the order of modules and keys in the file", async () => {
    const straight = await runEnvironment(configOf("dev"));
    const reversed = await runEnvironment(
      configOf("dev", (given) => {
        const turn = (value: unknown): unknown =>
          typeof value === "object" && value !== null && !Array.isArray(value)
            ? Object.fromEntries(
                Object.entries(value)
                  .reverse()
                  .map(([key, inner]) => [key, turn(inner)]),
              )
            : value;
        given["ai-platform:modules"] = turn(given["ai-platform:modules"]);
      }),
    );
    expect(bytesOf(reversed.nodes)).to.equal(bytesOf(straight.nodes));
  });
});

describe("independence of modules", () => {
  for (const stack of stacks) {
    let before_: Graph;
    before(async () => {
      before_ = await runEnvironment(configOf(stack));
    });

    it(`leaves all else of ${stack} byte-identical when a module is added`, async () => {
      const after = await runEnvironment(
        configOf(stack, (given) => void (modulesOf(given)["aaa-new"] = newModule)),
      );
      expect(after.nodes.length).to.be.greaterThan(before_.nodes.length + 20);
      expect(bytesOf(without(after, "aaa-new"))).to.equal(bytesOf(before_.nodes));
    });

    it(`leaves all else of ${stack} byte-identical when a module is removed`, async () => {
      const after = await runEnvironment(configOf(stack, (given) => delete modulesOf(given).manufacturing));
      expect(after.nodes.length).to.be.lessThan(before_.nodes.length - 20);
      expect(bytesOf(after.nodes)).to.equal(bytesOf(without(before_, "manufacturing")));
    });

    const edits: Record<string, (module: Record<string, unknown>) => void> = {
      size: (module) => (module.size = { cpu: 2048, memoryMiB: 8192 }),
      routes: (module) => (module.routes = ["/planning", "/plans"]),
      scaling: (module) => (module.scaling = { min: 3, max: 6 }),
      data: (module) => (module.data = { schema: false, bucket: false, collections: false }),
      "the longest response": (module) => (module.longestResponseSeconds = 900),
      owner: (module) => (module.owner = "other@example.com"),
    };
    for (const [what, edit] of Object.entries(edits))
      it(`leaves all else of ${stack} byte-identical when ${what} of a module changes`, async () => {
        const after = await runEnvironment(configOf(stack, (given) => edit(modulesOf(given).planning!)));
        expect(bytesOf(after.nodes)).to.not.equal(bytesOf(before_.nodes));
        expect(bytesOf(without(after, "planning"))).to.equal(bytesOf(without(before_, "planning")));
      });
  }
});

describe("releases", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const image = `123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/ai-platform/planning@${digest}`;

  it("change the task definition of their module and nothing else", async () => {
    const first = await runEnvironment(configOf("dev"));
    const released = await runEnvironment(configOf("dev"), {
      parameters: { "/ai-platform/dev/releases/planning": digest },
    });
    const changed = released.nodes.filter(
      (node, index) => bytesOf([node]) !== bytesOf([first.nodes[index]!]),
    );
    expect(changed.map(({ type, name }) => `${type} ${name}`)).to.deep.equal([
      "aws:ecs/taskDefinition:TaskDefinition planning",
    ]);
    expect(String(changed[0]!.inputs.containerDefinitions)).to.contain(image);
  });

  it("of another environment are not taken", async () => {
    const graph = await runEnvironment(configOf("dev"), {
      parameters: { "/ai-platform/prod/releases/planning": digest },
    });
    expect(bytesOf(graph.nodes)).to.not.contain(digest);
  });
});
