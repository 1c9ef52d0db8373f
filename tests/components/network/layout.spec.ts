import { expect } from "chai";
import fc from "fast-check";
import {
  endpointSpecs,
  gatewayOf,
  gatewayZones,
  subnetSpecs,
  urnBelow,
  zoneNames,
} from "../../../components/network/layout";
import { type EndpointService, endpointServices } from "../../../infra/config/schema/network";
import { takesPolicy } from "../../../infra/iam/endpoints";

describe("zoneNames", () => {
  const cases: [Parameters<typeof zoneNames>[0], string, string[]][] = [
    [2, "ap-northeast-2", ["ap-northeast-2a", "ap-northeast-2c"]],
    [4, "ap-northeast-2", ["ap-northeast-2a", "ap-northeast-2c", "ap-northeast-2b", "ap-northeast-2d"]],
    [3, "us-east-1", ["us-east-1a", "us-east-1b", "us-east-1c"]],
    [["us-east-1f", "us-east-1a"], "us-east-1", ["us-east-1f", "us-east-1a"]],
    [2, "xx-nowhere-9", []],
  ];
  for (const [zones, region, expected] of cases)
    it(`takes ${JSON.stringify(zones)} in ${region} as ${expected.join(", ") || "none"}`, () => {
      expect(zoneNames(zones, region)).to.deep.equal(expected);
    });

  it("only appends when a zone is added, so that no subnet moves", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 3 }),
        fc.constantFrom("us-east-1", "ap-northeast-2"),
        (n, region) => {
          expect(zoneNames(n + 1, region).slice(0, n)).to.deep.equal(zoneNames(n, region));
        },
      ),
    );
  });
});

describe("subnetSpecs", () => {
  const cases: [string, number, number, number][] = [
    ["10.20.0.0/16", 19, 20, 21],
    ["10.20.0.0/20", 23, 24, 25],
    ["192.168.0.0/22", 25, 26, 27],
  ];
  for (const [cidr, ofPrivate, ofIsolated, ofPublic] of cases)
    it(`splits a zone of ${cidr} into private, isolated and public, largest first`, () => {
      expect(subnetSpecs(cidr)).to.deep.equal([
        { type: "Private", cidrMask: ofPrivate },
        { type: "Isolated", cidrMask: ofIsolated },
        { type: "Public", cidrMask: ofPublic },
      ]);
    });
});

describe("NAT gateways", () => {
  it("stand in the first zone, or in each", () => {
    expect(gatewayZones("single", 3)).to.deep.equal([0]);
    expect(gatewayZones("per-zone", 3)).to.deep.equal([0, 1, 2]);
    expect(gatewayZones("per-zone", ["us-east-1f", "us-east-1a"])).to.deep.equal([0, 1]);
  });

  it("let out their own zone, or all", () => {
    expect([0, 1, 2].map((zone) => gatewayOf("single", zone))).to.deep.equal([0, 0, 0]);
    expect([0, 1, 2].map((zone) => gatewayOf("per-zone", zone))).to.deep.equal([0, 1, 2]);
  });
});

describe("urnBelow", () => {
  it("has the types of all parents in it", () => {
    expect(
      urnBelow("urn:pulumi:dev::ai::a:Tier$b:Vpc::network", ["c:Subnet", "d:Nat"], "network-1"),
    ).to.equal("urn:pulumi:dev::ai::a:Tier$b:Vpc$c:Subnet$d:Nat::network-1");
  });
});

describe("endpointSpecs", () => {
  const gateway = { serviceName: "com.amazonaws.us-east-1.s3", vpcEndpointType: "Gateway", policy: "s3" };
  const specs = (services: readonly EndpointService[]) =>
    endpointSpecs("us-east-1", services, (service) => (takesPolicy(service) ? service : undefined));

  it("always has the gateway to S3", () => {
    expect(specs([])).to.deep.equal([gateway]);
  });

  it("has an interface endpoint for each service, sorted by name", () => {
    expect(specs(["logs", "ecs-agent"])).to.deep.equal([
      gateway,
      { serviceName: "com.amazonaws.us-east-1.ecs-agent", vpcEndpointType: "Interface" },
      { serviceName: "com.amazonaws.us-east-1.logs", vpcEndpointType: "Interface", policy: "logs" },
    ]);
  });

  it("gives the same list whatever the order of the services, and leaves what it was given alone", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...endpointServices]), (services) => {
        const before = [...services];
        expect(specs(services)).to.deep.equal(specs([...services].sort()));
        expect(services).to.deep.equal(before);
      }),
    );
  });
});
