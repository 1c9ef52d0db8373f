import { costs, node, type Fields } from "./cases";

const databaseType = "aws:rds/instance:Instance";

describe("cost of databases", () => {
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

  const source = (inputs: Fields = {}) =>
    node(
      databaseType,
      {
        identifier: "one",
        engine: "mariadb",
        instanceClass: "db.r7g.large",
        allocatedStorage: 100,
        storageType: "gp3",
        multiAz: true,
        ...inputs,
      },
      {},
      "source",
    );
  const proxy = () => node("aws:rds/proxy:Proxy", {}, { name: "door" });
  const target = (dbInstanceIdentifier = "one") =>
    node("aws:rds/proxyTarget:ProxyTarget", { dbProxyName: "door", dbInstanceIdentifier });
  const vcpus = "RDS Proxy vCPU-hours";
  const sizes: readonly (readonly [instanceClass: string, vcpus: number])[] = [
    ["db.t4g.micro", 2],
    ["db.r7g.large", 2],
    ["db.m7g.xlarge", 4],
    ["db.r7g.4xlarge", 16],
  ];
  for (const [instanceClass, count] of sizes)
    costs(`a proxy of ${instanceClass} by its vCPUs`, [proxy(), target(), source({ instanceClass })], {
      usd: { [vcpus]: count * 0.018 * 730 },
      unverified: [],
    });
  const unknown = { notPriced: ["the size of the server behind the proxy is not known"] };
  costs("no guess at a proxy without a target", [proxy(), source()], unknown);
  costs("no guess at a proxy of a stranger", [proxy(), target("two"), source()], unknown);
  costs(
    "no guess at a proxy of another size",
    [proxy(), target(), source({ instanceClass: "db.r7g.metal" })],
    unknown,
  );
});
