import { expect } from "chai";
import type { Graph } from "../../../simulator/graph";
import { account, statementsOf } from "../../support/fixtures";
import { only } from "../../support/harness";
import { listOf } from "../../support/resources";
import { newDelivery } from "./newDelivery";

const issuer = "token.actions.githubusercontent.com";

/** What GitHub says of a job in its token. */
interface Job {
  readonly sub: string;
  readonly job_workflow_ref: string;
  readonly aud?: string;
}

const patterns: Readonly<Record<string, (pattern: string, value: string) => boolean>> = {
  StringEquals: (pattern, value) => pattern === value,
  StringLike: (pattern, value) =>
    new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(value),
};

/** Whether a role trusts a job; the simulator of IAM knows nothing of what GitHub says. */
function trusts(trust: unknown, { aud = "sts.amazonaws.com", ...rest }: Job): boolean {
  const claims: Readonly<Record<string, string>> = { aud, ...rest };
  return statementsOf(trust).some(({ Effect, Action, Condition = {} }) => {
    expect([Effect, Action]).to.deep.equal(["Allow", "sts:AssumeRoleWithWebIdentity"]);
    return Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => {
        const value = claims[key.replace(`${issuer}:`, "")];
        return value !== undefined && listOf(values).some((one) => patterns[operator]!(one, value));
      }),
    );
  });
}

const platformWorkflow = "example-org/ai-platform/.github/workflows/deliver.yml@refs/heads/main";
const job = (repository: string, rest: string, workflow = platformWorkflow): Job => ({
  sub: `repo:${repository}:${rest}`,
  job_workflow_ref: workflow,
});
const planning = "example-org/planning";
const platform = "example-org/ai-platform";
const onMain = "ref:refs/heads/main";

describe("roles for jobs of GitHub Actions", () => {
  let graph: Graph;
  const trustOf = (name: string) => only(graph, "aws:iam/role:Role", name).inputs.assumeRolePolicy;
  before(async () => {
    ({ graph } = await newDelivery({ pipelines: "github-actions" }));
  });

  const own = `${planning}/.github/workflows/own.yml@refs/heads/main`;
  const check = platformWorkflow.replace("deliver.yml", "check.yml");
  const oldCheck = check.replace("main", "try");
  const ownCheck = `${planning}/.github/workflows/check.yml@refs/heads/main`;
  const cases: readonly (readonly [role: string, what: string, job: Job, trusted: boolean])[] = [
    ["build-planning", "a push to the module's branch", job(planning, onMain, own), true],
    ["build-planning", "a push to another branch", job(planning, "ref:refs/heads/try", own), false],
    ["build-planning", "a pull request", job(planning, "pull_request", own), false],
    ["build-planning", "another module", job("example-org/support", onMain), false],
    ["build-planning", "a repository whose name begins so", job(`${planning}-x`, onMain), false],
    ["build-planning", "a token for somebody else", { ...job(planning, onMain), aud: "sigstore" }, false],
    ["check-planning", "the platform's check of a push", job(planning, onMain, check), true],
    ["check-planning", "another workflow of the platform", job(planning, onMain), false],
    ["check-planning", "the module's own workflow", job(planning, onMain, own), false],
    [
      "check-planning",
      "a workflow of the same name in the module's repository",
      job(planning, onMain, ownCheck),
      false,
    ],
    [
      "check-planning",
      "the platform's check of another branch",
      job(planning, "ref:refs/heads/try", check),
      false,
    ],
    [
      "check-planning",
      "the platform's check on another branch of the platform",
      job(planning, onMain, oldCheck),
      false,
    ],
    ["check-planning", "a pull request, from a fork or not", job(planning, "pull_request", check), false],
    [
      "check-planning",
      "the platform's check of another module",
      job("example-org/support", onMain, check),
      false,
    ],
    ["release-prod", "the platform's workflow for prod", job(planning, "environment:prod"), true],
    ["release-prod", "the platform itself", job(platform, "environment:prod"), true],
    ["release-prod", "a job for dev", job(planning, "environment:dev"), false],
    ["release-prod", "a job that names no environment", job(planning, onMain), false],
    ["release-prod", "a module's own workflow", job(planning, "environment:prod", own), false],
    [
      "release-prod",
      "the platform's workflow of another branch",
      job(planning, "environment:prod", platformWorkflow.replace("main", "try")),
      false,
    ],
    ["release-prod", "a repository that has no module", job("example-org/other", "environment:prod"), false],
    ["release-dev", "a job for prod", job(planning, "environment:prod"), false],
    ["plan", "a pull request of this project", job(platform, "pull_request"), true],
    ["plan", "this project's branch", job(platform, onMain), true],
    ["plan", "another branch of it", job(platform, "ref:refs/heads/try"), false],
    ["plan", "a pull request of a module", job(planning, "pull_request"), false],
  ];
  for (const [role, what, one, trusted] of cases)
    it(`${role} ${trusted ? "trusts" : "does not trust"} ${what}`, () => {
      expect(trusts(trustOf(`delivery-${role}`), one)).to.equal(trusted);
    });

  it("trust a repository by its ids where GitHub says them, and then by nothing less", async () => {
    const { graph: byIds } = await newDelivery({
      pipelines: "github-actions",
      "platform.githubIds": { owner: 1, repository: 3 },
      "modules.planning.githubIds": { owner: 1, repository: 2 },
    });
    const byId = "example-org@1/planning@2";
    for (const [role, one, trusted] of [
      ["build-planning", job(byId, onMain), true],
      ["build-planning", job(planning, onMain), false],
      ["build-planning", job("example-org@1/planning@4", onMain), false],
      ["check-planning", job(byId, onMain, check), true],
      ["check-planning", job(planning, onMain, check), false],
      ["release-prod", job(byId, "environment:prod"), true],
      ["release-prod", job(planning, "environment:prod"), false],
      ["release-prod", job("example-org@1/ai-platform@3", "environment:prod"), true],
      ["release-prod", job(platform, "environment:prod"), false],
      ["release-prod", job("example-org/support", "environment:prod"), true],
      ["plan", job("example-org@1/ai-platform@3", "pull_request"), true],
      ["plan", job(platform, "pull_request"), false],
    ] as const) {
      const { inputs } = only(byIds, "aws:iam/role:Role", `delivery-${role}`);
      expect(trusts(inputs.assumeRolePolicy, one), `${role}: ${one.sub}`).to.equal(trusted);
    }
  });

  it("trust tokens of the provider that is there, or of one that is made", async () => {
    const provider = `arn:aws:iam::${account}:oidc-provider/${issuer}`;
    expect(graph.ofType("aws:iam/openIdConnectProvider:OpenIdConnectProvider")).to.deep.equal([]);
    for (const { name } of graph
      .ofType("aws:iam/role:Role")
      .filter(({ name }) => !name.includes("pull-through")))
      expect(statementsOf(trustOf(name))[0]!.Principal, name).to.deep.equal({ Federated: provider });
    const made = await newDelivery({ pipelines: "github-actions", "account.githubProvider": true });
    const { inputs, outputs, urn } = only(made.graph, "aws:iam/openIdConnectProvider:OpenIdConnectProvider");
    expect(inputs).to.deep.equal({ url: `https://${issuer}`, clientIdLists: ["sts.amazonaws.com"] });
    const plan = only(made.graph, "aws:iam/role:Role", "delivery-plan");
    expect(statementsOf(plan.inputs.assumeRolePolicy)[0]!.Principal).to.deep.equal({
      Federated: outputs.arn,
    });
    expect(plan.options.dependencies).to.include(urn);
  });
});
