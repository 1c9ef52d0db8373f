import { expect } from "chai";
import { diff } from "../../../simulator/cloud/diff";
import { creationSeconds } from "../../../simulator/cloud/latency";
import { logGroup } from "./given";

describe("diff", () => {
  it("finds nothing where nothing differs, in whatever order", () => {
    const olds = { name: "a", tags: { one: "1", two: "2" }, list: [1, 2] };
    expect(diff(logGroup, olds, { list: [1, 2], tags: { two: "2", one: "1" }, name: "a" })).to.deep.equal({
      changed: [],
      replaces: [],
      deleteBeforeReplace: false,
    });
  });

  it("names what was added, taken away and changed inside, sorted", () => {
    const olds = { retentionInDays: 30, tags: { one: "1" }, skipDestroy: true };
    const news = { retentionInDays: 30, tags: { one: "2" }, kmsKeyId: "key" };
    expect(diff(logGroup, olds, news).changed).to.deep.equal(["kmsKeyId", "skipDestroy", "tags"]);
  });

  it("takes an undefined input for one that is not there", () => {
    expect(diff(logGroup, { name: undefined }, {}).changed).to.deep.equal([]);
  });

  it("sees an order, and a value of another kind", () => {
    expect(diff(logGroup, { list: [1, 2] }, { list: [2, 1] }).changed).to.deep.equal(["list"]);
    expect(diff(logGroup, { days: 30 }, { days: "30" }).changed).to.deep.equal(["days"]);
  });

  it("changes in place what may change", () => {
    const { replaces, deleteBeforeReplace } = diff(
      logGroup,
      { name: "a", tags: { one: "1" } },
      { name: "a", tags: {} },
    );
    expect({ replaces, deleteBeforeReplace }).to.deep.equal({ replaces: [], deleteBeforeReplace: false });
  });

  for (const property of ["name", "bucket", "identifier"])
    it(`deletes first when ${property} is given and stays`, () => {
      const given = { [property]: "a" };
      expect(diff(logGroup, { ...given, region: "a" }, { ...given, region: "b" })).to.deep.equal({
        changed: ["region"],
        replaces: ["region"],
        deleteBeforeReplace: true,
      });
    });

  it("makes the new one first when the name changes, or is made by the provider", () => {
    expect(diff(logGroup, { name: "a" }, { name: "b" })).to.deep.equal({
      changed: ["name"],
      replaces: ["name"],
      deleteBeforeReplace: false,
    });
    expect(diff(logGroup, { region: "a" }, { region: "b" }).deleteBeforeReplace).to.be.false;
  });
});

describe("the time that AWS takes", () => {
  it("is long for a database or a link into the VPC, and a second for most", () => {
    expect(creationSeconds("aws:rds/instance:Instance")).to.equal(600);
    expect(creationSeconds("aws:apigatewayv2/vpcLink:VpcLink")).to.equal(120);
    expect(creationSeconds(logGroup)).to.equal(1);
  });
});
