import { expect } from "chai";
import { type Plan, planOf } from "../../automation/plan/makePlan";
import { placeOf } from "../../automation/plan/place";
import { environmentTags } from "../../infra/tags";
import { configOf, stacks } from "../support/harness";

/** AWS takes no tags on these, and a budget that goes by tags does not see what they cost. */
const untaggable = ["aws:appautoscaling/policy:Policy", "aws:cloudwatch/logMetricFilter:LogMetricFilter"];

interface TagSpecification {
  readonly tags: Readonly<Record<string, string>>;
}

for (const stack of stacks)
  describe(`tags of what ${stack} is billed for`, () => {
    let plan: Plan;
    before(async () => {
      plan = await planOf(stack, configOf(stack));
    });

    it("name the module of all that is a module's own", () => {
      const billed = new Set(plan.cost.lines.map(({ urn }) => urn));
      const own = plan.graph.nodes
        .filter(({ urn, type }) => billed.has(urn) && !untaggable.includes(type))
        .map((node) => ({ node, module: placeOf(plan.graph, node).module }))
        .filter(({ module }) => module !== undefined);
      expect(own).not.to.deep.equal([]);
      for (const { node, module } of own)
        expect(node.inputs.tags, `${node.type} ${node.name}`).to.include({ Module: module });
    });

    it("come to instances and their disks, which no provider tags", () => {
      const { Project, Environment } = environmentTags(stack, {});
      for (const { name, inputs } of plan.graph.ofType("aws:ec2/launchTemplate:LaunchTemplate"))
        for (const { tags } of inputs.tagSpecifications as TagSpecification[])
          expect(tags, name).to.include({ Project, Environment });
    });

    it("come to tasks", () => {
      for (const { name, inputs } of plan.graph.ofType("aws:ecs/service:Service"))
        expect(inputs.propagateTags, name).to.equal("SERVICE");
    });
  });
