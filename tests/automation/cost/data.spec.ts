import { costs, node } from "./cases";

describe("cost of data", () => {
  costs("a bucket", [node("aws:s3/bucket:Bucket")], { usd: { "S3 Standard storage (assumed)": 50 * 0.025 } });
  costs("a key", [node("aws:kms/key:Key")], { usd: { "KMS key": 1 } });
  costs("an HMAC key like any other", [node("aws:kms/key:Key", { keyUsage: "GENERATE_VERIFY_MAC" })], {
    usd: { "KMS key": 1 },
  });
  costs("a replica of a key", [node("aws:kms/replicaKey:ReplicaKey")], { usd: { "KMS key": 1 } });
  costs("a secret", [node("aws:secretsmanager/secret:Secret")], { usd: { secret: 0.4 } });
  costs("a secret and its replica", [node("aws:secretsmanager/secret:Secret", { replicas: [{}] })], {
    usd: { secret: 0.8 },
  });
  costs("nothing for a standard parameter", [node("aws:ssm/parameter:Parameter", { tier: "Standard" })], {});
  costs("no guess at an advanced parameter", [node("aws:ssm/parameter:Parameter", { tier: "Advanced" })], {
    notPriced: ["no price for advanced SSM parameters"],
  });
});
