import { expect } from "chai";
import { priceBooks, pricesOf } from "../../../automation/cost/prices";
import { priceBook, type RegionPrice } from "../../../automation/cost/prices/book";
import { unitOf } from "../../../automation/cost/prices/ids";
import { sources } from "../../../automation/cost/prices/sources";
import { instanceTypes } from "../../../infra/aws/instances";
import { studioInstanceTypes } from "../../../infra/aws/studioInstances";

describe("price book", () => {
  for (const [region, book] of priceBooks) {
    it(`gives every price of ${region} an amount, a unit, a source and a day`, () => {
      expect(book.size).to.be.greaterThan(40);
      for (const price of book.values()) {
        expect(price.usd, price.id).to.be.greaterThan(0);
        expect(price.unit, price.id).to.equal(unitOf(price.id));
        expect(price.source.text, price.id).to.match(/\S{3}/);
        expect(price.source.date, price.id).to.match(/^20\d\d-\d\d-\d\d$/);
      }
    });

    it(`marks every price of ${region} that is scaled, borrowed or remembered as unverified`, () => {
      const weak = /scaled|doubled|in place of|memory|no region/;
      for (const price of book.values())
        if (weak.test(price.source.text)) expect(price.unverified, price.id).to.equal(true);
    });

    it(`grows with the instance size in ${region}`, () => {
      const sizes = ["micro", "small", "medium", "large", "xlarge", "2xlarge", "4xlarge"];
      for (const [id, { usd }] of book) {
        const [, family, size] = /^((?:ec2|rds|cache\.valkey)\..*)\.(\w+)$/.exec(id) ?? [];
        // The smaller sizes of a GPU family all have the one GPU, which is most of the price.
        if (/^ec2\.g\d/.test(id)) continue;
        const next = book.get(`${family}.${sizes[sizes.indexOf(size ?? "") + 1]}` as typeof id);
        if (next !== undefined) expect(next.usd / usd, next.id).to.be.closeTo(2, 0.1);
      }
    });
  }

  it("prices the same fixed items in both regions", () => {
    const [first, ...others] = [...priceBooks.values()].map((book) =>
      [...book.keys()].filter((id) => unitOf(id) !== "instance-hour").sort(),
    );
    expect(first).to.have.length(65);
    for (const other of others) expect(other).to.deep.equal(first);
  });

  it("prices every type that a pool may have, in Seoul without two families of no source", () => {
    const unpricedIn = (region: string) =>
      instanceTypes.filter((type) => !pricesOf(region).has(`ec2.${type}`));
    expect(unpricedIn("us-east-1")).to.deep.equal([]);
    expect(unpricedIn("ap-northeast-2").filter((type) => !/^[cr]7i\./.test(type))).to.deep.equal([]);
  });

  it("has every instance that a team of the workbench may start", () => {
    for (const region of ["us-east-1", "ap-northeast-2"])
      for (const type of studioInstanceTypes)
        expect(pricesOf(region).has(`studio.${type}`), `${type} in ${region}`).to.equal(true);
  });

  it("has no prices for another region", () => {
    expect(pricesOf("eu-west-1").size).to.equal(0);
  });

  it("refuses a second price for the same id", () => {
    const row: RegionPrice = { id: "nat.hour", usd: 1, source: sources.memory };
    expect(() => priceBook([row, row])).to.throw("two prices for nat.hour");
  });

  // Spot checks against the published figures, so that a slip of the keyboard shows.
  const published: [string, RegionPrice["id"], number][] = [
    ["us-east-1", "fargate.x86.vcpu", 0.04048],
    ["us-east-1", "nat.hour", 0.045],
    ["us-east-1", "rds.mariadb.db.t4g.medium", 0.065],
    ["us-east-1", "cache.serverless.data", 0.084],
    ["us-east-1", "cache.valkey.r7g.large", 0.1752],
    ["us-east-1", "ec2.g5.xlarge", 1.006],
    ["us-east-1", "ec2.c7g.medium", 0.0363],
    ["us-east-1", "ec2.g6e.12xlarge", 10.49264],
    ["us-east-1", "privateCa.shortLived", 50],
    ["us-east-1", "nlb.capacity", 0.006],
    ["us-east-1", "internet.out", 0.09],
    ["us-east-1", "lambda.x86", 0.0000166667],
    ["ap-northeast-2", "ec2.m7i.large", 0.1239],
    ["ap-northeast-2", "ec2.g6.xlarge", 0.9896],
    ["ap-northeast-2", "ecsAnywhere.hour", 0.01025],
    ["ap-northeast-2", "internet.out", 0.126],
    ["ap-northeast-2", "cognito.essentials", 0.015],
    ["ap-northeast-2", "lambda.arm", 0.0000133334],
    ["ap-northeast-2", "fargate.arm.vcpu", 0.03725],
    ["ap-northeast-2", "fargate.arm.memory", 0.00409],
    ["ap-northeast-2", "nat.hour", 0.059],
    ["ap-northeast-2", "endpoint.hour", 0.013],
    ["ap-northeast-2", "logs.ingest", 0.76],
    ["ap-northeast-2", "rds.proxy", 0.018],
    ["ap-northeast-2", "cache.valkey.t4g.micro", 0.0192],
  ];
  for (const [region, id, usd] of published)
    it(`prices ${id} in ${region} at ${usd}`, () => expect(pricesOf(region).get(id)?.usd).to.equal(usd));
});
