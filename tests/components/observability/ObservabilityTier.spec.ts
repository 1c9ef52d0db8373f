import { expect } from "chai";
import { configOf, runEnvironment, type StackName } from "../../support/harness";

const type = "aws:cloudwatch/dashboard:Dashboard";

const dashboardsOf = async (stack: StackName, dashboards: boolean) => {
  const config = configOf(stack);
  const graph = await runEnvironment({ ...config, observability: { ...config.observability, dashboards } });
  return Object.fromEntries(
    graph.ofType(type).map(({ inputs }) => [String(inputs.dashboardName), String(inputs.dashboardBody)]),
  );
};

describe("ObservabilityTier", () => {
  it("shows the platform, and every module by itself", async () => {
    const made = await dashboardsOf("prod", true);
    expect(Object.keys(made)).to.have.members([
      ...["ai-platform-prod", "ai-platform-prod_planning", "ai-platform-prod_manufacturing"],
      "ai-platform-prod_support",
    ]);
    for (const body of Object.values(made)) {
      expect(() => JSON.parse(body) as unknown).not.to.throw();
      expect(body).not.to.match(/undefined|Calling \[toString\]/);
    }
  });

  it("takes no module for another environment, whose name it may complete", async () => {
    const { name, modules, ...config } = configOf("staging");
    const shown = async (environment: string, module: string) => {
      const graph = await runEnvironment({
        ...config,
        name: environment,
        modules: { [module]: modules.support! },
      });
      return graph.ofType(type).map(({ inputs }) => String(inputs.dashboardName));
    };
    const all = [...(await shown(name, "x-one")), ...(await shown(`${name}-x`, "one"))];
    expect(new Set(all).size).to.equal(4);
  });

  it("names in a module's dashboard no other module", async () => {
    const made = await dashboardsOf("prod", true);
    expect(made["ai-platform-prod_planning"])
      .to.include("planning")
      .and.not.to.match(/manufacturing|support/);
  });

  it("makes none where none is wanted", async () => {
    expect(await dashboardsOf("dev", false)).to.deep.equal({});
  });
});
