import { expect } from "chai";
import { only } from "../../support/harness";
import { listOf, policiesOf } from "../../support/resources";
import { type Built, each, refused, type Trap } from "./trap";

const bucketType = "aws:s3/bucket:Bucket";
const own = { "data.deletion": "protected" };
const planning = (keys: object) => ({ ...own, "modules.planning.data.bucket": keys });
const part = (name: string) => `aws:s3/bucket${name}:Bucket${name}`;
/** Those that modules write to. */
const written = ({ whole }: Built) =>
  whole
    .ofType(bucketType)
    .filter(({ name }) => /^(planning|support)-bucket$|^data-shared-bucket$/.test(name));
const policyOf = ({ whole }: Built, name: string) =>
  policiesOf(whole).find(({ node }) => node.type === part("Policy") && node.name === name)!.statements;

export const bucketTraps: readonly Trap[] = [
  [
    "a bucket that somebody could open to all",
    ({ whole }) =>
      each(whole, bucketType, ({ name }) => {
        expect(only(whole, part("PublicAccessBlock"), name).inputs, name).to.include({
          blockPublicAcls: true,
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        });
      }),
  ],
  [
    "a call to KMS for every object, and keys that only the caller has",
    (built) => {
      for (const { name } of written(built)) {
        const [rule] = only(built.whole, part("ServerSideEncryptionConfiguration"), name).inputs
          .rules as object[];
        expect(rule, name).to.deep.include({ bucketKeyEnabled: true, blockedEncryptionTypes: ["SSE-C"] });
      }
    },
  ],
  [
    "what is overwritten is lost, and parts of uploads are paid for ever",
    (built) => {
      for (const { name } of written(built)) {
        expect(only(built.whole, part("Versioning"), name).inputs.versioningConfiguration).to.deep.equal({
          status: "Enabled",
        });
        const rules = JSON.stringify(only(built.whole, part("LifecycleConfiguration"), name).inputs.rules);
        expect(rules).to.contain('"abortIncompleteMultipartUpload":{"daysAfterInitiation":7}');
        expect(rules).to.contain('"noncurrentDays":90');
      }
    },
  ],
  [
    "an object lock from the bucket's making, which would make another bucket",
    ({ whole }) => {
      each(whole, bucketType, ({ inputs }) => expect(inputs).not.to.have.property("objectLockEnabled"));
      expect(only(whole, part("ObjectLockConfiguration"), "support-bucket").inputs.rule).to.deep.equal({
        defaultRetention: { mode: "GOVERNANCE", days: 30 },
      });
    },
  ],
  [
    "a lock that nobody at all could lift, but for the records of who did what",
    ({ whole }) =>
      each(whole, part("ObjectLockConfiguration"), ({ name, inputs }) => {
        const { mode } = (inputs.rule as { defaultRetention: { mode: string } }).defaultRetention;
        // Whoever has something to hide may be an administrator.
        expect(mode, name).to.equal(name === "audit-trail" ? "COMPLIANCE" : "GOVERNANCE");
      }),
  ],
  [
    "a bucket that is emptied when it leaves, locked objects too",
    ({ whole, small }) => {
      each(whole, bucketType, ({ name, inputs, options }) => {
        // What the load balancer writes down is no data of anybody.
        if (name === "platform-alb-logs") return;
        expect(inputs.forceDestroy ?? false, name).to.equal(false);
        expect(options.retainOnDelete || options.protect, name).to.equal(true);
      });
      expect(only(small, bucketType, "planning-bucket").inputs.forceDestroy).to.equal(true);
    },
  ],
  [
    "a locked bucket in an environment that is to be deleted with its data",
    refused("modules.planning.data.bucket.lockDays", { "modules.planning.data.bucket": { lockDays: 1 } }),
  ],
  [
    "plain HTTP and old TLS, to the bucket or its objects",
    (built) => {
      for (const { name, outputs } of written(built))
        for (const [sid, condition] of [
          ["DenyPlainTransport", { Bool: { "aws:SecureTransport": "false" } }],
          ["DenyOldTls", { NumericLessThan: { "s3:TlsVersion": "1.2" } }],
        ] as const) {
          const found = policyOf(built, name).find(({ Sid }) => Sid === sid)!;
          expect(found.Condition, name).to.deep.equal(condition);
          expect(listOf(found.Resource)).to.deep.equal([outputs.arn, `${String(outputs.arn)}/*`]);
        }
    },
  ],
  [
    "objects under another key, while those that name none get the bucket's",
    (built) => {
      for (const { name } of written(built)) {
        const { Condition: condition } = policyOf(built, name).find(({ Sid }) => Sid === "DenyOtherKeys")!;
        expect(condition!.Null).to.deep.equal({ "s3:x-amz-server-side-encryption-aws-kms-key-id": "false" });
      }
    },
  ],
  [
    "a policy and the public access block at the same moment (409)",
    ({ whole }) =>
      each(whole, part("Policy"), ({ name, options }) => {
        expect(options.dependencies, name).to.include(only(whole, part("PublicAccessBlock"), name).urn);
      }),
  ],
  [
    "two rules of life or two policies of one bucket, of which the last one wins",
    ({ whole }) => {
      for (const name of [
        "Policy",
        "LifecycleConfiguration",
        "Versioning",
        "Logging",
        "ObjectLockConfiguration",
      ]) {
        const buckets = whole.ofType(part(name)).map(({ inputs }) => inputs.bucket);
        expect(new Set(buckets).size, name).to.equal(buckets.length);
      }
    },
  ],
  [
    "access logs into a bucket that S3 cannot write to",
    ({ whole }) => {
      const target = only(whole, bucketType, "data-bucket-access-logs");
      const [rule] = only(whole, part("ServerSideEncryptionConfiguration"), target.name).inputs
        .rules as object[];
      expect(JSON.stringify(rule)).to.contain("AES256");
      const locked = whole.ofType(part("ObjectLockConfiguration")).map(({ inputs }) => inputs.bucket);
      expect(locked).not.to.include(target.outputs.bucket);
      each(whole, part("Logging"), ({ inputs }) =>
        expect(inputs.targetBucket).to.equal(target.outputs.bucket),
      );
    },
  ],
  [
    "a move to the cheaper class before S3 allows it",
    refused("modules.planning.data.bucket.infrequentAccessDays", planning({ infrequentAccessDays: 29 })),
  ],
  [
    "a move on the day of the end",
    refused(
      "modules.planning.data.bucket.expireDays",
      planning({ infrequentAccessDays: 60, expireDays: 60 }),
    ),
  ],
  [
    "an end before the lock's",
    refused("modules.planning.data.bucket.expireDays", planning({ lockDays: 60, expireDays: 60 })),
  ],
  [
    "one module's rule for the objects of all",
    refused("modules.planning.data.bucket.expireDays", planning({ shared: true, expireDays: 60 })),
  ],
  [
    "a name that is too long, or taken anywhere in the world",
    ({ whole }) =>
      each(whole, bucketType, ({ inputs, outputs }) => {
        expect(inputs).not.to.have.any.keys("bucket", "bucketPrefix");
        expect(String(outputs.bucket)).to.match(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
      }),
  ],
  [
    "a module that may read its bucket and not use its key",
    (built) => {
      const task = policiesOf(built.whole).find(
        ({ node }) => node.name === "planning-task" && node.type.includes("rolePolicy"),
      )!;
      const actions = task.statements.flatMap(({ Action }) => listOf(Action));
      expect(actions).to.include.members([
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "s3:GetObject",
        "s3:PutObject",
      ]);
    },
  ],
  [
    "buckets in production whose calls nobody records",
    refused("data.bucketAccessLogs", { "data.bucketAccessLogs": false }, "prod"),
  ],
];
