import { expect } from "chai";
import { allowlist } from "../../infra/egress/allowlist";
import { policyFindings } from "../../automation/plan/policy";
import type { Graph, GraphNode } from "../../simulator/graph";
import { configOf, only, runEnvironment, stacks } from "../support/harness";
import { policiesOfRole } from "../support/resources";

const teams = {
  lab: { owner: "lab@example.com", reads: ["planning"] },
  second: { owner: "second@example.com" },
};
const withTeams = (stack: (typeof stacks)[number], named: object) =>
  configOf(stack, (given) => {
    given["ai-platform:workbench"] = { teams: named };
  });

const ofWorkbench = ({ name }: GraphNode) => /^workbench(-|$)/.test(name);
const typesOf = (graph: Graph) => graph.nodes.filter(ofWorkbench).map(({ type }) => type);
/** Names that the environment may ask for, and the masks of logs, follow what there is. */
const follows = ({ name }: GraphNode) => /^(network|privacy)(-|$)/.test(name);
const textOf = ({ urn, inputs, options }: GraphNode) => JSON.stringify([urn, inputs, options]);

describe("the workbench in an environment", () => {
  for (const stack of stacks) {
    it(`is nothing in ${stack} until there is a team`, async () => {
      const graph = await runEnvironment(configOf(stack));
      expect(typesOf(graph)).to.deep.equal([]);
      expect(allowlist(configOf(stack)).filter(({ why }) => why.includes("workbench"))).to.deep.equal([]);
    });
  }

  it("changes nothing of what is there", async () => {
    const before = await runEnvironment(configOf("dev"));
    const after = await runEnvironment(withTeams("dev", teams));
    const own = (graph: Graph) =>
      graph.nodes.filter((node) => node.custom && !ofWorkbench(node) && !follows(node)).map(textOf);
    expect(own(after)).to.deep.equal(own(before));
    expect(typesOf(after)).to.include("aws:sagemaker/domain:Domain");
  });

  it("leaves the other teams alone when one comes", async () => {
    const one = await runEnvironment(withTeams("dev", { lab: teams.lab }));
    const two = await runEnvironment(withTeams("dev", teams));
    const others = (graph: Graph) =>
      graph.nodes.filter(ofWorkbench).filter(({ name }) => !name.startsWith("workbench-second"));
    expect(others(two).map(textOf)).to.deep.equal(others(one).map(textOf));
  });

  it("lets a team read the very bucket of the module that it names, in prod by all rules", async () => {
    const config = withTeams("prod", teams);
    const graph = await runEnvironment(config);
    const bucket = String(only(graph, "aws:s3/bucket:Bucket", "planning-bucket").outputs.arn);
    const policy = policiesOfRole(graph, "workbench-lab")["workbench-lab"]!;
    expect(policy).to.include(`"${bucket}/*"`);
    expect(policy).to.include(String(only(graph, "aws:kms/key:Key", "planning-data").outputs.arn));
    expect(policy).to.not.include("manufacturing");
    expect(policyFindings(graph, "protected")).to.deep.equal([]);
    expect(policy.length).to.be.lessThan(10_240);
  });

  it("masks what JupyterLab writes down", async () => {
    const graph = await runEnvironment(withTeams("dev", teams));
    const masked = graph
      .ofType("aws:cloudwatch/logDataProtectionPolicy:LogDataProtectionPolicy")
      .map(({ inputs }) => inputs.logGroupName);
    expect(masked).to.include("/aws/sagemaker/studio");
  });

  it("may ask for SageMaker and its own file system, and for no index of packages", () => {
    const names = allowlist(withTeams("prod", teams))
      .filter(({ why }) => why.includes("workbench"))
      .map(({ domain, inside }) => [domain, inside === true]);
    expect(names).to.deep.equal([
      ["*.efs.ap-northeast-2.amazonaws.com", true],
      ["api.sagemaker.ap-northeast-2.amazonaws.com", false],
      ["runtime.sagemaker.ap-northeast-2.amazonaws.com", false],
    ]);
  });
});
