import { expect } from "chai";
import { AccountSettings } from "../../../components/account/AccountSettings";
import { accountArgs } from "../../support/accountConfig";
import { account, build, keyArn, list, statementsOf, trustOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";

const made = () =>
  build(() => new AccountSettings("account", accountArgs({ bedrockLogs: { retentionDays: 90 } })));

describe("the log of Bedrock", () => {
  it("never has Bedrock write what was asked or answered", async () => {
    const { children, graph } = await made();
    expect(children).to.deep.equal(
      list({
        "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration":
          "account-bedrock-logs",
        "aws:cloudwatch/logGroup:LogGroup": "account-bedrock-logs",
        "aws:iam/role:Role": "account-bedrock-logs",
        "aws:iam/rolePolicy:RolePolicy": "account-bedrock-logs",
      }),
    );
    const type = "aws:bedrockmodel/invocationLoggingConfiguration:InvocationLoggingConfiguration";
    expect(only(graph, type).inputs.loggingConfig).to.deep.equal({
      cloudwatchConfig: {
        logGroupName: "/ai-platform/test/account/bedrock",
        roleArn: only(graph, "aws:iam/role:Role").outputs.arn,
      },
      textDataDeliveryEnabled: false,
      imageDataDeliveryEnabled: false,
      embeddingDataDeliveryEnabled: false,
      videoDataDeliveryEnabled: false,
    });
  });

  it("keeps the log under the key of logs for so many days", async () => {
    const { graph } = await made();
    expect(only(graph, "aws:cloudwatch/logGroup:LogGroup").inputs).to.deep.include({
      retentionInDays: 90,
      kmsKeyId: keyArn("logs"),
    });
  });

  it("lets Bedrock write there, for this account, and nothing else", async () => {
    const { graph } = await made();
    expect(statementsOf(only(graph, "aws:iam/role:Role").inputs.assumeRolePolicy)).to.deep.equal(
      trustOf("bedrock.amazonaws.com", `arn:aws:bedrock:${region}:${account}:*`),
    );
    const logs = `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/account/bedrock`;
    expect(statementsOf(only(graph, "aws:iam/rolePolicy:RolePolicy").inputs.policy)).to.deep.equal([
      {
        Sid: "BedrockWritesLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${logs}:log-stream:aws/bedrock/modelinvocations`,
      },
    ]);
  });
});
