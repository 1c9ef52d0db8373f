import { expect } from "chai";
import fc from "fast-check";
import { expandVpc } from "../../simulator/awsxVpc";
import type { Expansion } from "../../simulator/awsxVpc";
import recorded from "./awsx-vpc.json";

interface Recording {
  readonly args: Record<string, unknown>;
  readonly refused?: boolean;
  readonly outputKeys?: readonly string[];
  readonly outputs?: Record<string, unknown>;
  readonly resources: readonly { type: string; name: string; parent: string | null; inputs?: unknown }[];
}

const recordings = Object.entries(recorded as unknown as Record<string, Recording>);
const component = "awsx:ec2:Vpc::net";
const zonesOfRegion = ["ap-northeast-2a", "ap-northeast-2b", "ap-northeast-2c", "ap-northeast-2d"];

const expand = (args: Record<string, unknown>): Expansion =>
  expandVpc("net", { subnetStrategy: "Auto", ...args }, zonesOfRegion);
const twoZones = { availabilityZoneNames: ["ap-northeast-2a", "ap-northeast-2c"] };
const oneZone = { availabilityZoneNames: ["ap-northeast-2a"] };
const noNat = { natGateways: { strategy: "None" } };

const inputsOf = (expansion: Expansion, type: string): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    expansion.resources.filter((one) => one.type.endsWith(`:${type}`)).map((one) => [one.name, one.inputs]),
  );
const rangesOf = (expansion: Expansion): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(inputsOf(expansion, "Subnet")).map(([name, inputs]) => [name, inputs.cidrBlock]),
  );
const refs = (type: string, ...names: string[]) => names.map((name) => ({ ref: `aws:ec2/${type}::${name}` }));

/** The recordings keep the meaning of a refusal; the words are those of vpc.ts and subnetDistributorNew.ts. */
const refusals: Record<string, string> = {
  "f-masks-too-large":
    "Subnets are too large for VPC. VPC has 512 addresses, but subnets require 4608 addresses.",
  "f2-nat-without-public":
    "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
    "resource, along with private or isolated subnets to route through it.",
  "f3-zones-named-and-counted":
    "Only one of [availabilityZoneNames] and [numberOfAvailabilityZones] can be specified",
  "f4-default-layout-range-too-small":
    "Automatic subnet creation requires a VPC with at least /26 available per AZ, but only /27 is available." +
    "If you do need very small subnets, please specify them explicitly.",
  "f5-same-type-twice-unnamed":
    'Invalid subnet specifications:\n - Multiple subnet specs of type "private" require unique names. You can have at ' +
    "most one unnamed subnet per type. All other subnets of the same type must have unique " +
    '"name" properties to avoid duplicate resource names.',
  "f6-too-many-nat-addresses":
    "Exactly one Elastic IP may be specified when NAT Gateway strategy is 'Single'.",
};

/** What was thrown, as text, or a failure when nothing was. */
function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  return expect.fail("nothing was refused");
}

describe("awsx:ec2:Vpc, against the recordings of the real one", () => {
  for (const [title, recording] of recordings) {
    it(title, () => {
      if (recording.refused) {
        expect(messageOf(() => expand(recording.args))).to.equal(refusals[title]);
        return;
      }
      const { resources, outputs } = expand(recording.args);
      const asRecorded = resources.map(({ parent, ...child }) => ({ ...child, parent: parent ?? component }));
      const children = recording.resources.filter((one) => one.type !== "awsx:ec2:Vpc");
      expect(asRecorded).to.deep.equal(children);
      expect(outputs).to.deep.equal(recording.outputs);
      expect(Object.keys(outputs).sort()).to.deep.equal(recording.outputKeys);
    });
  }

  it("covers every recorded refusal, and has no other", () => {
    const refused = recordings.filter(([, recording]) => recording.refused).map(([title]) => title);
    expect(refused.sort()).to.deep.equal(Object.keys(refusals).sort());
  });
});

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

