import { expect } from "chai";
import type { Graph } from "../../simulator/graph";
import { configOf, modulesOf, only, region, runEnvironment } from "../support/harness";
import { decide } from "../support/iam";
import { policiesOfRole } from "../support/resources";
import { doors } from "./doors";

const account = "123456789012";

/** Every module with all that a module can keep, so that there is something to steal of each. */
const config = configOf("dev", (given) => {
  doors.issuer(given);
  for (const module of Object.values(modulesOf(given))) {
    module.data = {
      schema: true,
      bucket: true,
      collections: { documents: { vectorSize: 8, distance: "Dot" } },
    };
    module.aiProviders = ["openai", "bedrock"];
  }
});
const modules = Object.keys(config.modules);

/** What a module calls its own, each with the action that would take it. */
function belongings(
  graph: Graph,
  module: string,
): { what: string; action: string; resource: string; role: "task" | "execution" }[] {
  const arn = (type: string, name: string) => String(only(graph, type, name).outputs.arn);
  const bucket = arn("aws:s3/bucket:Bucket", `${module}-bucket`);
  const key = arn("aws:kms/key:Key", `${module}-data`);
  const secrets = ["mariadb", "qdrant", "key-openai"].map((part) =>
    arn("aws:secretsmanager/secret:Secret", `${module}-${part}`),
  );
  return [
    { what: "reads an object", action: "s3:GetObject", resource: `${bucket}/a`, role: "task" },
    { what: "writes an object", action: "s3:PutObject", resource: `${bucket}/a`, role: "task" },
    { what: "deletes an object", action: "s3:DeleteObject", resource: `${bucket}/a`, role: "task" },
    { what: "lists the bucket", action: "s3:ListBucket", resource: bucket, role: "task" },
    { what: "decrypts", action: "kms:Decrypt", resource: key, role: "task" },
    { what: "makes data keys", action: "kms:GenerateDataKey", resource: key, role: "task" },
    { what: "decrypts at the start", action: "kms:Decrypt", resource: key, role: "execution" },
    ...secrets.map((resource) => ({
      what: `reads ${resource.split(":secret:")[1]!.split("-")[1]!}`,
      action: "secretsmanager:GetSecretValue",
      resource,
      role: "execution" as const,
    })),
    {
      what: "writes its logs",
      action: "logs:PutLogEvents",
      resource: `arn:aws:logs:${region}:${account}:log-group:/ai-platform/dev/modules/${module}:log-stream:app/app/1`,
      role: "execution",
    },
    {
      what: "pulls its image",
      action: "ecr:BatchGetImage",
      resource: `arn:aws:ecr:${region}:${account}:repository/ai-platform/${module}`,
      role: "execution",
    },
  ];
}

