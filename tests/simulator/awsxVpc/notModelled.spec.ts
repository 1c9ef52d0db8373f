import { expect } from "chai";
import { expand, messageOf } from "./cases";

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
