import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import { BudgetsTier, type BudgetsTierArgs } from "../../../components/budgets/BudgetsTier";
import type { BudgetConfig } from "../../../infra/config/schema/budget";
import { providerKeyTag } from "../../../infra/iam/data";
import { invokeEndpoints, invokeModels } from "../../../infra/iam/aiProviders";
import { policyDocument, readSecrets } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import { account, alarms, build, moduleConfig, scope, topicArn, trustOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { type Decision, decide, type RequestContext } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";

const roleArn = (name: string) => `arn:aws:iam::${account}:role/ai-platform/test/modules/${name}`;
const role = (name: string) => ({ arn: output(roleArn(name)), name: output(name) });
const rolesOf = (module: string) => ({
  execution: role(`${module}-execution`),
  task: role(`${module}-task`),
});
const budget: BudgetConfig = {
  ...{ monthlyUsd: 500, covers: "environment", actualPercents: [80], forecastPercents: [] },
  stopAiCalls: { atPercent: 120, approval: "automatic" },
};
const modules: BudgetsTierArgs["modules"] = {
  planning: moduleConfig({ budgetUsd: 100, aiProviders: ["bedrock", "openai"], owner: "a@example.com" }),
  support: moduleConfig({ aiProviders: ["anthropic"] }),
  web: moduleConfig({ budgetUsd: 50 }),
};

const made = async (change: Partial<BudgetConfig> = {}, among = modules): Promise<Graph> => {
  const { graph } = await build(
    () =>
      new BudgetsTier("budgets", {
        ...{ scope: scope(), alarms: { ...alarms(), owner: "platform@example.com" } },
        ...{ budget: { ...budget, ...change }, modules: among },
        roles: Object.fromEntries(Object.keys(among).map((name) => [name, rolesOf(name)])),
      }),
  );
  return graph;
};

const budgetType = "aws:budgets/budget:Budget";
const actionType = "aws:budgets/budgetAction:BudgetAction";

describe("BudgetsTier", () => {
  it("has a budget of the environment and one of each module that has one, by names of their own", async () => {
    const graph = await made();
    expect(graph.ofType(budgetType).map(({ inputs }) => [inputs.name, inputs.limitAmount])).to.deep.equal([
      ["ai-platform-test", "500"],
      ["ai-platform-test_planning", "100"],
      ["ai-platform-test_web", "50"],
    ]);
    expect(only(graph, budgetType, "budgets-planning").inputs.tags).to.deep.equal({
      Module: "planning",
      Owner: "a@example.com",
    });
  });

  it("tells who answers by mail, and the topic of warnings", async () => {
    const graph = await made();
    for (const [name, mail] of [
      ["budgets", "platform@example.com"],
      ["budgets-planning", "a@example.com"],
    ] as const)
      expect(only(graph, budgetType, name).inputs.notifications).to.deep.equal([
        {
          ...{ notificationType: "ACTUAL", threshold: 80, thresholdType: "PERCENTAGE" },
          comparisonOperator: "GREATER_THAN",
          subscriberSnsTopicArns: [topicArn("test", "warning")],
          subscriberEmailAddresses: [mail],
        },
      ]);
  });

  it("counts the account where the environment has one of its own, and modules by their tags all the same", async () => {
    const graph = await made({ covers: "account" });
    expect(only(graph, budgetType, "budgets").inputs.filterExpression).to.have.nested.property(
      "dimensions.values[0]",
      account,
    );
    expect(only(graph, budgetType, "budgets-web").inputs.filterExpression).to.have.property("ors");
  });

  it("makes nothing where there is no budget, and no action where nothing is to be stopped", async () => {
    const none = Object.fromEntries(
      Object.entries(modules).map(([name, module]) => [name, { ...module, budgetUsd: false as const }]),
    );
    for (const type of [budgetType, actionType, "aws:iam/policy:Policy", "aws:iam/role:Role"])
      expect((await made({ monthlyUsd: false }, none)).ofType(type), type).to.deep.equal([]);
    expect((await made({ stopAiCalls: false })).ofType(actionType)).to.deep.equal([]);
    expect((await made({ monthlyUsd: false }, { web: modules.web! })).ofType(actionType)).to.deep.equal([]);
  });

  it("stops the roles of a budget's own modules, and of those only", async () => {
    const graph = await made();
    const policyArn = only(graph, "aws:iam/policy:Policy").outputs.arn;
    const stopped = graph
      .ofType(actionType)
      .map(({ inputs }) => [inputs.budgetName, (inputs.definition as Definition).iamActionDefinition]);
    expect(stopped).to.deep.equal([
      [
        "ai-platform-test",
        { policyArn, roles: ["planning-task", "planning-execution", "support-execution"] },
      ],
      ["ai-platform-test_planning", { policyArn, roles: ["planning-task", "planning-execution"] }],
    ]);
  });

  for (const [approval, model] of [
    ["automatic", "AUTOMATIC"],
    ["manual", "MANUAL"],
  ] as const)
    it(`waits for nobody or for a person, as it is told: ${approval}`, async () => {
      const graph = await made({ stopAiCalls: { atPercent: 120, approval } });
      expect(only(graph, actionType, "budgets").inputs).to.deep.include({
        ...{ actionType: "APPLY_IAM_POLICY", approvalModel: model, notificationType: "ACTUAL" },
        actionThreshold: { actionThresholdType: "PERCENTAGE", actionThresholdValue: 120 },
        subscribers: [
          { subscriptionType: "SNS", address: topicArn("test", "warning") },
          { subscriptionType: "EMAIL", address: "platform@example.com" },
        ],
      });
    });
});

interface Definition {
  readonly iamActionDefinition: unknown;
}

describe("IAM while a budget is spent", () => {
  const name = "budgets-stop";
  const key = `arn:aws:secretsmanager:${region}:${account}:secret:planning-key-openai`;

  const allowed = policyDocument([
    ...invokeModels(region, account, "all"),
    invokeEndpoints(region, account, ["demand"]),
    readSecrets([key]),
  ]);
  const model = `arn:aws:bedrock:${region}::foundation-model/amazon.nova-lite-v1:0`;
  const endpoint = `arn:aws:sagemaker:${region}:${account}:endpoint/demand`;

  const ofProvider = { [`aws:ResourceTag/${providerKeyTag}`]: "openai" };
  const cases: readonly (readonly [
    action: string,
    resource: string,
    whileSpent: Decision,
    context?: RequestContext,
  ])[] = [
    ["bedrock:InvokeModel", model, "ExplicitlyDenied"],
    ["bedrock:InvokeModelWithResponseStream", model, "ExplicitlyDenied"],
    ["sagemaker:InvokeEndpoint", endpoint, "ExplicitlyDenied"],
    ["sagemaker:InvokeEndpointWithResponseStream", endpoint, "ExplicitlyDenied"],
    ["secretsmanager:GetSecretValue", key, "ExplicitlyDenied", ofProvider],
    // Passwords of databases: the module goes on working.
    ["secretsmanager:GetSecretValue", key, "Allowed"],
  ];
  for (const [action, resource, whileSpent, context] of cases)
    it(`${action}${context ? " of a provider's key" : ""}: ${whileSpent}`, async () => {
      const denial = String(only(await made(), "aws:iam/policy:Policy").inputs.policy);
      const asked = {
        principal: roleArn("planning-task"),
        action,
        resource,
        resourceAccount: account,
        context,
      };
      expect(await decide({ ...asked, identityPolicies: { allowed } })).to.equal("Allowed");
      expect(await decide({ ...asked, identityPolicies: { allowed, denial } })).to.equal(whileSpent);
    });

  const attach = async (to: string, policy?: string, action = "iam:AttachRolePolicy") => {
    const graph = await made();
    const denial = String(only(graph, "aws:iam/policy:Policy").outputs.arn);
    return decide({
      identityPolicies: policiesOfRole(graph, name),
      principal: String(only(graph, "aws:iam/role:Role", name).outputs.arn),
      ...{ action, resource: to },
      context: { "iam:PolicyARN": policy ?? denial },
    });
  };

  it("lets the action attach the denial to the roles that call, and take it off", async () => {
    for (const one of ["planning-task", "planning-execution", "support-execution"])
      for (const action of ["iam:AttachRolePolicy", "iam:DetachRolePolicy"])
        expect(await attach(roleArn(one), undefined, action), `${action} ${one}`).to.equal("Allowed");
  });

  it("lets it attach nothing else, nor to anybody but modules", async () => {
    const admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    expect(await attach(roleArn("planning-task"), admin)).to.equal("ImplicitlyDenied");
    expect(await attach(roleArn("planning-task"), admin, "iam:DetachRolePolicy")).to.equal(
      "ImplicitlyDenied",
    );
    const foreign = roleArn("planning-task").replace("/test/", "/prod/");
    for (const one of [foreign, `arn:aws:iam::${account}:role/admin`])
      expect(await attach(one), one).to.equal("ImplicitlyDenied");
  });

  it("gives the role to budgets of this account only", async () => {
    const { assumeRolePolicy } = only(await made(), "aws:iam/role:Role", name).inputs;
    expect((JSON.parse(String(assumeRolePolicy)) as { Statement: unknown }).Statement).to.deep.equal(
      trustOf("budgets.amazonaws.com", `arn:aws:budgets::${account}:budget/*`),
    );
  });
});
