import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import program from "../../infra/index";
import { policyFindings } from "../../automation/plan/policy";
import { shared } from "../../stacks/shared";
import { sharedConfig, sharedKeys } from "../infra/config/deliveryGiven";
import { account } from "../support/fixtures";
import { bytesOf, only, region } from "../support/harness";
import { runShared } from "../support/sharedWorld";

const kinds = ["codepipeline", "github-actions"] as const;

describe("the shared stack", () => {
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
  });

  for (const pipelines of kinds)
    it(`is the same every time, and known to a preview (${pipelines})`, async () => {
      const config = sharedConfig({ pipelines });
      const [first, again] = [await runShared(() => shared(config)), await runShared(() => shared(config))];
      expect(bytesOf(first.graph.nodes)).to.equal(bytesOf(again.graph.nodes));
      const preview = await runShared(() => shared(config), true);
      expect(preview.graph.nodes.map(({ urn }) => urn)).to.deep.equal(
        first.graph.nodes.map(({ urn }) => urn),
      );
    });

  for (const pipelines of kinds)
    it(`breaks no rule (${pipelines})`, async () => {
      const { graph } = await runShared(() => shared(sharedConfig({ pipelines })));
      expect(policyFindings(graph, "protected")).to.deep.equal([]);
    });

  it("tags all that it makes, and makes all of it by one provider", async () => {
    const { graph } = await runShared(() => shared({ ...sharedConfig(), tags: { CostCenter: "7" } }));
    const provider = only(graph, "pulumi:providers:aws");
    expect(JSON.parse(String(provider.inputs.defaultTags))).to.deep.equal({
      tags: { CostCenter: "7", Project: "ai-platform", Environment: "shared", ManagedBy: "pulumi" },
    });
    const others = graph.nodes.filter(({ custom, urn }) => custom && urn !== provider.urn);
    for (const { options, urn } of others) expect(options.provider, urn).to.contain(provider.urn);
  });

  it("tells environments where images are", async () => {
    const { result } = await runShared(() => shared(sharedConfig()));
    const told = await new Promise<Record<string, unknown>>((resolve) => {
      pulumi.output(result).apply(resolve as (value: unknown) => void);
    });
    expect(told).to.deep.include({
      account,
      registry: `${account}.dkr.ecr.${region}.amazonaws.com`,
      signingKey: "awskms:///alias/ai-platform/shared/signing",
      repositories: Object.fromEntries(
        ["manufacturing", "planning", "support"].map((module) => [
          module,
          `arn:aws:ecr:${region}:${account}:repository/ai-platform/${module}`,
        ]),
      ),
    });
    expect(told).to.include.keys("connection", "notifications", "manualSteps");
    expect(told).not.to.have.property("githubRoles");
  });

  it("tells where the roles are that jobs of GitHub take", async () => {
    const { result } = await runShared(() => shared(sharedConfig({ pipelines: "github-actions" })));
    expect(result.githubRoles!.build).to.have.all.keys("manufacturing", "planning", "support");
    expect(result.githubRoles!.release).to.have.all.keys("dev", "prod");
    expect(result).not.to.have.property("connection");
  });

  it("is what the program makes of a file with delivery", async () => {
    const given = Object.entries(sharedKeys()).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    pulumi.runtime.setAllConfig(Object.fromEntries(given) as Record<string, string>);
    const byEngine = await runShared(program);
    const byHand = await runShared(() => shared(sharedConfig()));
    expect(bytesOf(byEngine.graph.nodes)).to.equal(bytesOf(byHand.graph.nodes));
  });

  for (const [what, keys] of [
    ["both kinds of key", { "ai-platform:profile": "dev", "ai-platform:delivery": "{}" }],
    ["neither", {}],
  ] as const)
    it(`is refused with ${what}, in words and without a stack trace`, async () => {
      pulumi.runtime.setAllConfig({ "aws:region": region, ...keys });
      const failure: unknown = await runShared(program).then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(pulumi.RunError.isInstance(failure)).to.equal(true);
      expect((failure as Error).message).to.match(/the file must (not )?have .*ai-platform:profile/);
    });
});
