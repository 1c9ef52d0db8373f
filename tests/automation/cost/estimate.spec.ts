import { expect } from "chai";
import fc from "fast-check";
import { assumptionDefaults, estimate, totalsBy } from "../../../automation/cost";
import { estimators } from "../../../automation/cost/estimators";
import { freeTypes } from "../../../automation/cost/free";
import { Graph, type GraphNode } from "../../../simulator/graph";

const resource = (type: string, name: string, more: Partial<GraphNode> = {}): GraphNode => ({
  urn: `urn:pulumi:dev::test::${type}::${name}`,
  type,
  name,
  custom: true,
  inputs: { vpcEndpointType: "Interface", subnetIds: ["a"], type: "gp3", size: 8, desiredCount: 1 },
  outputs: {},
  options: {
    protect: false,
    retainOnDelete: false,
    deleteBeforeReplace: false,
    ignoreChanges: [],
    dependencies: [],
    provider: "",
  },
  ...more,
});

const types = [
  ...estimators.keys(),
  ...freeTypes.keys(),
  "aws:wafv2/webAcl:WebAcl",
  "random:index/randomId:RandomId",
];
const everything = types.map((type) => resource(type, "one"));
const anyProgram = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...types), fc.nat(5)), {
    selector: ([type, index]) => `${type} ${index}`,
  })
  .map((picks) => picks.map(([type, index]) => resource(type, `r${index}`)));
const anyRegion = fc.constantFrom("us-east-1", "ap-northeast-2", "eu-west-1");

describe("estimate", () => {
  it("totals its lines, each of which is its amount at its price", () => {
    fc.assert(
      fc.property(anyProgram, anyRegion, (nodes, region) => {
        const { lines, total } = estimate(new Graph(nodes), region);
        expect(total).to.equal(lines.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0));
        for (const line of lines) {
          expect(line.monthlyUsd).to.equal(line.quantity * line.unitPrice);
          expect(line.monthlyUsd, line.item).to.be.greaterThan(0);
        }
      }),
    );
  });

  it("is the same whatever the order of the resources", () => {
    fc.assert(
      fc.property(anyProgram, (nodes) => {
        const [one, other] = [nodes, nodes.toReversed()].map((order) =>
          estimate(new Graph(order), "us-east-1"),
        );
        expect(one).to.deep.equal(other);
      }),
    );
  });

  it("names the unit, the item and the field of a line", () => {
    const { lines } = estimate(new Graph([resource("aws:ec2/eip:Eip", "address")]), "us-east-1");
    expect(lines).to.deep.equal([
      {
        urn: "urn:pulumi:dev::test::aws:ec2/eip:Eip::address",
        type: "aws:ec2/eip:Eip",
        name: "address",
        item: "public IPv4 address hours",
        quantity: 730,
        unit: "hour",
        unitPrice: 0.005,
        monthlyUsd: 3.65,
        unverified: false,
        field: "network.natGateways",
      },
    ]);
  });

  it("lists a type that it does not know as not priced", () => {
    const node = resource("aws:wafv2/webAcl:WebAcl", "shield");
    expect(estimate(new Graph([node]), "us-east-1")).to.deep.equal({
      region: "us-east-1",
      lines: [],
      notPriced: [
        { urn: node.urn, type: node.type, name: "shield", reason: "the estimator does not know this type" },
      ],
      total: 0,
    });
  });

  it("lists everything billable in a region without prices as not priced", () => {
    const here = estimate(new Graph(everything), "us-east-1");
    const there = estimate(new Graph(everything), "eu-west-1");
    expect(there.lines).to.deep.equal([]);
    expect(there.total).to.equal(0);
    expect(there.notPriced).to.have.length(here.lines.length + here.notPriced.length);
    for (const { item } of here.lines)
      expect(there.notPriced.map(({ reason }) => reason)).to.include(`no price for ${item} in eu-west-1`);
  });

  it("lists nothing for free types and components", () => {
    const free = [...freeTypes.keys()].map((type) => resource(type, "one"));
    const component = resource("ai-platform:network:NetworkTier", "network", { custom: false });
    const { lines, notPriced } = estimate(new Graph([...free, component]), "eu-west-1");
    expect([...lines, ...notPriced]).to.deep.equal([]);
  });

  it("takes the assumptions given, and the frozen defaults without", () => {
    const graph = new Graph([resource("aws:s3/bucket:Bucket", "files")]);
    expect(estimate(graph, "us-east-1").total).to.be.closeTo(50 * 0.023, 1e-9);
    const assumptions = { ...assumptionDefaults, bucketGbPerModule: 100 };
    expect(estimate(graph, "us-east-1", assumptions).total).to.be.closeTo(100 * 0.023, 1e-9);
    expect(Object.isFrozen(assumptionDefaults)).to.equal(true);
  });

  it("prices amounts of none as no line", () => {
    const graph = new Graph([resource("aws:s3/bucket:Bucket", "files")]);
    expect(estimate(graph, "us-east-1", { ...assumptionDefaults, bucketGbPerModule: 0 }).lines).to.deep.equal(
      [],
    );
  });
});

describe("totalsBy", () => {
  it("adds up to the total, whatever the key", () => {
    fc.assert(
      fc.property(anyProgram, anyRegion, (nodes, region) => {
        const { lines, total } = estimate(new Graph(nodes), region);
        const sum = [...totalsBy(lines, ({ type }) => type).values()].reduce((all, usd) => all + usd, 0);
        expect(sum).to.be.closeTo(total, 1e-6);
      }),
    );
  });

  it("groups by the key, in the order of the keys", () => {
    const names = ["b", "a"].flatMap((name) => [
      resource("aws:ec2/eip:Eip", name),
      resource("aws:kms/key:Key", name, { inputs: {} }),
    ]);
    const { lines } = estimate(new Graph(names), "us-east-1");
    expect([...totalsBy(lines, ({ name }) => name)]).to.deep.equal([
      ["a", 4.65],
      ["b", 4.65],
    ]);
  });
});
