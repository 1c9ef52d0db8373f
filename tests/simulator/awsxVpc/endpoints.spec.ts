import { expect } from "chai";
import { expand, twoZones, noNat, inputsOf, refs } from "./cases";

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
