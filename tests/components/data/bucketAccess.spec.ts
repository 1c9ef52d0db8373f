import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { createAccessLogBucket } from "../../../components/data/buckets/accessLogBucket";
import { createSharedBucket } from "../../../components/data/buckets/sharedBucket";
import { bucketPart } from "../../../components/data/module/bucketPart";
import type { Part } from "../../../components/data/module/parts";
import type { ModuleDataConfig } from "../../../infra/config/schema/moduleData";
import { policyDocument } from "../../../infra/iam/statements";
import type { Graph } from "../../../simulator/graph";
import {
  account,
  build,
  dataConfig,
  key,
  keyArn,
  moduleConfig,
  scope,
  statement,
  valueOf,
} from "../../support/fixtures";
import { only } from "../../support/harness";
import { decide, type Decision, type RequestContext } from "../../support/iam";

class Parent extends pulumi.ComponentResource {
  constructor() {
    super("test:Parent", "parent");
  }
}

const settings = dataConfig({ deletion: "protected" });

/** The parts of some modules with their buckets, and the one that they share. */
const made = async (declared: Readonly<Record<string, ModuleDataConfig["bucket"]>>) => {
  const built = await build(() => {
    const parent = new Parent();
    const common = { ...settings, dataKey: key("data"), accessLogs: undefined };
    const shared = createSharedBucket("shared", common, parent);
    const part = ([module, bucket]: [string, ModuleDataConfig["bucket"]]) => {
      const config = moduleConfig({ data: { ...moduleConfig().data, bucket } });
      const context = { module, config, scope: scope(), key: key(module), settings, tags: {}, parent };
      return [module, bucketPart(context, { shared })] as const;
    };
    return Object.fromEntries(Object.entries(declared).map(part));
  });
  return { graph: built.graph, parts: built.made as Record<string, Part> };
};

const policyOf = async ({ statements = [] }: Part) =>
  policyDocument((await Promise.all(statements.map((one) => valueOf(one)))).flat());
const arnOf = (graph: Graph, name: string) => String(only(graph, "aws:s3/bucket:Bucket", name).outputs.arn);
const ownPolicy = (graph: Graph, name: string) =>
  String(only(graph, "aws:s3/bucketPolicy:BucketPolicy", name).inputs.policy);

describe("a module in the bucket that modules share", () => {
  const ask = async (action: string, path: string, context: RequestContext = {}): Promise<Decision> => {
    const { graph, parts } = await made({ planning: { shared: true }, "planning-b": { shared: true } });
    return decide({
      identityPolicies: { task: await policyOf(parts.planning!) },
      resourcePolicy: ownPolicy(graph, "shared"),
      principal: `arn:aws:iam::${account}:role/planning`,
      action,
      resource: `${arnOf(graph, "shared")}${path}`,
      context: { "s3:TlsVersion": "1.3", ...context },
    });
  };

  const cases: [what: string, action: string, path: string, context: RequestContext, answer: Decision][] = [
    ["reads its own object", "s3:GetObject", "/planning/a", {}, "Allowed"],
    ["writes its own object", "s3:PutObject", "/planning/a/b", {}, "Allowed"],
    ["deletes its own object", "s3:DeleteObject", "/planning/a", {}, "Allowed"],
    ["lists its own names", "s3:ListBucket", "", { "s3:prefix": "planning/" }, "Allowed"],
    ["lists a part of them", "s3:ListBucket", "", { "s3:prefix": "planning/2026/" }, "Allowed"],
    ["reads no other's object", "s3:GetObject", "/planning-b/a", {}, "ImplicitlyDenied"],
    ["writes no other's object", "s3:PutObject", "/planning-b/a", {}, "ImplicitlyDenied"],
    ["deletes no other's object", "s3:DeleteObject", "/planning-b/a", {}, "ImplicitlyDenied"],
    ["reads none beside the prefixes", "s3:GetObject", "/a", {}, "ImplicitlyDenied"],
    ["lists no other's names", "s3:ListBucket", "", { "s3:prefix": "planning-b/" }, "ImplicitlyDenied"],
    ["lists no others of like name", "s3:ListBucket", "", { "s3:prefix": "planning" }, "ImplicitlyDenied"],
    ["does not list everything", "s3:ListBucket", "", {}, "ImplicitlyDenied"],
    ["does not list versions", "s3:ListBucketVersions", "", {}, "ImplicitlyDenied"],
    ["deletes no version", "s3:DeleteObjectVersion", "/planning/a", {}, "ImplicitlyDenied"],
    ["does not change the policy", "s3:PutBucketPolicy", "", {}, "ImplicitlyDenied"],
  ];
  for (const [what, action, path, context, answer] of cases)
    it(`${what} (${action})`, async () => expect(await ask(action, path, context)).to.equal(answer));

  it("uses the environment's key for that bucket, through S3, and for nothing else under it", async () => {
    const { graph, parts } = await made({ planning: { shared: true } });
    expect(statement(await policyOf(parts.planning!), "UseBucketKey")).to.deep.equal({
      Sid: "UseBucketKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn("data"),
      Condition: {
        StringEquals: { "kms:EncryptionContext:aws:s3:arn": arnOf(graph, "shared") },
        StringLike: { "kms:ViaService": "s3.*.amazonaws.com" },
      },
    });
  });

  it("is told the bucket and where its own keys begin", async () => {
    const { graph, parts } = await made({ planning: { shared: true }, orders: true });
    const { BUCKET, BUCKET_PREFIX } = parts.planning!.variables!;
    expect(await valueOf(pulumi.output(BUCKET!))).to.equal(
      only(graph, "aws:s3/bucket:Bucket", "shared").outputs.bucket,
    );
    expect(BUCKET_PREFIX).to.equal("planning/");
    // In a bucket of its own, keys begin with nothing.
    expect(Object.keys(parts.orders!.variables!)).to.deep.equal(["BUCKET"]);
  });
});

