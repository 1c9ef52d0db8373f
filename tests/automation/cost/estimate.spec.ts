import { expect } from "chai";
import fc from "fast-check";
import { estimate, totalsBy } from "../../../automation/cost";
import { assumptions as defaults } from "./assumptions";
import { estimators } from "../../../automation/cost/estimators";
import { freeTypes } from "../../../automation/cost/free";
import { Graph, type GraphNode } from "../../../simulator/graph";
import { node } from "./cases";

/** Enough inputs to make most types billable. */
const billable = { vpcEndpointType: "Interface", subnetIds: ["a"], type: "gp3", size: 8, desiredCount: 1 };
const resource = (type: string, name: string): GraphNode => node(type, billable, {}, name);

const types = [
  ...estimators.keys(),
  ...freeTypes.keys(),
  "aws:shield/protection:Protection",
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
        const { lines, total } = estimate(new Graph(nodes), region, defaults);
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
          estimate(new Graph(order), "us-east-1", defaults),
        );
        expect(one).to.deep.equal(other);
      }),
    );
  });

  it("names the unit, the item and the field of a line", () => {
    const { lines } = estimate(new Graph([resource("aws:ec2/eip:Eip", "address")]), "us-east-1", defaults);
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
    const shield = resource("aws:shield/protection:Protection", "shield");
    expect(estimate(new Graph([shield]), "us-east-1", defaults)).to.deep.equal({
      region: "us-east-1",
      lines: [],
      notPriced: [
        {
          urn: shield.urn,
          type: shield.type,
          name: "shield",
          reason: "the estimator does not know this type",
        },
      ],
      total: 0,
    });
  });

  it("lists everything billable in a region without prices as not priced", () => {
    const here = estimate(new Graph(everything), "us-east-1", defaults);
    const there = estimate(new Graph(everything), "eu-west-1", defaults);
    expect(there.lines).to.deep.equal([]);
    expect(there.total).to.equal(0);
    expect(there.notPriced).to.have.length(here.lines.length + here.notPriced.length);
    for (const { item } of here.lines)
      expect(there.notPriced.map(({ reason }) => reason)).to.include(`no price for ${item} in eu-west-1`);
  });

  it("lists nothing for free types and components", () => {
    const free = [...freeTypes.keys()].map((type) => resource(type, "one"));
    const component = { ...resource("ai-platform:network:NetworkTier", "network"), custom: false };
    const { lines, notPriced } = estimate(new Graph([...free, component]), "eu-west-1", defaults);
    expect([...lines, ...notPriced]).to.deep.equal([]);
  });

  it("takes the assumptions given, and the frozen defaults without", () => {
    const graph = new Graph([resource("aws:s3/bucket:Bucket", "files")]);
    expect(estimate(graph, "us-east-1", defaults).total).to.be.closeTo(50 * 0.023, 1e-9);
    const assumptions = { ...defaults, bucketGbPerModule: 100 };
    expect(estimate(graph, "us-east-1", assumptions).total).to.be.closeTo(100 * 0.023, 1e-9);
    expect(Object.isFrozen(defaults)).to.equal(true);
  });

  it("prices amounts of none as no line", () => {
    const graph = new Graph([resource("aws:s3/bucket:Bucket", "files")]);
    expect(estimate(graph, "us-east-1", { ...defaults, bucketGbPerModule: 0 }).lines).to.deep.equal([]);
  });
});

describe("totalsBy", () => {
  it("adds up to the total, whatever the key", () => {
    fc.assert(
      fc.property(anyProgram, anyRegion, (nodes, region) => {
        const { lines, total } = estimate(new Graph(nodes), region, defaults);
        const sum = [...totalsBy(lines, ({ type }) => type).values()].reduce((all, usd) => all + usd, 0);
        expect(sum).to.be.closeTo(total, 1e-6);
      }),
    );
  });

  it("groups by the key, in the order of the keys and not of the lines", () => {
    const nodes = ["z", "a"].flatMap((name) => [
      resource("aws:ec2/eip:Eip", name),
      resource("aws:kms/key:Key", name),
    ]);
    const { lines } = estimate(new Graph(nodes), "us-east-1", defaults);
    const keyOf = ({ type }: { type: string }): string => (type === "aws:ec2/eip:Eip" ? "network" : "keys");
    expect([...totalsBy(lines, keyOf)]).to.deep.equal([
      ["keys", 2],
      ["network", 7.3],
    ]);
  });
});