describe("awsx:ec2:Vpc, endpoints that no recording shows", () => {
  const endpoints = (...specs: Record<string, unknown>[]) => ({
    ...twoZones,
    ...noNat,
    vpcEndpointStrategy: "Auto",
    vpcEndpointSpecs: specs,
  });

  // vpc.ts, selectVpcEndpointSubnetIds
  const preferences: [string[], string][] = [
    [["Public", "Isolated", "Private"], "private"],
    [["Public", "Isolated"], "isolated"],
    [["Public"], "public"],
  ];
  for (const [types, chosen] of preferences) {
    it(`an interface endpoint among ${types.join(", ")} stands in the ${chosen} subnets`, () => {
      const expansion = expand({
        ...endpoints({ serviceName: "logs", vpcEndpointType: "Interface" }),
        subnetSpecs: types.map((type) => ({ type })),
      });
      expect(inputsOf(expansion, "VpcEndpoint").logs?.subnetIds).to.deep.equal(
        refs("subnet:Subnet", `net-${chosen}-1`, `net-${chosen}-2`),
      );
    });
  }

  // vpc.ts, initialize: only what is left out is filled in
  it("keeps what an interface endpoint says itself", () => {
    const given = { subnetIds: ["subnet-1"], securityGroupIds: ["sg-1"], privateDnsEnabled: false };
    const expansion = expand(
      endpoints({ serviceName: "logs", vpcEndpointType: "interface", tags: { Name: "logs" }, ...given }),
    );
    expect(inputsOf(expansion, "VpcEndpoint").logs).to.deep.equal({
      ...given,
      serviceName: "logs",
      tags: { Name: "logs" },
      vpcEndpointType: "interface",
      vpcId: { ref: "aws:ec2/vpc:Vpc::net" },
    });
    expect(inputsOf(expansion, "SecurityGroup")).to.deep.equal({});
    expect(inputsOf(expansion, "Vpc").net).not.to.have.any.keys("enableDnsSupport", "enableDnsHostnames");
  });

  // vpc.ts, initialize: subnetConfigurations stand in for subnetIds
  it("adds no subnets beside subnetConfigurations", () => {
    const subnetConfigurations = [{ subnetId: "subnet-1", ipv4: "10.0.0.9" }];
    const expansion = expand(
      endpoints({ serviceName: "logs", vpcEndpointType: "Interface", subnetConfigurations }),
    );
    expect(inputsOf(expansion, "VpcEndpoint").logs).not.to.have.property("subnetIds");
  });

  // vpc.ts, getVpcEndpointDnsDefaults
  it("turns both DNS attributes on for private DNS when they are left out", () => {
    const vpc = inputsOf(expand(endpoints({ serviceName: "logs", vpcEndpointType: "Interface" })), "Vpc").net;
    expect(vpc).to.include({ enableDnsHostnames: true, enableDnsSupport: true });
  });

  // vpc.ts, tryGetVpcEndpointType: a type left out is a gateway
  it("gives a gateway endpoint its route tables, unless it names them", () => {
    const expansion = expand({
      ...endpoints({ serviceName: "s3" }, { serviceName: "dynamodb", routeTableIds: ["rtb-1"] }),
      subnetSpecs: [{ type: "Isolated" }],
    });
    const { s3, dynamodb } = inputsOf(expansion, "VpcEndpoint");
    expect(s3?.routeTableIds).to.deep.equal(
      refs("routeTable:RouteTable", "net-isolated-1", "net-isolated-2"),
    );
    expect(dynamodb?.routeTableIds).to.deep.equal(["rtb-1"]);
  });

  // vpc.ts, initialize: strategy Legacy is the default and only warns
  it("fills nothing in under strategy Legacy", () => {
    const expansion = expand({ ...endpoints({ serviceName: "s3" }), vpcEndpointStrategy: "Legacy" });
    expect(inputsOf(expansion, "VpcEndpoint").s3).to.have.all.keys("serviceName", "tags", "vpcId");
  });
});

