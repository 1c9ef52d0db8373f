import { expect } from "chai";
import type { GraphNode } from "../../simulator/graph";
import { bytesOf, configOf, region, runEnvironment } from "../support/harness";

const digest = `sha256:${"a".repeat(64)}`;
const registry = `111122223333.dkr.ecr.${region}.amazonaws.com`;
const parameters = { "/ai-platform/dev/releases/planning": digest };

describe("an environment that reads the shared stack", () => {
  const config = configOf("dev", (given) => {
    given["ai-platform:shared"] = "organization/ai-platform/shared";
  });

  it("pulls the images of modules where that keeps them, and changes nothing else", async () => {
    const own = await runEnvironment(configOf("dev"), { parameters });
    const reading = await runEnvironment(config, { parameters });
    expect(reading.nodes.map(({ urn }) => urn)).to.deep.equal(own.nodes.map(({ urn }) => urn));
    // What waits for the other stack does so in its options.
    const given = ({ inputs }: GraphNode) => JSON.stringify(inputs);
    const changed = reading.nodes.filter((node, index) => given(node) !== given(own.nodes[index]!));
    expect(changed.map(({ type, name }) => `${type} ${name}`).sort()).to.deep.equal([
      "aws:ecs/taskDefinition:TaskDefinition planning",
      "aws:iam/rolePolicy:RolePolicy manufacturing-execution",
      "aws:iam/rolePolicy:RolePolicy planning-execution",
      "aws:iam/rolePolicy:RolePolicy support-execution",
    ]);
    const [task, ...policies] = changed.sort((a, b) => (a.type < b.type ? -1 : 1));
    expect(String(task!.inputs.containerDefinitions)).to.contain(
      `"${registry}/ai-platform/planning@${digest}"`,
    );
    for (const { name, inputs } of policies)
      expect(String(inputs.policy)).to.contain(
        `"arn:aws:ecr:${region}:111122223333:repository/ai-platform/${name.replace("-execution", "")}"`,
      );
  });

  it("is the same every time, and known to a preview", async () => {
    const first = await runEnvironment(config, { parameters });
    expect(bytesOf((await runEnvironment(config, { parameters })).nodes)).to.equal(bytesOf(first.nodes));
    const preview = await runEnvironment(config, { parameters, preview: true });
    expect(preview.nodes.map(({ urn }) => urn)).to.deep.equal(first.nodes.map(({ urn }) => urn));
  });
});
