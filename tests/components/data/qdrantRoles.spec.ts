import { expect } from "chai";
import { accountOwnsKey, policyDocument } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import { account, keyArn, statementsOf, trustOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { decide } from "../../support/iam";
import { policiesOfRole } from "../../support/resources";
import { buildQdrant, cluster } from "./qdrantArgs";

const trust = (graph: Graph, role: string) =>
  statementsOf(only(graph, "aws:iam/role:Role", role).inputs.assumeRolePolicy);
const statements = (graph: Graph, role: string) =>
  statementsOf(only(graph, "aws:iam/rolePolicy:RolePolicy", role).inputs.policy);
const arnOf = (graph: Graph, type: string, name: string) => String(only(graph, type, name).outputs.arn);
const tasks = trustOf("ecs-tasks.amazonaws.com", `arn:aws:ecs:${region}:${account}:*`);

describe("the roles of Qdrant", () => {
  it("let ECS read the keys and the certificate, write the logs, and nothing else", async () => {
    const { graph } = await buildQdrant();
    expect(trust(graph, "qdrant-execution")).to.deep.equal(tasks);
    expect(statements(graph, "qdrant-execution")).to.deep.equal([
      {
        Sid: "ReadSecrets",
        Effect: "Allow",
        Action: "secretsmanager:GetSecretValue",
        Resource: ["qdrant-key", "qdrant-certificate"].map((name) =>
          arnOf(graph, "aws:secretsmanager/secret:Secret", name),
        ),
      },
      { Sid: "DecryptWithKey", Effect: "Allow", Action: "kms:Decrypt", Resource: [keyArn("data")] },
      {
        Sid: "WriteLogs",
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${arnOf(graph, "aws:cloudwatch/logGroup:LogGroup", "qdrant")}:*`,
      },
    ]);
  });

  it("let instances join the cluster, attach and decrypt this cluster's volumes, and tell how they do", async () => {
    const { graph } = await buildQdrant();
    const role = only(graph, "aws:iam/role:Role", "qdrant-instance");
    expect(trust(graph, "qdrant-instance").map(({ Principal }) => Principal)).to.deep.equal([
      { Service: "ec2.amazonaws.com" },
    ]);
    const policies = policiesOfRole(graph, "qdrant-instance");
    const may = (action: string, resource: string, context: Record<string, string>) =>
      decide({
        identityPolicies: policies,
        // The data key leaves it to IAM.
        ...(action.startsWith("kms:") ? { resourcePolicy: policyDocument([accountOwnsKey(account)]) } : {}),
        principal: String(role.outputs.arn),
        ...{ action, resource, context },
      });
    const volume = `arn:aws:ec2:${region}:${account}:volume/vol-1`;
    const tag = "aws:ResourceTag/QdrantCluster";
    expect(await may("ec2:AttachVolume", volume, { [tag]: cluster })).to.equal("Allowed");
    expect(await may("ec2:AttachVolume", volume, { [tag]: "other" })).to.equal("ImplicitlyDenied");
    const ec2 = { "kms:ViaService": `ec2.${region}.amazonaws.com` };
    const grant = (isForAws: string, via = ec2) =>
      may("kms:CreateGrant", keyArn("data"), { ...via, "kms:GrantIsForAWSResource": isForAws });
    expect(await grant("true")).to.equal("Allowed");
    expect(await grant("false")).to.equal("ImplicitlyDenied");
    expect(await grant("true", { "kms:ViaService": `s3.${region}.amazonaws.com` })).to.equal(
      "ImplicitlyDenied",
    );
    expect(await may("kms:Decrypt", keyArn("data"), ec2)).to.equal("Allowed");
    const put = (namespace: string) =>
      may("cloudwatch:PutMetricData", "*", { "cloudwatch:namespace": namespace });
    expect(await put("ai-platform/Qdrant")).to.equal("Allowed");
    expect(await put("AWS/Lambda")).to.equal("ImplicitlyDenied");
    expect(only(graph, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs.policyArn).to.equal(
      "arn:aws:iam::aws:policy/service-role/AmazonEC2ContainerServiceforEC2Role",
    );
  });

  it("let the nodes keep their snapshots, where Qdrant puts them", async () => {
    const { graph } = await buildQdrant();
    expect(trust(graph, "qdrant-task")).to.deep.equal(tasks);
    const role = only(graph, "aws:iam/role:Role", "qdrant-task");
    const bucket = arnOf(graph, "aws:s3/bucket:Bucket", "qdrant-snapshots");
    const may = (action: string, resource: string, context = {}) =>
      decide({
        identityPolicies: policiesOfRole(graph, "qdrant-task"),
        resourcePolicy: String(only(graph, "aws:s3/bucketPolicy:BucketPolicy").inputs.policy),
        principal: String(role.outputs.arn),
        ...{ action, resource, context },
      });
    const tls = { "s3:TlsVersion": "1.3" };
    for (const action of ["s3:PutObject", "s3:GetObject", "s3:AbortMultipartUpload"])
      expect(await may(action, `${bucket}/snapshots/a__b/one.snapshot`, tls), action).to.equal("Allowed");
    expect(await may("s3:ListBucket", bucket, { ...tls, "s3:prefix": "snapshots/a__b/" })).to.equal(
      "Allowed",
    );
    expect(await may("s3:PutObject", `${bucket}/elsewhere`, tls)).to.equal("ImplicitlyDenied");
    expect(await may("s3:PutBucketPolicy", bucket, tls)).to.equal("ImplicitlyDenied");
  });

  it("let the function read the keys, and schedules call this function only", async () => {
    const { graph } = await buildQdrant();
    expect(statements(graph, "qdrant-tend").map(({ Sid }) => Sid)).to.deep.equal([
      "WriteLogs",
      "JoinVpc",
      "ReadSecrets",
      "DecryptWithKey",
    ]);
    expect(trust(graph, "qdrant-scheduler")).to.deep.equal(
      trustOf("scheduler.amazonaws.com", `arn:aws:scheduler:${region}:${account}:schedule-group/default`),
    );
    expect(statements(graph, "qdrant-scheduler")).to.deep.equal([
      {
        Sid: "InvokeFunction",
        Effect: "Allow",
        Action: "lambda:InvokeFunction",
        Resource: arnOf(graph, "aws:lambda/function:Function", "qdrant-tend"),
      },
    ]);
  });
});
