import { expect } from "chai";
import { check, handleOf, make, newFiles, openCloud, record } from "./given";

const part = (name: string) => `aws:s3/${name[0]!.toLowerCase()}${name.slice(1)}:${name}`;
const lock = part("BucketObjectLockConfiguration");
const versioning = part("BucketVersioning");

describe("a lock of objects", () => {
  const of = (status: string, bucket = "one") =>
    record(versioning, "old", { bucket, versioningConfiguration: { status } });

  it("needs versions in its own bucket", () => {
    expect(() => check(lock, { bucket: "one" }, of("Enabled"))).not.to.throw();
    for (const other of [of("Suspended"), of("Enabled", "two")])
      expect(() => check(lock, { bucket: "one" }, other)).to.throw(
        "simulated AWS: InvalidBucketState: Versioning must be 'Enabled' on one",
      );
  });

  it("keeps access logs out", () => {
    const type = part("BucketLogging");
    const locked = record(lock, "old", { bucket: "logs" });
    expect(() => check(type, { bucket: "one", targetBucket: "logs" }, locked)).to.throw(
      "simulated AWS: InvalidTargetBucketForLogging: logs has Object Lock",
    );
    expect(() => check(type, { bucket: "logs", targetBucket: "others" }, locked)).not.to.throw();
  });
});

describe("the life of objects", () => {
  const life = (days: number, expires?: number, storageClass = "STANDARD_IA") => {
    const expiration = expires === undefined ? {} : { expiration: { days: expires } };
    return () =>
      check(part("BucketLifecycleConfiguration"), {
        rules: [{ id: "clean-up" }, { transitions: [{ days, storageClass }], ...expiration }],
      });
  };

  it("has thirty days before the cheaper class, and more after it", () => {
    expect(life(30)).not.to.throw();
    expect(life(30, 31)).not.to.throw();
    expect(life(1, 2, "GLACIER")).not.to.throw();
    expect(life(29)).to.throw(
      "InvalidArgument: 'Days' in Transition action must be greater than or equal to 30",
    );
    expect(life(30, 30)).to.throw("InvalidArgument: 'Days' in the Expiration action must be greater than");
  });
});

describe("a backup vault's lock", () => {
  const type = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

  it("has fewest days before most days, and three days to think again", () => {
    expect(() => check(type, { minRetentionDays: 35, maxRetentionDays: 35 })).not.to.throw();
    expect(() => check(type, { changeableForDays: 3 })).not.to.throw();
    expect(() => check(type, { minRetentionDays: 36, maxRetentionDays: 35 })).to.throw(
      "InvalidParameterValueException: MinRetentionDays 36",
    );
    expect(() => check(type, { changeableForDays: 2 })).to.throw("ChangeableForDays must be 3 or more");
  });
});

describe("plans of backups", () => {
  const newFile = newFiles();
  const cases = [
    ["aws:backup/plan:Plan", "aws:backup/selection:Selection", "planId"],
    [
      "aws:backup/restoreTestingPlan:RestoreTestingPlan",
      "aws:backup/restoreTestingSelection:RestoreTestingSelection",
      "restoreTestingPlanName",
    ],
  ] as const;
  for (const [plan, selection, names] of cases)
    it(`of the type ${plan} stay while they have a selection`, () => {
      const cloud = openCloud(newFile());
      const made = make(cloud, plan, "one", { name: "one" });
      const own = { [names]: made.id, name: "two", protectedResourceArns: ["*"] };
      const selected = make(cloud, selection, "two", own);
      expect(() => {
        cloud.delete(handleOf(made), plan);
      }).to.throw("InvalidRequestException");
      cloud.delete(handleOf(selected), selection);
      cloud.delete(handleOf(made), plan);
      expect(cloud.resources()).to.deep.equal([]);
    });

  it("test what they are told to", () => {
    const type = cases[1][1];
    expect(() => check(type, { protectedResourceArns: ["*"] })).not.to.throw();
    expect(() => check(type, { protectedResourceConditions: {} })).not.to.throw();
    expect(() => check(type, { protectedResourceArns: [] })).to.throw("MissingParameterValueException");
  });
});
