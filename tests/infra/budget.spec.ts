import { expect } from "chai";
import { accountCosts, notificationsOf, stoppedRoles, taggedCosts } from "../../infra/budget";
import type { ModuleConfig } from "../../infra/config/schema/module";
import { moduleConfig } from "../support/moduleConfig";

type Providers = ModuleConfig["aiProviders"];

describe("costs that a budget counts", () => {
  const tag = (key: string, value: string) => ({ tags: { key, values: [value], matchOptions: ["EQUALS"] } });

  it("are those with all tags of the environment, on a resource or on the role that called", () => {
    expect(taggedCosts("dev")).to.deep.equal({
      ors: [
        { ands: [tag("Project", "ai-platform"), tag("Environment", "dev")] },
        { ands: [tag("iamPrincipal/Project", "ai-platform"), tag("iamPrincipal/Environment", "dev")] },
      ],
    });
  });

  it("are those of one module, of this environment only", () => {
    const [resources] = taggedCosts("dev", "planning").ors as { ands: unknown[] }[];
    expect(resources!.ands).to.deep.equal([
      tag("Project", "ai-platform"),
      tag("Environment", "dev"),
      tag("Module", "planning"),
    ]);
  });

  it("are all of one account, and of no other that it pays for", () => {
    expect(accountCosts("123456789012")).to.deep.equal({
      dimensions: { key: "LINKED_ACCOUNT", values: ["123456789012"], matchOptions: ["EQUALS"] },
    });
  });
});

describe("notifications of a budget", () => {
  it("tell of the forecast and of what was spent, each from the lowest percent", () => {
    const told = { subscriberSnsTopicArns: ["arn:topic"] };
    const made = notificationsOf({ actualPercents: [100, 80], forecastPercents: [110, 100] }, told);
    expect(made.map(({ notificationType, threshold }) => [notificationType, threshold])).to.deep.equal([
      ["FORECASTED", 100],
      ["FORECASTED", 110],
      ["ACTUAL", 80],
      ["ACTUAL", 100],
    ]);
    for (const one of made)
      expect(one).to.deep.include({
        ...told,
        thresholdType: "PERCENTAGE",
        comparisonOperator: "GREATER_THAN",
      });
  });
});

describe("roles whose calls to AI services can be stopped", () => {
  const stopped = (aiProviders: Providers) => stoppedRoles({ planning: moduleConfig({ aiProviders }) });
  const role = (name: "execution" | "task") => ({ module: "planning", role: name });

  for (const [what, providers, roles] of [
    ["none without a provider", [], []],
    ["the module's own for Bedrock", ["bedrock"], [role("task")]],
    ["the module's own for SageMaker", [{ sagemaker: { endpoints: ["demand"] } }], [role("task")]],
    ["the one that reads keys for others", ["openai"], [role("execution")]],
    ["both where a module calls both", ["openai", "bedrock"], [role("task"), role("execution")]],
    ["none for a provider without key", [{ api: { name: "x", domain: "x.example.com", secret: false } }], []],
  ] as const satisfies readonly (readonly [string, Providers, unknown])[])
    it(`are ${what}`, () => expect(stopped(providers)).to.deep.equal(roles));
});