describe("isolation of modules", () => {
  let graph: Graph;
  before(async () => {
    graph = await runEnvironment(config);
  });
  const ask = (module: string, role: string, action: string, resource: string) =>
    askAs(`${module}-${role}`, action, resource);
  const askAs = (role: string, action: string, resource: string) =>
    decide({
      identityPolicies: policiesOfRole(graph, role),
      principal: `arn:aws:iam::${account}:role/${role}`,
      action,
      resource,
      resourceAccount: account,
      // A key answers to IAM only as far as its own policy says so.
      ...(action.startsWith("kms:") ? { resourcePolicy: keyPolicy(resource) } : {}),
    });
  const keyPolicy = (arn: string) => String(graph.withArn(arn)!.inputs.policy);

  for (const owner of modules)
    describe(owner, () => {
      it("may do with its own data what it needs, each by the right role", async () => {
        for (const { what, action, resource, role } of belongings(graph, owner))
          expect(await ask(owner, role, action, resource), what).to.equal("Allowed");
      });

      for (const other of modules.filter((module) => module !== owner))
        it(`reaches nothing of ${other}, with neither of its roles`, async () => {
          const parameter = `arn:aws:ssm:${region}:${account}:parameter/ai-platform/dev/releases/${other}`;
          const targets = [
            ...belongings(graph, other),
            { what: "reads the release", action: "ssm:GetParameter", resource: parameter },
            { what: "writes the release", action: "ssm:PutParameter", resource: parameter },
          ];
          for (const { what, action, resource } of targets)
            for (const role of ["task", "execution"])
              expect(await ask(owner, role, action, resource), `${role} ${what}`).to.not.equal("Allowed");
        });
    });

  it("gives no module the keys and secrets of the environment", async () => {
    const own = graph
      .ofType("aws:secretsmanager/secret:Secret")
      .filter(({ name }) => name.startsWith("data-"))
      .map(({ outputs }) => String(outputs.arn));
    const [admin] = only(graph, "aws:rds/instance:Instance").outputs.masterUserSecrets as [
      { secretArn: string },
    ];
    expect(own).not.to.deep.equal([]);
    const dataKey = String(only(graph, "aws:kms/key:Key", "keys-data").outputs.arn);
    for (const module of modules)
      for (const role of ["task", "execution"]) {
        for (const secret of [...own, admin.secretArn])
          expect(await ask(module, role, "secretsmanager:GetSecretValue", secret), secret).to.equal(
            "ImplicitlyDenied",
          );
        expect(await ask(module, role, "kms:Decrypt", dataKey)).to.equal("ImplicitlyDenied");
      }
  });

  it("gives no module what the edge has: its function, its key, its records, its settings", async () => {
    const arn = (type: string, name: string) => String(only(graph, type, name).outputs.arn);
    const log = `arn:aws:logs:${region}:${account}:log-group:/ai-platform/dev/edge/access`;
    const api = `arn:aws:apigateway:${region}::/restapis/*`;
    const targets: [string, string][] = [
      ["lambda:InvokeFunction", arn("aws:lambda/function:Function", "edge-authorizer")],
      ["lambda:UpdateFunctionConfiguration", arn("aws:lambda/function:Function", "edge-authorizer")],
      ["kms:GenerateMac", arn("aws:kms/key:Key", "edge-subjects")],
      ["logs:PutLogEvents", `${log}:log-stream:one`],
      ["logs:GetLogEvents", `${log}:log-stream:one`],
      ["apigateway:PATCH", api],
    ];
    for (const module of modules)
      for (const role of ["task", "execution"])
        for (const [action, resource] of targets)
          expect(await ask(module, role, action, resource), `${module}-${role} ${action}`).to.equal(
            "ImplicitlyDenied",
          );
  });

  it("gives the authorizer, and the API that asks it, nothing of a module", async () => {
    for (const role of ["edge-authorizer", "edge-calls-authorizer"])
      for (const module of modules)
        for (const { what, action, resource } of belongings(graph, module))
          expect(await askAs(role, action, resource), `${role} ${what}`).to.equal("ImplicitlyDenied");
  });

  it("lets a module itself read no secret: ECS hands them over at the start", async () => {
    for (const module of modules) {
      const own = String(only(graph, "aws:secretsmanager/secret:Secret", `${module}-key-openai`).outputs.arn);
      expect(await ask(module, "task", "secretsmanager:GetSecretValue", own)).to.equal("ImplicitlyDenied");
    }
  });

  it("refuses an object without TLS or under another key, whoever asks", async () => {
    const bucket = only(graph, "aws:s3/bucket:Bucket", "planning-bucket");
    const policy = String(only(graph, "aws:s3/bucketPolicy:BucketPolicy", "planning-bucket").inputs.policy);
    const foreign = String(only(graph, "aws:kms/key:Key", "support-data").outputs.arn);
    const own = String(only(graph, "aws:kms/key:Key", "planning-data").outputs.arn);
    const put = (context: Record<string, string>) =>
      decide({
        identityPolicies: policiesOfRole(graph, "planning-task"),
        resourcePolicy: policy,
        principal: `arn:aws:iam::${account}:role/planning-task`,
        action: "s3:PutObject",
        resource: `${String(bucket.outputs.arn)}/a`,
        resourceAccount: account,
        context,
      });
    const header = "s3:x-amz-server-side-encryption-aws-kms-key-id";
    expect(await put({ "aws:SecureTransport": "true" })).to.equal("Allowed");
    expect(await put({ "aws:SecureTransport": "true", [header]: own })).to.equal("Allowed");
    expect(await put({ "aws:SecureTransport": "true", [header]: foreign })).to.equal("ExplicitlyDenied");
    const algorithm = "s3:x-amz-server-side-encryption";
    expect(await put({ "aws:SecureTransport": "true", [algorithm]: "aws:kms" })).to.equal("Allowed");
    expect(await put({ "aws:SecureTransport": "true", [algorithm]: "AES256" })).to.equal("ExplicitlyDenied");
    expect(await put({ "aws:SecureTransport": "false" })).to.equal("ExplicitlyDenied");
  });

  it("lets an instance of Qdrant attach volumes of its own cluster only", async () => {
    const attach = (cluster: string) =>
      decide({
        identityPolicies: policiesOfRole(graph, "data-qdrant-instance"),
        principal: `arn:aws:iam::${account}:role/data-qdrant-instance`,
        action: "ec2:AttachVolume",
        resource: `arn:aws:ec2:${region}:${account}:volume/vol-1`,
        context: { "aws:ResourceTag/QdrantCluster": cluster },
      });
    expect(await attach("ai-platform-dev")).to.equal("Allowed");
    expect(await attach("ai-platform-prod")).to.equal("ImplicitlyDenied");
  });
});
