import { expect } from "chai";
import { bucketOf, bucketPrefix, lifecycleRules } from "../../infra/buckets";
import type { ModuleDataConfig } from "../../infra/config/schema/moduleData";

describe("what a module's bucket is like", () => {
  const cases: [title: string, declared: ModuleDataConfig["bucket"], made: unknown][] = [
    ["none for false", false, undefined],
    ["its own for true", true, { shared: false }],
    ["its own for a set of keys", { lockDays: 365 }, { shared: false, lockDays: 365 }],
    ["its own where it says so", { shared: false, expireDays: 7 }, { shared: false, expireDays: 7 }],
    ["a prefix of another where it says so", { shared: true }, { shared: true }],
  ];
  for (const [title, bucket, made] of cases)
    it(`is ${title}`, () => expect(bucketOf({ bucket })).to.deep.equal(made));

  it("is told apart from that of a module whose name begins the same", () => {
    expect("plan-b/x".startsWith(bucketPrefix("plan"))).to.equal(false);
    expect(bucketPrefix("plan")).to.equal("plan/");
  });
});

describe("what S3 does with old objects", () => {
  const rules = (bucket: Parameters<typeof lifecycleRules>[0]) =>
    lifecycleRules(bucket, { noncurrentVersionDays: 90 });
  const cleanUp = {
    id: "clean-up",
    status: "Enabled",
    filter: {},
    noncurrentVersionExpiration: { noncurrentDays: 90 },
    abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
    expiration: { expiredObjectDeleteMarker: true },
  };
  const age = { id: "age", status: "Enabled", filter: {} };
  const moved = (days: number) => ({ transitions: [{ days, storageClass: "STANDARD_IA" }] });

  const cases: [string, Parameters<typeof lifecycleRules>[0], object[]][] = [
    ["only what nobody needs goes", {}, []],
    ["all goes", { expireDays: 30 }, [{ ...age, expiration: { days: 30 } }]],
    ["all moves", { infrequentAccessDays: 30 }, [{ ...age, ...moved(30) }]],
    [
      "all moves, and goes later",
      { expireDays: 365, infrequentAccessDays: 60 },
      [{ ...age, expiration: { days: 365 }, ...moved(60) }],
    ],
  ];
  for (const [title, bucket, more] of cases)
    it(`${title} with ${JSON.stringify(bucket)}`, () =>
      expect(rules(bucket)).to.deep.equal([cleanUp, ...more]));
});
