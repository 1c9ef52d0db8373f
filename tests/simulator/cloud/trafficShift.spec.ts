import { expect } from "chai";
import type { CloudRecord } from "../../../simulator/cloud/journal";
import { afterShift, deploys, keptRewrites, servingIn, shiftOf } from "../../../simulator/cloud/trafficShift";

const record = (type: string, inputs: CloudRecord["inputs"], arn = "arn:own"): CloudRecord => ({
  urn: `urn:${arn}`,
  type,
  name: "planning",
  id: arn,
  inputs,
  computed: { arn },
});
const service = (strategy: string) =>
  record("aws:ecs/service:Service", {
    deploymentConfiguration: { strategy },
    loadBalancers: [
      {
        targetGroupArn: "a",
        advancedConfiguration: {
          alternateTargetGroupArn: "b",
          productionListenerRule: "arn:rule",
          testListenerRule: "arn:test",
        },
      },
    ],
  });
const forward = (...weights: readonly [string, number][]) => [
  { type: "forward", forward: { targetGroups: weights.map(([arn, weight]) => ({ arn, weight })) } },
];
const rule = (arn: string, actions: unknown) => record("aws:lb/listenerRule:ListenerRule", { actions }, arn);
const shift = shiftOf(service("BLUE_GREEN"))!;

describe("the simulated shift of traffic", () => {
  it("is of services that do not roll", () => {
    expect(shift).to.deep.equal({ primary: "a", alternate: "b", rules: ["arn:rule", "arn:test"] });
    expect(shiftOf(service("ROLLING"))).to.equal(undefined);
    expect(shiftOf(record("aws:ecs/service:Service", {}))).to.equal(undefined);
  });

  it("swaps the target groups of its own rules, back and forth", () => {
    const begin = forward(["a", 100], ["b", 0]);
    const rules = [rule("arn:rule", begin), rule("arn:test", begin), rule("arn:other", begin)];
    const once = afterShift(shift, rules);
    expect(once.map(({ id }) => id)).to.deep.equal(["arn:rule", "arn:test"]);
    expect(once.map(servingIn)).to.deep.equal(["b", "b"]);
    expect(once[0]!.inputs.actions).to.equal(begin);
    expect(afterShift(shift, once).map(servingIn)).to.deep.equal(["a", "a"]);
  });

  it("leaves a rule that names one target group by the other one", () => {
    const [only] = afterShift(shift, [rule("arn:rule", [{ type: "forward", targetGroupArn: "a" }])]);
    expect(only!.rewritten).to.deep.equal({ actions: forward(["a", 0], ["b", 100]) });
  });

  it("follows a new revision, and every other update with the wish for a deployment but one of tags", () => {
    const old = { taskDefinition: "1", tags: {}, alarms: {} };
    const asked = { ...old, forceNewDeployment: true };
    expect(deploys(old, { ...old, taskDefinition: "2" })).to.equal(true);
    expect(deploys(old, { ...old, alarms: { enable: true } })).to.equal(false);
    expect(deploys(asked, { ...asked, alarms: { enable: true } })).to.equal(true);
    expect(deploys(asked, { ...asked, tags: { a: "b" } })).to.equal(false);
  });

  it("stays until the provider says something else of the actions", () => {
    const actions = forward(["a", 100], ["b", 0]);
    const rewritten = { actions: forward(["a", 0], ["b", 100]) };
    const old = { ...rule("arn:rule", actions), rewritten };
    expect(keptRewrites(old, { actions, conditions: [] })).to.deep.equal(rewritten);
    expect(keptRewrites(old, { actions: forward(["c", 100]) })).to.equal(undefined);
  });
});
