import { expect } from "chai";
import { AccountSettings } from "../../../components/account/AccountSettings";
import { accountOwnsKey, policyDocument } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import { accountArgs } from "../../support/accountConfig";
import { account, build, certificate, issuer } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";
import { edge } from "./newEdge";

const kms = (key: string) => `arn:aws:kms:${region}:${account}:key/${key}`;
const logStream = (group: string, of = account) =>
  `arn:aws:logs:${region}:${of}:log-group:${group}:log-stream:one`;

/** What a role of the graph may do. Any key answers to IAM, so that a denial is the role's own. */
function asker(graph: Graph, role: string) {
  return (action: string, resource: string) => {
    const policy = graph.withArn(resource)?.inputs.policy ?? policyDocument([accountOwnsKey(account)]);
    return decide({
      identityPolicies: policiesOfRole(graph, role),
      principal: `arn:aws:iam::${account}:role/${role}`,
      action,
      resource,
      resourceAccount: account,
      ...(action.startsWith("kms:") ? { resourcePolicy: policy as string } : {}),
    });
  };
}

type Case = readonly [action: string, resource: string, allowed: boolean];

function table(title: string, role: string, graphOf: () => Promise<Graph>, cases: (graph: Graph) => Case[]) {
  it(title, async () => {
    const graph = await graphOf();
    const ask = asker(graph, role);
    for (const [action, resource, allowed] of cases(graph))
      expect(await ask(action, resource), `${action} ${resource}`).to.equal(
        allowed ? "Allowed" : "ImplicitlyDenied",
      );
  });
}

const settings = async () =>
  (await build(() => new AccountSettings("account", accountArgs({ apiGatewayLogs: true })))).graph;
const withIssuer = async () => (await edge({ authentication: issuer })).graph;

describe("who may do what at the edge", () => {
  table(
    "the role that stage logging uses writes logs, of this account and region only",
    "account-api-logs",
    settings,
    () => [
      [
        "logs:CreateLogGroup",
        `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/edge/access`,
        true,
      ],
      ["logs:CreateLogStream", logStream("/ai-platform/test/edge/access"), true],
      ["logs:PutLogEvents", logStream("/ai-platform/test/edge/access"), true],
      ["logs:PutLogEvents", logStream("/ai-platform/test/edge/access", "999999999999"), false],
      ["logs:PutLogEvents", logStream("/any").replace(region, "eu-west-1"), false],
      [
        "logs:DeleteLogGroup",
        `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/edge/access`,
        false,
      ],
      ["logs:PutRetentionPolicy", `arn:aws:logs:${region}:${account}:log-group:/any`, false],
      ["lambda:InvokeFunction", `arn:aws:lambda:${region}:${account}:function:any`, false],
      ["kms:Decrypt", kms("logs"), false],
    ],
  );

  table(
    "the role with which the API asks the authorizer invokes that one function, and does nothing else",
    "edge-calls-authorizer",
    withIssuer,
    (graph) => {
      const authorizer = String(only(graph, "aws:lambda/function:Function").outputs.arn);
      return [
        ["lambda:InvokeFunction", authorizer, true],
        ["lambda:InvokeFunction", `${authorizer}-other`, false],
        ["lambda:InvokeFunction", `arn:aws:lambda:${region}:${account}:function:any`, false],
        ["lambda:UpdateFunctionCode", authorizer, false],
        ["lambda:GetFunction", authorizer, false],
        ["logs:PutLogEvents", logStream("/ai-platform/test/edge/access"), false],
        ["kms:GenerateMac", String(only(graph, "aws:kms/key:Key").outputs.arn), false],
      ];
    },
  );

  table(
    "the authorizer writes its own log and makes codes with its own key, and does nothing else",
    "edge-authorizer",
    withIssuer,
    (graph) => {
      const key = String(only(graph, "aws:kms/key:Key").outputs.arn);
      return [
        ["logs:CreateLogStream", logStream("/ai-platform/test/edge/authorizer"), true],
        ["logs:PutLogEvents", logStream("/ai-platform/test/edge/authorizer"), true],
        ["logs:PutLogEvents", logStream("/ai-platform/test/edge/access"), false],
        ["logs:PutLogEvents", logStream("/ai-platform/test/edge/authorizer-other"), false],
        [
          "logs:CreateLogGroup",
          `arn:aws:logs:${region}:${account}:log-group:/ai-platform/test/edge/authorizer`,
          false,
        ],
        ["logs:GetLogEvents", logStream("/ai-platform/test/edge/authorizer"), false],
        ["kms:GenerateMac", key, true],
        ["kms:VerifyMac", key, false],
        ["kms:Decrypt", key, false],
        ["kms:Encrypt", key, false],
        ["kms:PutKeyPolicy", key, false],
        ["kms:GenerateMac", kms("other"), false],
        ["kms:Decrypt", kms("data"), false],
        ["lambda:InvokeFunction", String(only(graph, "aws:lambda/function:Function").outputs.arn), false],
        ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:${region}:${account}:secret:any`, false],
      ];
    },
  );

  it("the key of pseudonyms answers to nobody but this account's own IAM", async () => {
    const graph = await withIssuer();
    const { inputs, outputs } = only(graph, "aws:kms/key:Key");
    const foreign = (principal: string) =>
      decide({
        identityPolicies: {
          all: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }],
          }),
        },
        resourcePolicy: String(inputs.policy),
        principal,
        action: "kms:GenerateMac",
        resource: String(outputs.arn),
      });
    expect(await foreign("arn:aws:iam::999999999999:role/any")).to.equal("ImplicitlyDenied");
    expect(await foreign(`arn:aws:iam::${account}:role/any`)).to.equal("Allowed");
  });

  it("the VPC link takes no role: API Gateway's own service-linked role makes its interfaces", async () => {
    const { graph } = await edge();
    expect(graph.nodes.filter(({ type }) => type.startsWith("aws:iam"))).to.deep.equal([]);
    const link = only(graph, "aws:apigatewayv2/vpcLink:VpcLink");
    expect(Object.keys(link.inputs).sort()).to.deep.equal(["securityGroupIds", "subnetIds"]);
  });

  for (const [change, port] of [
    [{}, 80],
    [{ certificate: certificate() }, 443],
  ] as const)
    it(`the VPC link reaches the load balancers' group on port ${port}, and nothing reaches it`, async () => {
      const { graph } = await edge(change);
      const { id } = only(graph, "aws:ec2/securityGroup:SecurityGroup").outputs;
      const rules = graph.nodes
        .filter(({ type }) => /^aws:vpc\/securityGroup\w+Rule:/.test(type))
        .map(({ type, inputs }) => [
          type.includes("Ingress") ? "in" : "out",
          ...[inputs.securityGroupId, inputs.referencedSecurityGroupId],
          ...[inputs.cidrIpv4, inputs.ipProtocol, inputs.fromPort, inputs.toPort],
        ]);
      expect(rules).to.have.deep.members([
        ["out", id, "sg-alb", undefined, "tcp", port, port],
        ["in", "sg-alb", id, undefined, "tcp", port, port],
      ]);
    });
});
