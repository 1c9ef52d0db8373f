import { expect } from "chai";
import { AccountSettings } from "../../../components/account/AccountSettings";
import { accountArgs } from "../../support/accountConfig";
import { account, boundary, build, list, scope, statementsOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";

const settings = (apiGatewayLogs: boolean, permissionsBoundary?: string) =>
  build(
    () =>
      new AccountSettings("account", accountArgs({ scope: scope({ permissionsBoundary }), apiGatewayLogs })),
  );

describe("AccountSettings", () => {
  it("touches nothing of the account unless told", async () => {
    const { children, component } = await settings(false);
    expect(component.type).to.equal("ai-platform:account:AccountSettings");
    expect(children).to.deep.equal([]);
  });

  it("gives API Gateway the role with which it writes logs", async () => {
    const { children, graph } = await settings(true);
    expect(children).to.deep.equal(
      list({
        "aws:apigateway/account:Account": "account-api-logs",
        "aws:iam/role:Role": "account-api-logs",
        "aws:iam/rolePolicy:RolePolicy": "account-api-logs",
      }),
    );
    const role = only(graph, "aws:iam/role:Role");
    const { assumeRolePolicy, ...inputs } = role.inputs;
    expect(inputs).to.deep.equal({
      description: `Writes the logs of every API in ${region}`,
      path: "/ai-platform/test/",
    });
    expect(statementsOf(assumeRolePolicy)).to.deep.equal([
      {
        Sid: "AssumeByApi",
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ]);
    const policy = only(graph, "aws:iam/rolePolicy:RolePolicy");
    expect(policy.inputs.role).to.equal(role.outputs.name);
    expect(statementsOf(policy.inputs.policy)).to.deep.equal([
      {
        Sid: "PushApiLogs",
        Effect: "Allow",
        Action: [
          "logs:CreateLogGroup",
          "logs:CreateLogStream",
          "logs:DescribeLogGroups",
          "logs:DescribeLogStreams",
          "logs:FilterLogEvents",
          "logs:GetLogEvents",
          "logs:PutLogEvents",
        ],
        Resource: `arn:aws:logs:${region}:${account}:*`,
      },
    ]);
    const own = only(graph, "aws:apigateway/account:Account");
    expect(own.inputs).to.deep.equal({ cloudwatchRoleArn: role.outputs.arn });
    // AWS asks the role at once what it may do.
    expect(own.options.dependencies).to.include(policy.urn);
  });

  it("keeps that role under the permissions boundary", async () => {
    const { graph } = await settings(true, boundary);
    expect(only(graph, "aws:iam/role:Role").inputs.permissionsBoundary).to.equal(boundary);
  });
});
