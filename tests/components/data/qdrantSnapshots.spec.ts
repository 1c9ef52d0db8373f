import { expect } from "chai";
import { keyArn } from "../../support/fixtures";
import { only } from "../../support/harness";
import { buildQdrant } from "./qdrantArgs";

describe("the snapshots of Qdrant", () => {
  for (const [deletion, forceDestroy] of [
    ["protected", false],
    ["disposable", true],
  ] as const)
    it(`lie in a bucket of their own for as long as the configuration says, ${deletion}`, async () => {
      const { graph } = await buildQdrant({ deletion, snapshotRetentionDays: 7 });
      const bucket = only(graph, "aws:s3/bucket:Bucket");
      expect(bucket.inputs).to.deep.equal({ forceDestroy });
      // Without protection: the configuration may have no snapshots any more, and what there is stays.
      expect(bucket.options).to.include({ protect: false, retainOnDelete: !forceDestroy });
      const lifecycle = only(graph, "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration");
      expect(lifecycle.inputs).to.deep.equal({
        bucket: bucket.outputs.bucket,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: {},
            expiration: { days: 7 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
          },
        ],
      });
    });

  it("are under the data key and nobody else's", async () => {
    const { graph } = await buildQdrant();
    expect(
      only(graph, "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration")
        .inputs.rules,
    ).to.deep.equal([
      {
        applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn("data") },
        bucketKeyEnabled: true,
        blockedEncryptionTypes: ["SSE-C"],
      },
    ]);
  });
});
