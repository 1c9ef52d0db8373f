import { expect } from "chai";
import { expand, twoZones, noNat, messageOf } from "./cases";

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
