import { expect } from "chai";
import { driftIn, ownedElsewhere } from "../../../automation/deploy/drift";
import { configOf, runEnvironment, stacks } from "../../support/harness";
import { replacement, step } from "./given";

const service = "aws:ecs/service:Service";

describe("drift", () => {
  it("is not what autoscaling, releases and rotation change, and nobody else has a part", () => {
    const owned = Object.entries(ownedElsewhere).flatMap(([type, owners]) =>
      Object.keys(owners).map((property) => `${property} of ${type}`),
    );
    expect(owned).to.deep.equal([
      "desiredCapacity of aws:autoscaling/group:Group",
      "desiredCount of aws:ecs/service:Service",
      "taskDefinition of aws:ecs/service:Service",
      "versionStages of aws:secretsmanager/secretVersion:SecretVersion",
    ]);
  });

  for (const [type, owners] of Object.entries(ownedElsewhere))
    for (const [property, owner] of Object.entries(owners)) {
      it(`is not what ${owner} changes: ${property} of ${type}`, () => {
        expect(driftIn([step("update", type, "a", [property])])).to.deep.equal([]);
      });

      it(`is what is changed besides ${property} of ${type}, and that alone is named`, () => {
        const both = step("update", type, "a", [property, "tags"]);
        expect(driftIn([both])).to.deep.equal([{ ...both, changed: ["tags"] }]);
      });
    }

  it("is the same property of another type", () => {
    const other = step("update", "aws:s3/bucket:Bucket", "a", ["desiredCount"]);
    expect(driftIn([other])).to.deep.equal([other]);
  });

  it("is every loss, also of what has owners", () => {
    const steps = [
      step("delete", service, "a", ["desiredCount"]),
      ...replacement(service, "b", ["desiredCount"]),
    ];
    expect(driftIn(steps)).to.deep.equal(steps);
  });

  it("is not an update in which nothing differs", () => {
    expect(
      driftIn([step("update", service, "a"), step("update", "aws:s3/bucket:Bucket", "b")]),
    ).to.deep.equal([]);
  });

  it("takes into account only what the program makes", async () => {
    const types = new Set<string>();
    for (const stack of stacks)
      for (const { type } of (await runEnvironment(configOf(stack))).nodes) types.add(type);
    expect([...types]).to.include.members(Object.keys(ownedElsewhere));
  });
});
