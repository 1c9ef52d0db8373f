import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { createAccessLogBucket } from "../../../components/data/buckets/accessLogBucket";
import { createDataBucket, type DataBucketArgs } from "../../../components/data/buckets/dataBucket";
import { createSharedBucket } from "../../../components/data/buckets/sharedBucket";
import type { Deletion } from "../../../infra/durability";
import { build, key, keyArn, scope, statementsOf, valueOf } from "../../support/fixtures";
import { only } from "../../support/harness";

/** A parent and nothing else. */
class Parent extends pulumi.ComponentResource {
  constructor() {
    super("test:Parent", "parent");
  }
}

const part = (name: string) => `aws:s3/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;
const deletions = [
  ["protected", true],
  ["disposable", false],
] as const;

const dataBucket = async (change: Partial<DataBucketArgs> = {}) =>
  (
    await build(() => {
      const args = {
        ...{ key: key("planning"), deletion: "protected" as const, noncurrentVersionDays: 90 },
        ...{ tags: { Module: "planning" }, ...change },
      };
      createDataBucket("planning-bucket", args, new Parent());
    })
  ).graph;

describe("a bucket with data", () => {
  for (const [deletion, retainOnDelete] of deletions)
    it(`is ${retainOnDelete ? "kept by AWS" : "emptied"} at its end where data is ${deletion}`, async () => {
      const graph = await dataBucket({ deletion });
      expect(only(graph, part("Bucket")).inputs).to.deep.equal({
        forceDestroy: !retainOnDelete,
        tags: { Module: "planning", Backup: "true" },
      });
      const parts = graph.nodes.filter(({ custom }) => custom);
      expect(parts).to.have.length(6);
      for (const { options, name } of parts) {
        expect(name).to.equal("planning-bucket");
        expect(options).to.include({ protect: false, retainOnDelete });
      }
    });

  it("is closed to the public, under its one key, and keeps old versions for a while", async () => {
    const graph = await dataBucket();
    const name = only(graph, part("Bucket")).outputs.bucket;
    const inputsOf = (type: string) => {
      const { bucket: of, ...inputs } = only(graph, part(type)).inputs;
      expect(of).to.equal(name);
      return inputs;
    };
    expect(inputsOf("BucketPublicAccessBlock")).to.deep.equal({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(inputsOf("BucketServerSideEncryptionConfiguration")).to.deep.equal({
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn("planning") },
          bucketKeyEnabled: true,
          blockedEncryptionTypes: ["SSE-C"],
        },
      ],
    });
    expect(inputsOf("BucketVersioning")).to.deep.equal({ versioningConfiguration: { status: "Enabled" } });
  });

  it("passes on when its objects go or move", async () => {
    const { rules } = only(
      await dataBucket({ expireDays: 400, infrequentAccessDays: 30 }),
      part("BucketLifecycleConfiguration"),
    ).inputs as { readonly rules: readonly Record<string, unknown>[] };
    expect(rules.map(({ id }) => id)).to.deep.equal(["clean-up", "age"]);
    expect(rules[1]).to.deep.include({ expiration: { days: 400 } });
  });

  it("is closed before its policy and versioned before its rules", async () => {
    const graph = await dataBucket({ lockDays: 30 });
    const dependencies = (type: string) => only(graph, part(type)).options.dependencies;
    const versioning = only(graph, part("BucketVersioning")).urn;
    expect(dependencies("BucketPolicy")).to.include(only(graph, part("BucketPublicAccessBlock")).urn);
    expect(dependencies("BucketLifecycleConfiguration")).to.include(versioning);
    expect(dependencies("BucketObjectLockConfiguration")).to.include(versioning);
  });
});

describe("the lock of a bucket", () => {
  it("is governance, and comes and goes without the bucket", async () => {
    const without = await dataBucket();
    const locked = await dataBucket({ lockDays: 365 });
    const { inputs, options } = only(locked, part("BucketObjectLockConfiguration"));
    expect(inputs.rule).to.deep.equal({ defaultRetention: { mode: "GOVERNANCE", days: 365 } });
    expect(options).to.include({ protect: false, retainOnDelete: false });
    expect(without.nodes.map(({ type }) => type)).not.to.include(part("BucketObjectLockConfiguration"));
    // objectLockEnabled would replace it.
    expect(only(locked, part("Bucket")).inputs).to.deep.equal(only(without, part("Bucket")).inputs);
  });

  it("is never broken at the bucket's end, whatever becomes of other data", async () => {
    const graph = await dataBucket({ lockDays: 1, deletion: "disposable" });
    expect(only(graph, part("Bucket")).inputs).to.include({ forceDestroy: false });
  });
});

describe("the record of calls to a bucket", () => {
  const logs = { name: pulumi.output("logs-1") };

  it("is written only where the environment has one, and ends with the setting", async () => {
    const { inputs, options } = only(await dataBucket({ accessLogs: logs }), part("BucketLogging"));
    expect(inputs).to.deep.include({
      targetBucket: "logs-1",
      targetPrefix: "buckets/",
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    });
    expect(options).to.include({ protect: false, retainOnDelete: false });
    const none = await dataBucket({ accessLogs: undefined });
    expect(none.nodes.map(({ type }) => type)).not.to.include(part("BucketLogging"));
  });

  const logBucket = async (deletion: Deletion) => {
    const { graph, made } = await build(() =>
      createAccessLogBucket("logs", { scope: scope(), deletion, logRetentionDays: 30 }, new Parent()),
    );
    return { graph, ref: made as ReturnType<typeof createAccessLogBucket> };
  };

  for (const [deletion, retainOnDelete] of deletions)
    it(`is ${retainOnDelete ? "kept" : "emptied"} where data is ${deletion}`, async () => {
      const { graph } = await logBucket(deletion);
      expect(only(graph, part("Bucket")).inputs).to.deep.equal({ forceDestroy: !retainOnDelete });
      for (const { options } of graph.nodes.filter(({ custom }) => custom))
        expect(options).to.include({ protect: false, retainOnDelete });
    });

  it("lies in a bucket that S3 can deliver to, for as long as all logs of data", async () => {
    const { graph, ref } = await logBucket("protected");
    expect(only(graph, part("BucketServerSideEncryptionConfiguration")).inputs.rules).to.deep.equal([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
    expect(only(graph, part("BucketLifecycleConfiguration")).inputs.rules).to.deep.equal([
      {
        ...{ id: "expire", status: "Enabled", filter: {}, expiration: { days: 30 } },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
    const types = graph.nodes.map(({ type }) => type);
    for (const kind of ["BucketObjectLockConfiguration", "BucketVersioning", "BucketLogging"])
      expect(types).not.to.include(part(kind));
    const { policy } = only(graph, part("BucketPolicy")).inputs;
    expect(statementsOf(policy).map(({ Sid }) => Sid)).to.deep.equal([
      "BucketsWriteLogs",
      "DenyPlainTransport",
      "DenyOldTls",
    ]);
    expect(await valueOf(ref.name)).to.equal(only(graph, part("Bucket")).outputs.bucket);
  });
});

describe("the bucket that modules share", () => {
  it("is under the environment's key, in nobody's name and in nobody's way", async () => {
    const { graph, made } = await build(() =>
      createSharedBucket(
        "shared",
        { dataKey: key("data"), deletion: "protected", noncurrentVersionDays: 90, accessLogs: undefined },
        new Parent(),
      ),
    );
    const bucket = only(graph, part("Bucket"));
    expect(bucket.inputs.tags).to.deep.equal({ Backup: "true" });
    expect(bucket.options).to.include({ protect: false, retainOnDelete: true });
    expect(JSON.stringify(only(graph, part("BucketPolicy")).inputs)).to.include(keyArn("data"));
    const ref = made as ReturnType<typeof createSharedBucket>;
    expect(await valueOf(ref.arn)).to.equal(bucket.outputs.arn);
    expect(await valueOf(ref.key.arn)).to.equal(keyArn("data"));
  });
});
