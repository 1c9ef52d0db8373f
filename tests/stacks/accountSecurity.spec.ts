import { expect } from "chai";
import { estimate } from "../../automation/cost";
import { policyFindings } from "../../automation/plan/policy";
import { modelledTypes } from "../../simulator/aws";
import { Graph } from "../../simulator/graph";
import { everyGuard } from "../support/accountConfig";
import { configOf, only, runEnvironment } from "../support/harness";

describe("prod with every guard of the account", () => {
  const auditor = "arn:aws:iam::123456789012:user/auditor";
  const config = configOf("prod", (given) => {
    given["ai-platform:account"] = { ...(given["ai-platform:account"] as object), ...everyGuard };
    given["ai-platform:audit"] = { ...(given["ai-platform:audit"] as object), auditors: [auditor] };
  });
  let graph: Graph;
  before(async () => {
    graph = await runEnvironment(config);
  });

  it("keeps every rule of the project", () => {
    expect(policyFindings(graph, config.data.deletion)).to.deep.equal([]);
  });

  it("is made of what the simulator and the estimate know", () => {
    const guards = graph.nodes.filter(({ name }) => name.startsWith("account-security"));
    expect(guards.length).to.be.greaterThan(15);
    for (const { custom, type } of guards) if (custom) expect(modelledTypes, type).to.include(type);
    const { notPriced } = estimate(graph, config.aws.region, config.costs);
    const reasons = notPriced
      .filter(({ urn }) => urn.includes("account-security"))
      .map(({ reason }) => reason);
    expect(reasons.map((reason) => reason.split(" is billed by")[0]).sort()).to.deep.equal([
      "GuardDuty",
      "Inspector",
      "Security Hub",
    ]);
  });

  it("has a report every week, which tells those who hear warnings", () => {
    const { target } = only(graph, "aws:scheduler/schedule:Schedule", "audit-report").inputs;
    expect((target as { arn: string }).arn).to.equal(
      only(graph, "aws:lambda/function:Function", "audit-report").outputs.arn,
    );
  });

  it("records who encrypts by the key's own policy, and lets nobody do so elsewhere", () => {
    const key = only(graph, "aws:kms/key:Key", "audit");
    const moved = {
      ...only(graph, "aws:iam/rolePolicy:RolePolicy", "audit-report"),
      inputs: { role: "audit-report", policy: key.inputs.policy },
    };
    const others = graph.nodes.map((node) => (node.urn === moved.urn ? moved : node));
    const messages = policyFindings(new Graph(others), "protected").map(({ message }) => message);
    for (const sid of ["TrailEncrypts", "TrailSeesKey"])
      expect(
        messages.filter((message) => message.includes(sid)),
        sid,
      ).not.to.deep.equal([]);
  });
});
