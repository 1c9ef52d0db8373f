import { expect } from "chai";
import { invokeEndpoints, invokeModels } from "../../infra/iam/aiProviders";
import { policyDocument, type Statement } from "../../infra/iam/statements";
import { type Decision, decide, type RequestContext } from "../support/iam";

const region = "ap-northeast-2";
const account = "123456789012";
const model = (id: string, where = region) => `arn:aws:bedrock:${where}::foundation-model/${id}`;
const profile = (id: string, of = account) => `arn:aws:bedrock:${region}:${of}:inference-profile/${id}`;

const nova = "amazon.nova-lite-v1:0";
const claude = "anthropic.claude-sonnet-4-5-20250929-v1:0";
const across = `apac.${claude}`;

describe("what IAM lets a module do with AI services", () => {
  const asking =
    (statements: readonly Statement[], action: string) => (resource: string, context?: RequestContext) =>
      decide({
        identityPolicies: { task: policyDocument(statements) },
        principal: `arn:aws:iam::${account}:role/planning-task`,
        action,
        resource,
        resourceAccount: account,
        ...(context && { context }),
      });

  const table = (
    title: string,
    statements: readonly Statement[],
    cases: readonly (readonly [
      what: string,
      resource: string,
      expected: Decision,
      context?: RequestContext,
    ])[],
    actions: readonly string[],
  ) => {
    describe(title, () => {
      for (const [what, resource, expected, context] of cases)
        it(`${expected === "Allowed" ? "allows" : "denies"} ${what}`, async () => {
          for (const action of actions)
            expect(await asking(statements, action)(resource, context), action).to.equal(expected);
        });
    });
  };

  const invoke = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];
  const by = (id: string) => ({ "bedrock:InferenceProfileArn": profile(id) });
  table(
    "with a model and a profile",
    invokeModels(region, account, [nova, across]),
    [
      ["the model", model(nova), "Allowed"],
      ["the model in another region", model(nova, "us-east-1"), "ImplicitlyDenied"],
      ["another model", model("amazon.nova-pro-v1:0"), "ImplicitlyDenied"],
      ["a model whose name only begins so", model(`${nova}x`), "ImplicitlyDenied"],
      ["the profile", profile(across), "Allowed"],
      ["another profile", profile(`apac.${nova}`), "ImplicitlyDenied"],
      ["a profile of another account", profile(across, "111122223333"), "ImplicitlyDenied"],
      ["the profile's model where it sends the call", model(claude, "ap-southeast-2"), "Allowed", by(across)],
      ["the profile's model past the profile", model(claude), "ImplicitlyDenied"],
      ["the profile's model by another profile", model(claude), "ImplicitlyDenied", by(`us.${claude}`)],
      ["another model by the profile", model(nova, "us-east-1"), "ImplicitlyDenied", by(across)],
    ],
    invoke,
  );
  table(
    "with the word alone",
    invokeModels(region, account, "all"),
    [
      ["a model of the region", model(claude), "Allowed"],
      ["a model of another region", model(claude, "us-east-1"), "ImplicitlyDenied"],
      ["a profile", profile(across), "ImplicitlyDenied"],
    ],
    invoke,
  );
  const endpoint = (name: string) => `arn:aws:sagemaker:${region}:${account}:endpoint/${name}`;
  table(
    "with an endpoint",
    [invokeEndpoints(region, account, ["Demand"])],
    [
      ["the endpoint", endpoint("demand"), "Allowed"],
      ["another endpoint", endpoint("demand2"), "ImplicitlyDenied"],
    ],
    ["sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointWithResponseStream"],
  );

  it("is to invoke, and nothing else", async () => {
    const all = [...invokeModels(region, account, [nova]), invokeEndpoints(region, account, ["demand"])];
    expect(await asking(all, "bedrock:GetFoundationModel")(model(nova))).to.equal("ImplicitlyDenied");
    expect(await asking(all, "sagemaker:DeleteEndpoint")(endpoint("demand"))).to.equal("ImplicitlyDenied");
  });
});
