import { expect } from "chai";
import { expand, twoZones, oneZone, noNat, inputsOf, rangesOf } from "./cases";

describe("awsx:ec2:Vpc, rules that no recording shows", () => {
  // vpc.ts, initialize and getDefaultAzs
  it("takes three zones and 10.0.0.0/16 when nothing is said, with a gateway in each zone", () => {
    const expansion = expand({});
    expect(rangesOf(expansion)).to.deep.equal({
      "net-private-1": "10.0.0.0/19",
      "net-private-2": "10.0.64.0/19",
      "net-private-3": "10.0.128.0/19",
      "net-public-1": "10.0.32.0/20",
      "net-public-2": "10.0.96.0/20",
      "net-public-3": "10.0.160.0/20",
    });
    expect(expansion.outputs.natGateways).to.have.length(3);
    expect(expansion.outputs.subnetLayout).to.deep.equal([
      { type: "Private", cidrMask: 19 },
      { type: "Public", cidrMask: 20 },
    ]);
  });

  // subnetDistributorNew.ts, allocateSubnetCidrBlocks and defaultSubnetInputs
  const layouts: [string, Record<string, unknown>, string[]][] = [
    ["a size counts as its mask", { subnetSpecs: [{ type: "Isolated", size: 1024 }] }, ["10.0.0.0/22"]],
    [
      "a spec without a mask takes its even share",
      { subnetSpecs: [{ type: "Isolated" }, { type: "Private", cidrMask: 20 }, { type: "Public" }] },
      ["10.0.0.0/18", "10.0.64.0/20", "10.0.128.0/18"],
    ],
    [
      "availabilityZoneCidrMask replaces the even division",
      { availabilityZoneCidrMask: 20, subnetSpecs: [{ type: "Isolated" }, { type: "Private" }] },
      ["10.0.0.0/21", "10.0.8.0/21"],
    ],
    [
      "unused specs keep their room and create nothing",
      {
        subnetSpecs: [
          { type: "Isolated", cidrMask: 24 },
          { type: "Unused", cidrMask: 24 },
          { type: "Private", cidrMask: 24 },
        ],
      },
      ["10.0.0.0/24", "10.0.2.0/24"],
    ],
    [
      "ranges wider than a /16 use only the first /16 by default",
      { cidrBlock: "10.0.0.0/12" },
      ["10.0.0.0/17", "10.0.128.0/18"],
    ],
    [
      "a range that does not start on its own boundary is moved there",
      { cidrBlock: "10.0.7.9/16", subnetSpecs: [{ type: "Isolated", cidrMask: 24 }] },
      ["10.0.0.0/24"],
    ],
    [
      "the room skipped before a larger subnet is not counted: the last one lies outside the VPC",
      {
        cidrBlock: "10.0.0.0/24",
        subnetSpecs: [
          { type: "Isolated", cidrMask: 26 },
          { type: "Private", cidrMask: 25 },
          { type: "Public", cidrMask: 26 },
        ],
      },
      ["10.0.0.0/26", "10.0.0.128/25", "10.0.1.0/26"],
    ],
  ];
  for (const [title, args, expected] of layouts) {
    it(`layout: ${title}`, () => {
      expect(Object.values(rangesOf(expand({ ...oneZone, ...noNat, ...args })))).to.deep.equal(expected);
    });
  }

  // vpc.ts, initialize and extractSubnetSpecInputFromLegacyLayout: a count of zero counts as not given beside names
  it("takes zero zones at their word, and ignores a zero beside names", () => {
    const none = expand({ ...noNat, numberOfAvailabilityZones: 0 });
    expect(rangesOf(none)).to.deep.equal({});
    expect(none.outputs.subnetLayout).to.deep.equal([]);
    expect(rangesOf(expand({ ...oneZone, numberOfAvailabilityZones: 0 }))).to.have.all.keys(
      "net-private-1",
      "net-public-1",
    );
  });

  // subnetDistributorNew.ts, validSubnetSizes ends at /30; vpcConverters.ts drops an empty name from the layout
  it("describes no size below a /30, and no empty name", () => {
    const spec = { type: "Isolated", name: "", cidrMask: 31 };
    const expansion = expand({ ...oneZone, ...noNat, subnetSpecs: [spec] });
    expect(rangesOf(expansion)).to.deep.equal({ "net--1": "10.0.0.0/31" });
    expect(expansion.outputs.subnetLayout).to.deep.equal([{ type: "Isolated", cidrMask: 31 }]);
  });

  // vpc.ts, createInnerVpc hands its arguments on; resolveAssignIpv6AddressOnCreation
  it("accepts IPv6 turned off in words, and hands on what it does not read", () => {
    const passedOn = { assignGeneratedIpv6CidrBlock: false, instanceTenancy: "dedicated" };
    const subnetSpecs = [{ type: "Isolated", assignIpv6AddressOnCreation: false }];
    const expansion = expand({ ...oneZone, ...noNat, ...passedOn, subnetSpecs });
    expect(inputsOf(expansion, "Vpc").net).to.deep.include(passedOn);
  });

  // subnetDistributorNew.ts, getSubnetSpecsExplicit
  it("takes explicit ranges as they are, by zone", () => {
    const specs = [
      { type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"], cidrMask: 24 },
      { type: "Isolated", name: "data", cidrBlocks: ["10.0.9.0/26", "10.0.8.0/25"] },
    ];
    const expansion = expand({ ...twoZones, subnetSpecs: specs });
    expect(rangesOf(expansion)).to.deep.equal({
      "net-data-1": "10.0.9.0/26",
      "net-data-2": "10.0.8.0/25",
      "net-public-1": "10.0.0.0/24",
      "net-public-2": "10.0.1.0/24",
    });
    expect(expansion.outputs.subnetLayout).to.deep.equal(specs);
  });

  // vpc.ts, tags of each child; the spec's tags reach the subnet only
  it("merges tags in the order of the real one", () => {
    const expansion = expand({
      ...oneZone,
      tags: { Name: "mine", Owner: "net" },
      subnetSpecs: [
        { type: "Public", tags: { Name: "no", SubnetType: "no", Tier: "edge" } },
        { type: "Private" },
      ],
    });
    expect(inputsOf(expansion, "Vpc").net?.tags).to.deep.equal({ Name: "mine", Owner: "net" });
    expect(inputsOf(expansion, "Eip")["net-1"]?.tags).to.deep.equal({ Name: "net-1", Owner: "net" });
    expect(inputsOf(expansion, "Subnet")["net-public-1"]?.tags).to.deep.equal({
      Name: "net-public-1",
      SubnetType: "Public",
      Owner: "net",
      Tier: "edge",
    });
    expect(inputsOf(expansion, "RouteTable")["net-public-1"]?.tags).to.deep.equal({
      Name: "net-public-1",
      SubnetType: "Public",
      Owner: "net",
    });
  });

  // vpc.ts, initialize: allocationIds; validateEips compares without case
  it("uses the given addresses instead of new ones, in the order of the zones", () => {
    const expansion = expand({
      ...twoZones,
      natGateways: { strategy: "oneperaz", elasticIpAllocationIds: ["eipalloc-1", "eipalloc-2"] },
    });
    expect(expansion.outputs.eips).to.deep.equal([]);
    const addresses = Object.values(inputsOf(expansion, "NatGateway")).map((gateway) => gateway.allocationId);
    expect(addresses).to.deep.equal(["eipalloc-1", "eipalloc-2"]);
  });

  // vpc.ts, shouldCreateNatGateway
  it("puts one gateway a zone, in the first of several public subnets", () => {
    const expansion = expand({
      ...twoZones,
      subnetSpecs: [{ type: "Public", name: "edge" }, { type: "Public" }, { type: "Private" }],
    });
    const gateways = expansion.resources.filter((one) => one.type === "aws:ec2/natGateway:NatGateway");
    expect(gateways.map((gateway) => gateway.parent)).to.deep.equal([
      "aws:ec2/subnet:Subnet::net-edge-1",
      "aws:ec2/subnet:Subnet::net-edge-2",
    ]);
  });

  // subnetNaming.ts, azSuffix
  it("names the tag, never the resource, after the zone", () => {
    const zones = ["us-west-2-lax-1a", "us-gov-west-1b", "odd"];
    const expansion = expand({
      ...noNat,
      availabilityZoneNames: zones,
      subnetNameTagStrategy: "AvailabilityZone",
      subnetSpecs: [{ type: "Isolated" }],
    });
    const names = Object.entries(inputsOf(expansion, "Subnet")).map(([name, { tags }]) => [
      name,
      (tags as { Name: string }).Name,
    ]);
    expect(names).to.deep.equal([
      ["net-isolated-1", "net-isolated-2-lax-1a"],
      ["net-isolated-2", "net-isolated-1b"],
      ["net-isolated-3", "net-isolated-odd"],
    ]);
  });

  // vpc.ts, initialize: region on every child; an endpoint may have its own
  it("hands the region to every child", () => {
    const expansion = expand({
      ...oneZone,
      region: "eu-west-1",
      vpcEndpointSpecs: [{ serviceName: "s3", region: "eu-west-2" }, { serviceName: "dynamodb" }],
    });
    const regions = expansion.resources.map((one) => (one.name === "s3" ? "s3" : one.inputs.region));
    expect([...new Set(regions)].sort()).to.deep.equal(["eu-west-1", "s3"]);
    expect(inputsOf(expansion, "VpcEndpoint").s3?.region).to.equal("eu-west-2");
  });
});
