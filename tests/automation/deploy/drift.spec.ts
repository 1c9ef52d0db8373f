import { expect } from "chai";
import { driftIn, ownedElsewhere } from "../../../automation/deploy/drift";
import type { Step } from "../../../automation/engine/steps";
import { Graph, type GraphNode, noOptions } from "../../../simulator/graph";
import { configOf, runEnvironment, stacks } from "../../support/harness";
import { replacement, step, urnOf } from "./given";

const service = "aws:ecs/service:Service";
const target = "aws:appautoscaling/target:Target";
const schedule = "aws:appautoscaling/scheduledAction:ScheduledAction";
const rule = "aws:lb/listenerRule:ListenerRule";

const node = (type: string, name: string, parent: string, own: Partial<GraphNode> = {}): GraphNode => ({
  urn: urnOf(type, name),
  type,
  name,
  parent,
  custom: true,
  inputs: {},
  outputs: {},
  options: noOptions,
  ...own,
});
const shifting = {
  loadBalancers: [
    { advancedConfiguration: { productionListenerRule: "arn:rule", testListenerRule: "arn:test" } },
  ],
};

/** A service that scales and shifts traffic, one that does neither, and one of everything else that others change. */
const graph = new Graph([
  node(service, "scaled", "a", { inputs: shifting }),
  node(target, "scaled", "a"),
  node(schedule, "night", "a"),
  node(target, "unscheduled", "f"),
  node(service, "fixed", "b"),
  node(rule, "scaled", "a", { outputs: { arn: "arn:rule" } }),
  node(rule, "scaled-test", "a", { outputs: { arn: "arn:test" } }),
  node(rule, "fixed", "b", { outputs: { arn: "arn:fixed" } }),
  node("aws:autoscaling/group:Group", "scaled", "c"),
  node("aws:secretsmanager/secretVersion:SecretVersion", "scaled", "d"),
  node("aws:s3/bucket:Bucket", "scaled", "e"),
]);
const drift = (...steps: readonly Step[]) => driftIn(steps, graph);

describe("drift", () => {
  it("is not what autoscaling and rotation change, and nobody else has a part", () => {
    const owned = Object.entries(ownedElsewhere).flatMap(([type, owners]) =>
      Object.keys(owners).map((property) => `${property} of ${type}`),
    );
    expect(owned).to.deep.equal([
      `maxCapacity of ${target}`,
      `minCapacity of ${target}`,
      "desiredCapacity of aws:autoscaling/group:Group",
      "desiredCount of aws:ecs/service:Service",
      `actions of ${rule}`,
      "versionStages of aws:secretsmanager/secretVersion:SecretVersion",
    ]);
  });

  for (const [type, owners] of Object.entries(ownedElsewhere))
    for (const property of Object.keys(owners)) {
      it(`is not a changed ${property} of ${type}`, () => {
        expect(drift(step("update", type, "scaled", [property]))).to.deep.equal([]);
      });

      it(`is what is changed besides ${property} of ${type}, and that alone is named`, () => {
        const both = step("update", type, "scaled", [property, "tags"]);
        expect(drift(both)).to.deep.equal([{ ...both, changed: ["tags"] }]);
      });
    }

  it("is the number of tasks of a service that nobody scales, and what ECS or a hand rolled back", () => {
    const steps = [
      step("update", service, "fixed", ["desiredCount"]),
      step("update", service, "scaled", ["taskDefinition"]),
    ];
    expect(drift(...steps)).to.deep.equal(steps);
  });

  it("is a bound that no clock changes", () => {
    const changed = step("update", target, "unscheduled", ["minCapacity"]);
    expect(drift(changed)).to.deep.equal([changed]);
  });

  it("is not what ECS sends to a test rule, but what a rule of nobody else says", () => {
    expect(drift(step("update", rule, "scaled-test", ["actions"]))).to.deep.equal([]);
    const changed = step("update", rule, "fixed", ["actions"]);
    expect(drift(changed)).to.deep.equal([changed]);
  });

  it("is the same property of another type", () => {
    const other = step("update", "aws:s3/bucket:Bucket", "scaled", ["desiredCount"]);
    expect(drift(other)).to.deep.equal([other]);
  });

  it("is every loss, also of what has owners", () => {
    const steps = [
      step("delete", service, "scaled", ["desiredCount"]),
      ...replacement(service, "scaled", ["desiredCount"]),
    ];
    expect(drift(...steps)).to.deep.equal(steps);
  });

  it("is not an update in which nothing differs", () => {
    expect(drift(step("update", service, "scaled"))).to.deep.equal([]);
  });

  it("takes into account only what the program makes", async () => {
    const types = new Set<string>();
    for (const stack of stacks)
      for (const { type } of (await runEnvironment(configOf(stack))).nodes) types.add(type);
    expect([...types]).to.include.members([...Object.keys(ownedElsewhere), target]);
  });
});
