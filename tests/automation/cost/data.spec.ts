import { costs, node, type Fields } from "./cases";

describe("cost of data", () => {
  const database = (inputs: Fields) =>
    node("aws:rds/instance:Instance", {
      engine: "mariadb",
      instanceClass: "db.t4g.medium",
      allocatedStorage: 50,
      storageType: "gp3",
      ...inputs,
    });
  const hours = "RDS MariaDB db.t4g.medium hours";
  const single = { [hours]: 0.102 * 730, "RDS gp3 storage": 50 * 0.131 };

  costs("a database in one zone", [database({})], { usd: single, unverified: [hours] });
  costs(
    "a database in two zones with its secret",
    [database({ multiAz: true, manageMasterUserPassword: true })],
    {
      usd: {
        [`${hours} in two zones`]: 2 * 0.102 * 730,
        "RDS gp3 storage in two zones": 50 * 0.262,
        "secret of the master user, made by RDS": 0.4,
      },
    },
  );
  costs("no guess at what is extra", [database({ iops: 4000, performanceInsightsRetentionPeriod: 31 })], {
    usd: single,
    notPriced: [
      "no price for RDS storage speed above what the size brings",
      "no price for Database Insights beyond seven days",
    ],
  });
  costs("no guess at the advanced mode", [database({ databaseInsightsMode: "advanced" })], {
    usd: single,
    notPriced: ["no price for Database Insights beyond seven days"],
  });
  costs(
    "no guess at another class and storage",
    [database({ instanceClass: "db.x2g.large", storageType: "io2" })],
    {
      notPriced: [
        "no price for RDS MariaDB db.x2g.large hours in ap-northeast-2",
        "no price for RDS storage that is not gp3",
      ],
    },
  );
  costs("no guess without a size", [database({ allocatedStorage: undefined })], {
    usd: { [hours]: 0.102 * 730 },
    notPriced: ["no price for the RDS storage: the size is not given"],
  });
  costs("no guess without a class", [database({ instanceClass: undefined })], {
    notPriced: ["the database names no instance class"],
  });
  costs("no guess at another engine", [database({ engine: "postgres" })], {
    notPriced: ["no price for RDS with the engine postgres"],
  });
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
  costs("no guess at backups", [node("aws:backup/plan:Plan")], {
    notPriced: ["backup storage depends on how much changes between backups"],
  });
});
