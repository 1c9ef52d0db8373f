import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { createModuleBucket } from "../../../components/data/module/bucket";
import { createSecret, pendingValue, randomPassword } from "../../../components/data/secret";
import type { Deletion } from "../../../infra/durability";
import { denyOtherEncryption } from "../../../infra/iam/statements";
import { build, key, keyArn, statement, statementsOf } from "../../support/fixtures";
import { only, run } from "../../support/harness";

/** A parent and nothing else. */
class Parent extends pulumi.ComponentResource {
  constructor() {
    super("test:Parent", "parent");
  }
}

const deletions = [
  ["protected", true],
  ["disposable", false],
] as const;

const bucket = async (deletion: Deletion = "protected") =>
  (
    await build(() => {
      const args = {
        key: key("planning"),
        deletion,
        noncurrentVersionDays: 90,
        tags: { Module: "planning" },
      };
      createModuleBucket("planning", args, new Parent());
    })
  ).graph;

describe("the bucket of a module", () => {
  const part = (name: string) => `aws:s3/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;

  for (const [deletion, retainOnDelete] of deletions)
    it(`is ${retainOnDelete ? "kept by AWS" : "emptied"} at its end where data is ${deletion}`, async () => {
      const graph = await bucket(deletion);
      const { inputs } = only(graph, part("Bucket"));
      expect(inputs).to.deep.equal({ forceDestroy: !retainOnDelete, tags: { Module: "planning" } });
      const parts = graph.nodes.filter(({ custom }) => custom);
      expect(parts).to.have.length(6);
      for (const { options, name } of parts) {
        expect(name).to.equal("planning-bucket");
        expect(options).to.include({ protect: false, retainOnDelete });
      }
    });

  it("is closed to the public, under the module's key, and keeps old versions for a while", async () => {
    const graph = await bucket();
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
        },
      ],
    });
    expect(inputsOf("BucketVersioning")).to.deep.equal({ versioningConfiguration: { status: "Enabled" } });
    expect(inputsOf("BucketLifecycleConfiguration")).to.deep.equal({
      rules: [
        {
          id: "clean-up",
          status: "Enabled",
          filter: {},
          noncurrentVersionExpiration: { noncurrentDays: 90 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        },
      ],
    });
  });

  it("refuses what comes without TLS or under another key", async () => {
    const graph = await bucket();
    const arn = String(only(graph, part("Bucket")).outputs.arn);
    const { policy } = only(graph, part("BucketPolicy")).inputs;
    expect(statementsOf(policy).map(({ Sid, Effect }) => `${Effect} ${Sid}`)).to.deep.equal([
      "Deny DenyPlainTransport",
      "Deny DenyOtherEncryption",
      "Deny DenyOtherKeys",
    ]);
    expect(statement(policy, "DenyPlainTransport")).to.deep.include({
      Principal: "*",
      Action: "s3:*",
      Resource: [arn, `${arn}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
    expect(statementsOf(policy).slice(1)).to.deep.equal(denyOtherEncryption(arn, keyArn("planning")));
    expect(JSON.stringify(statement(policy, "DenyOtherKeys"))).to.include(keyArn("planning"));
  });

  it("is closed before its policy and versioned before its rules", async () => {
    const graph = await bucket();
    const dependencies = (type: string) => only(graph, part(type)).options.dependencies;
    expect(dependencies("BucketPolicy")).to.include(only(graph, part("BucketPublicAccessBlock")).urn);
    expect(dependencies("BucketLifecycleConfiguration")).to.include(
      only(graph, part("BucketVersioning")).urn,
    );
  });
});

describe("createSecret", () => {
  const secret = async (deletion: Deletion, tags?: Record<string, string>) => {
    const { graph } = await build(() => {
      const parent = new Parent();
      const args = { description: "One", key: key("data"), deletion, recoveryDays: 7, initial: pendingValue };
      createSecret("one", { ...args, ...(tags === undefined ? {} : { tags }) }, parent);
    });
    return {
      secret: only(graph, "aws:secretsmanager/secret:Secret"),
      version: only(graph, "aws:secretsmanager/secretVersion:SecretVersion"),
    };
  };

  for (const [deletion, retainOnDelete] of deletions)
    it(`encrypts, and ${retainOnDelete ? "keeps" : "drops"} what is ${deletion}`, async () => {
      const { secret: made, version } = await secret(deletion);
      expect(made.inputs).to.deep.equal({
        description: "One",
        kmsKeyId: keyArn("data"),
        recoveryWindowInDays: 7,
      });
      for (const { options } of [made, version])
        expect(options).to.include({ protect: false, retainOnDelete });
    });

  it("writes its first value once, in a field that no state keeps, and never over a rotated one", async () => {
    const { secret: made, version } = await secret("protected", { Module: "planning" });
    expect(made.inputs.tags).to.deep.equal({ Module: "planning" });
    expect(version.inputs).to.deep.equal({
      secretId: made.outputs.id,
      // Marked, so that no engine shows it.
      secretStringWo: { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: "pending" },
      secretStringWoVersion: 1,
    });
    expect(version.options.ignoreChanges).to.deep.equal(["secretStringWo"]);
  });

  it("asks for a password that nothing has to quote and MariaDB can take", async () => {
    const asked: unknown[] = [];
    await run(() => {
      const original = pulumi.runtime.getMonitor() as unknown as { invoke: (...args: never[]) => unknown };
      const invoke = original.invoke.bind(original) as (request: never, callback: never) => unknown;
      original.invoke = (request: never, callback: never) => {
        asked.push((request as { getArgs(): { toJavaScript(): unknown } }).getArgs().toJavaScript());
        return invoke(request, callback);
      };
      randomPassword(new Parent());
    });
    expect(asked).to.deep.equal([{ passwordLength: 40, excludePunctuation: true }]);
  });
});