describe("the policy of a bucket", () => {
  const allowAll = policyDocument([{ Sid: "All", Effect: "Allow", Action: "s3:*", Resource: "*" }]);
  const put = async (context: RequestContext) => {
    const { graph } = await made({ planning: true });
    return decide({
      identityPolicies: { all: allowAll },
      resourcePolicy: ownPolicy(graph, "planning-bucket"),
      principal: `arn:aws:iam::${account}:role/administrator`,
      action: "s3:PutObject",
      resource: `${arnOf(graph, "planning-bucket")}/a`,
      context: { "s3:TlsVersion": "1.2", ...context },
    });
  };
  const algorithm = "s3:x-amz-server-side-encryption";
  const keyId = `${algorithm}-aws-kms-key-id`;
  const cases: [string, RequestContext, Decision][] = [
    ["lets the bucket's own encryption be", {}, "Allowed"],
    ["takes its own key by name", { [algorithm]: "aws:kms", [keyId]: keyArn("planning") }, "Allowed"],
    ["refuses plain transport", { "aws:SecureTransport": "false" }, "ExplicitlyDenied"],
    ["refuses TLS 1.1", { "s3:TlsVersion": "1.1" }, "ExplicitlyDenied"],
    ["takes TLS 1.3", { "s3:TlsVersion": "1.3" }, "Allowed"],
    ["refuses S3's own key", { [algorithm]: "AES256" }, "ExplicitlyDenied"],
    ["refuses another's key", { [algorithm]: "aws:kms", [keyId]: keyArn("orders") }, "ExplicitlyDenied"],
  ];
  for (const [what, context, answer] of cases)
    it(what, async () => expect(await put(context)).to.equal(answer));
});

describe("the record of calls", () => {
  const written = async (principal: string, context: RequestContext) => {
    const { graph } = await build(() =>
      createAccessLogBucket("logs", { scope: scope(), ...settings }, new Parent()),
    );
    return decide({
      identityPolicies: {},
      resourcePolicy: ownPolicy(graph, "logs"),
      principal,
      action: "s3:PutObject",
      resource: `${arnOf(graph, "logs")}/buckets/x`,
      resourceAccount: account,
      context: { "aws:SourceArn": "arn:aws:s3:::planning-bucket-1", ...context },
    });
  };
  it("is written by S3 for the account's own buckets alone", async () => {
    const s3 = "logging.s3.amazonaws.com";
    expect(await written(s3, { "aws:SourceAccount": account })).to.equal("Allowed");
    expect(await written(s3, { "aws:SourceAccount": "999999999999" })).to.equal("ImplicitlyDenied");
    expect(
      await written("logdelivery.elasticloadbalancing.amazonaws.com", { "aws:SourceAccount": account }),
    ).to.equal("ImplicitlyDenied");
  });
});
