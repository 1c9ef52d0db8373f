import { costs, node } from "./cases";

describe("cost of backups", () => {
  const plan = node("aws:backup/plan:Plan");
  const tags = { Backup: "true", Environment: "dev" };
  const changes = ["backups after the first depend on how much changes between them"];
  const database = (inputs: object, name = "one") =>
    node("aws:rds/instance:Instance", { allocatedStorage: 100, ...inputs }, {}, name);
  const volume = (name: string) => node("aws:ebs/volume:Volume", { size: 50, tags }, {}, name);
  const bucket = (inputs: object, name: string) => node("aws:s3/bucket:Bucket", { ...inputs }, {}, name);

  costs("nothing where nothing is backed up", [plan, database({})], { notPriced: changes });
  costs(
    "one full copy of all that has the tag",
    [
      plan,
      ...[database({ tags }), database({ tags: { Environment: "dev" } }, "replica")],
      ...[volume("one"), volume("two")],
      ...[bucket({ tags }, "one"), bucket({ tags }, "two"), bucket({}, "logs")],
    ],
    {
      usd: {
        "backups of databases (one full copy)": 100 * 0.095,
        "backups of volumes (one full copy)": 100 * 0.05,
        "backups of buckets (one full copy)": 2 * 20 * 0.05,
      },
      notPriced: changes,
      unverified: [
        "backups of databases (one full copy)",
        "backups of volumes (one full copy)",
        "backups of buckets (one full copy)",
      ],
      assumptions: { bucketGbPerModule: 20 },
    },
  );
  costs("no guess at restore tests", [node("aws:backup/restoreTestingPlan:RestoreTestingPlan")], {
    notPriced: ["restore tests depend on how much is restored"],
  });
});