describe("awsx:ec2:Vpc, refusals that no recording shows", () => {
  const isolated = { type: "Isolated" };
  const cases: [string, Record<string, unknown>, string][] = [
    // subnetDistributorNew.ts
    ["no specs", { subnetSpecs: [] }, "No subnets specified"],
    ["a mask beyond /32", { cidrBlock: "10.0.0.0/32", subnetSpecs: [isolated] }, "Invalid mask for ip4: 33"],
    [
      "a /32 after a larger subnet, which lands on its broadcast address",
      {
        subnetSpecs: [
          { type: "Isolated", cidrMask: 30 },
          { type: "Private", cidrMask: 32 },
        ],
      },
      "1. net-isolated-1: 10.0.0.0/30\n2. net-private-1: 10.0.0.3/32\n",
    ],
    [
      "sizes that are not powers of two",
      { subnetSpecs: [{ ...isolated, size: 100 }] },
      "The following subnet sizes are invalid: 100. Valid sizes are: 4294967296, 2147483648,",
    ],
    [
      "a size beside another mask",
      { subnetSpecs: [{ ...isolated, size: 256, cidrMask: 25 }] },
      "Subnet size 256 does not match the expected size for a /25 subnet (128).",
    ],
    [
      "one name twice in a type",
      { subnetSpecs: ["a", "a"].map((name) => ({ ...isolated, name })) },
      'Multiple subnet specs of type "isolated" require unique names.',
    ],
    [
      "explicit ranges in some specs only",
      { subnetSpecs: [{ ...isolated, cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24"] }, { type: "Public" }] },
      "If any subnet spec has explicit cidrBlocks, all subnets must have explicit cidrBlocks.",
    ],
    [
      "another number of explicit ranges than of zones",
      { subnetSpecs: [{ ...isolated, cidrBlocks: ["10.0.0.0/24"] }] },
      "The number of CIDR blocks in subnetSpecs[0] must match the number of availability zones (2).",
    ],
    [
      "explicit ranges of another mask",
      { subnetSpecs: [{ ...isolated, cidrMask: 25, cidrBlocks: ["10.0.0.0/24", "10.0.1.0/25"] }] },
      "The cidrMask in subnetSpecs[0] must match all cidrBlocks or be left undefined.",
    ],
    [
      "explicit ranges of another size",
      { subnetSpecs: [{ ...isolated, size: 128, cidrBlocks: ["10.0.0.0/24", "10.0.1.0/25"] }] },
      "The size in subnetSpecs[0] must match all cidrBlocks or be left undefined.",
    ],
    // vpc.ts
    [
      "explicit ranges that overlap",
      { subnetSpecs: [{ ...isolated, cidrBlocks: ["10.0.0.0/23", "10.0.1.0/24"] }] },
      "or use less Availability Zones:\n\n1. net-isolated-1: 10.0.0.0/23\n2. net-isolated-2: 10.0.1.0/24\n",
    ],
    [
      "skipped room that pushes a subnet into the next zone",
      {
        cidrBlock: "10.0.0.0/23",
        subnetSpecs: [
          { type: "Isolated", cidrMask: 26 },
          { type: "Private", cidrMask: 25 },
          { type: "Public", cidrMask: 26 },
        ],
      },
      "1. net-public-1: 10.0.1.0/26\n2. net-isolated-2: 10.0.1.0/26\n",
    ],
    [
      "more zones than the region has",
      { availabilityZoneNames: undefined, numberOfAvailabilityZones: 5 },
      "The configured region for this provider does not have at least 5 Availability Zones.",
    ],
    [
      "addresses without a gateway",
      { natGateways: { strategy: "None", elasticIpAllocationIds: ["eipalloc-1"] } },
      "Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is 'None'.",
    ],
    [
      "another number of addresses than of zones",
      { natGateways: { strategy: "OnePerAz", elasticIpAllocationIds: ["eipalloc-1"] } },
      "must match the number of availability zones for the VPC (2) when NAT Gateway strategy is 'OnePerAz'",
    ],
    ["an unknown NAT strategy", { natGateways: { strategy: "Two" } }, "Unknown NatGatewayStrategy 'Two'"],
    [
      "private DNS in a VPC without DNS",
      {
        enableDnsSupport: false,
        vpcEndpointStrategy: "Auto",
        vpcEndpointSpecs: [{ serviceName: "logs", vpcEndpointType: "Interface" }],
      },
      'vpcEndpointStrategy "Auto" requires enableDnsSupport to be true when Interface endpoint private DNS is enabled.',
    ],
    [
      "an endpoint type that is not known yet",
      {
        vpcEndpointStrategy: "Auto",
        vpcEndpointSpecs: [{ serviceName: "logs", vpcEndpointType: { ref: "x" } }],
      },
      'vpcEndpointStrategy "Auto" requires vpcEndpointType for endpoint "logs" to be omitted or a plain string.',
    ],
    // subnetNaming.ts, validateAzSuffixes
    [
      "zones that would share a name tag",
      { availabilityZoneNames: ["us-east-1a", "us-west-1a"], subnetNameTagStrategy: "AvailabilityZone" },
      'but "us-east-1a" and "us-west-1a" both reduce to "1a".',
    ],
    // Not awsx: the engine stops at the second resource of one name.
    [
      "one name in two types",
      {
        subnetSpecs: [
          { type: "Isolated", name: "app" },
          { type: "Private", name: "app" },
        ],
      },
      "Duplicate resource URN 'aws:ec2/subnet:Subnet::net-app-1'",
    ],
    [
      "one service twice",
      { vpcEndpointSpecs: [{ serviceName: "s3" }, { serviceName: "s3" }] },
      "Duplicate resource URN 'aws:ec2/vpcEndpoint:VpcEndpoint::s3'",
    ],
  ];
  for (const [title, args, message] of cases) {
    it(title, () => {
      expect(messageOf(() => expand({ ...twoZones, ...noNat, ...args }))).to.include(message);
    });
  }
});

describe("awsx:ec2:Vpc, what is not modelled is refused by name", () => {
  const spec = (more: Record<string, unknown>) => ({ subnetSpecs: [{ type: "Public", ...more }] });
  const cases: [string, Record<string, unknown>][] = [
    ["subnetStrategy", { subnetStrategy: undefined }],
    ["subnetStrategy", { subnetStrategy: "Legacy" }],
    ["subnetStrategy", { subnetStrategy: "Exact" }],
    ["subnetStrategy", { subnetStrategy: "AutoMerge" }],
    ["ipv4IpamPoolId", { ipv4IpamPoolId: "pool" }],
    ["ipv4NetmaskLength", { ipv4NetmaskLength: 20 }],
    ["ipv6CidrBlock", { ipv6CidrBlock: "2001:db8::/56" }],
    ["ipv6IpamPoolId", { ipv6IpamPoolId: "pool" }],
    ["assignGeneratedIpv6CidrBlock", { assignGeneratedIpv6CidrBlock: true }],
    ["assignGeneratedIpv6CidrBlock", { assignGeneratedIpv6CidrBlock: "unknown" }],
    ["subnetSpecs[0].assignIpv6AddressOnCreation", spec({ assignIpv6AddressOnCreation: true })],
    ["subnetSpecs[0].type", spec({ type: "public" })],
    ["subnetSpecs[0].cidrMask", spec({ cidrMask: 0 })],
    ["subnetSpecs[0].cidrMask", spec({ cidrMask: "24" })],
    ["subnetSpecs[0].size", spec({ size: 2 ** 32 })],
    ["subnetSpecs[0].cidrBlocks[0]", spec({ cidrBlocks: ["10.0.0.0"] })],
    ["subnetSpecs[0].mask", spec({ mask: 24 })],
    ["cidrBlock", { cidrBlock: "10.0.0.0" }],
    ["cidrBlock", { cidrBlock: "10.0.256.0/16" }],
    ["cidrBlock", { cidrBlock: "10.0.010.0/16" }],
    ["cidrBlock", { cidrBlock: "10.0.0.0/0" }],
    ["numberOfAvailabilityZones", { numberOfAvailabilityZones: 1.5 }],
    ["natGateways.number", { natGateways: { strategy: "None", number: 1 } }],
    ["subnetNameTagStrategy", { subnetNameTagStrategy: "Zone" }],
    ["vpcEndpointStrategy", { vpcEndpointStrategy: "Exact" }],
    [
      "vpcEndpointSpecs[0].ipAddressType",
      { vpcEndpointSpecs: [{ serviceName: "s3", ipAddressType: "dualstack" }] },
    ],
    ["vpcEndpointSpecs[0].service", { vpcEndpointSpecs: [{ serviceName: "s3", service: "s3" }] }],
    ["tags", { tags: "unknown" }],
    ["enableDnsSupport", { enableDnsSupport: null }],
    ["enableDns", { enableDns: true }],
  ];
  for (const [input, args] of cases) {
    it(`${input}: ${JSON.stringify(args)}`, () => {
      expect(messageOf(() => expand(args))).to.match(/^awsx:ec2:Vpc input /);
      expect(messageOf(() => expand(args))).to.include(`input ${input}: `);
    });
  }
});

describe("awsx:ec2:Vpc, properties of any layout", () => {
  const types = ["Public", "Private", "Isolated"];

  /** Masks from the largest subnet to the smallest, all of which fit: then no room is skipped. */
  const layouts = fc
    .record({
      vpcMask: fc.integer({ min: 16, max: 20 }),
      zones: fc.integer({ min: 1, max: 4 }),
      masks: fc.array(fc.integer({ min: 24, max: 28 }), { minLength: 1, maxLength: 4 }),
      base: fc.integer({ min: 0, max: 255 }),
    })
    .map(({ vpcMask, zones, masks, base }) => ({
      vpc: { first: (10 * 256 + base) * 65536, size: 2 ** (32 - vpcMask) },
      zones,
      masks: [...masks].sort((a, b) => a - b),
      args: { cidrBlock: `10.${base}.0.0/${vpcMask}`, numberOfAvailabilityZones: zones, ...noNat },
    }));
  const specsOf = (masks: readonly (number | undefined)[]) =>
    masks.map((cidrMask, index) => ({ type: types[index % 3], name: `s${index}`, cidrMask }));

  function rangeOf(text: unknown): { first: number; end: number; aligned: boolean } {
    const [address = "", mask] = String(text).split("/");
    const first = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
    const size = 2 ** (32 - Number(mask));
    return { first, end: first + size, aligned: first % size === 0 };
  }

  function expectSound(expansion: Expansion, count: number, vpc: { first: number; size: number }): void {
    const ranges = Object.values(rangesOf(expansion))
      .map(rangeOf)
      .sort((a, b) => a.first - b.first);
    expect(ranges).to.have.length(count);
    ranges.forEach((range, index) => {
      expect(range.aligned).to.equal(true);
      expect(range.first).to.be.at.least(ranges[index - 1]?.end ?? vpc.first);
      expect(range.end).to.be.at.most(vpc.first + vpc.size);
    });
  }

  it("subnets lie within the VPC, never overlap, and are zones x specs", () => {
    fc.assert(
      fc.property(layouts, ({ vpc, zones, masks, args }) => {
        expectSound(expand({ ...args, subnetSpecs: specsOf(masks) }), zones * masks.length, vpc);
      }),
    );
  });

  it("so do those without masks, which share the zone evenly", () => {
    fc.assert(
      fc.property(layouts, ({ vpc, zones, masks, args }) => {
        const specs = specsOf(masks.map(() => undefined));
        expectSound(expand({ ...args, subnetSpecs: specs }), zones * masks.length, vpc);
      }),
    );
  });

  it("in any order of sizes, no accepted layout overlaps", () => {
    const masks = fc.array(fc.integer({ min: 21, max: 32 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(masks, fc.integer({ min: 1, max: 3 }), (chosen, zones) => {
        const args = { cidrBlock: "10.0.0.0/19", numberOfAvailabilityZones: zones, ...noNat };
        let expansion: Expansion;
        try {
          expansion = expand({ ...args, subnetSpecs: specsOf(chosen) });
        } catch (error) {
          expect((error as Error).message).to.match(/too large|overlap/);
          return;
        }
        // Not "within the VPC": the real one does not look, see the layouts above.
        expectSound(expansion, zones * chosen.length, { first: 10 * 2 ** 24, size: 2 ** 32 });
      }),
    );
  });

  it("every reference and every parent is a resource of the expansion, sorted and listed once", () => {
    fc.assert(
      fc.property(layouts, fc.constantFrom("None", "Single", "OnePerAz"), ({ args, masks }, strategy) => {
        const subnetSpecs = [...specsOf(masks), { type: "Public" }, { type: "Private" }];
        const nat = { natGateways: { strategy } };
        const { resources, outputs } = expand({ ...args, ...nat, subnetSpecs });
        const keys = resources.map(({ type, name }) => `${type}::${name}`);
        expect(keys).to.deep.equal([...new Set(keys)].sort());
        const text = JSON.stringify([resources.map((one) => one.inputs), outputs]);
        const named = [...text.matchAll(/"(?:ref|resource)":"([^"]+)"/g)].map(([, key]) => key);
        const parents = resources.flatMap(({ parent }) => parent ?? []);
        expect(keys).to.include.members([...named, ...parents]);
      }),
    );
  });
});
