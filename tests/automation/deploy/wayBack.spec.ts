import { expect } from "chai";
import { type GoneBack, pointTo } from "../../../automation/deploy/wayBack";
import { urnOf } from "./given";

const type = "aws:ecs/taskDefinition:TaskDefinition";
const arn = (revision: number) => `arn:aws:ecs:eu-west-1:111122223333:task-definition/planning:${revision}`;
const definition = (revision: number, name = "planning") => ({
  urn: urnOf(type, name),
  type,
  outputs: { arn: arn(revision), family: "planning" },
});
const back: GoneBack = {
  service: urnOf("aws:ecs/service:Service", "planning"),
  failed: arn(7),
  running: arn(6),
};

describe("the state, after ECS went back", () => {
  it("is pointed to the revision that runs, and to nothing else", () => {
    const resources = [definition(7), definition(3, "support")];
    expect(pointTo({ resources }, [back])).to.deep.equal([urnOf(type, "planning")]);
    expect(resources[0]!.outputs).to.deep.equal({ arn: arn(6), family: "planning" });
    expect(resources[1]!.outputs).to.deep.equal(definition(3).outputs);
  });

  it("is left alone where somebody's update came since, or where the revision only waits for its end", () => {
    for (const resources of [[definition(8)], [{ ...definition(7), delete: true }]]) {
      const before = JSON.stringify(resources);
      expect(pointTo({ resources }, [back])).to.deep.equal([]);
      expect(JSON.stringify(resources)).to.equal(before);
    }
  });

  it("may have no module in it", () => {
    const stack = {
      urn: "urn:pulumi:dev::ai-platform::pulumi:pulumi:Stack::dev",
      type: "pulumi:pulumi:Stack",
    };
    for (const resources of [undefined, [], [stack]])
      expect(pointTo(resources ? { resources } : {}, [back])).to.deep.equal([]);
  });
});
