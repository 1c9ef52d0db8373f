import { costs, node, type Fields } from "./cases";

describe("cost of a network", () => {
  const nat = (inputs: Fields, name?: string) => node("aws:ec2/natGateway:NatGateway", inputs, {}, name);
  const endpoint = (inputs: Fields, name?: string) =>
    node("aws:ec2/vpcEndpoint:VpcEndpoint", inputs, {}, name);
  const subnet = (zone: string, name: string) =>
    node("aws:ec2/subnet:Subnet", { vpcId: "vpc-1", availabilityZone: zone }, {}, name);
  const balancer = (inputs: Fields) => node("aws:lb/loadBalancer:LoadBalancer", inputs);
  const flow = (inputs: Fields) => node("aws:ec2/flowLog:FlowLog", inputs);
  const [natHours, natGb] = ["NAT gateway hours", "GB through the NAT gateway (assumed)"];
  const address = "public IPv4 address hours";
  const interfaceHours = "interface endpoint hours";
  const interfaceGb = "GB through the interface endpoint (assumed)";
  const lcu = { "load balancer hours": 0.0225 * 730, "load balancer capacity units (assumed)": 0.008 * 730 };

  costs("an address by the hour", [node("aws:ec2/eip:Eip")], {
    usd: { [address]: 0.005 * 730 },
    unverified: [],
  });
  costs("a NAT gateway", [nat({ subnetId: "a" })], { usd: { [natHours]: 0.059 * 730, [natGb]: 0.059 * 50 } });
  costs("one of two NAT gateways, which share the traffic", [nat({}), nat({}, "b")], {
    usd: { [natHours]: 0.059 * 730, [natGb]: 0.059 * 25 },
  });
  costs(
    "a regional NAT gateway in each zone, with its addresses",
    [
      nat({ availabilityMode: "regional", vpcId: "vpc-1" }),
      subnet("a", "1"),
      subnet("a", "2"),
      subnet("c", "3"),
    ],
    { usd: { [natHours]: 2 * 0.059 * 730, [natGb]: 0.059 * 50, [address]: 2 * 0.005 * 730 } },
  );
  costs(
    "a regional NAT gateway in the zones given, whose addresses are resources",
    [nat({ availabilityMode: "regional", availabilityZoneAddresses: [{}, {}, {}] })],
    { usd: { [natHours]: 3 * 0.059 * 730, [natGb]: 0.059 * 50 } },
  );
  costs("nothing for a gateway endpoint", [endpoint({})], {});
  costs(
    "an interface endpoint in each subnet; two share the traffic",
    [
      endpoint({ vpcEndpointType: "Interface", subnetIds: ["a", "b"] }),
      endpoint({ vpcEndpointType: "Interface", subnetIds: ["a"] }, "other"),
      endpoint({}, "s3"),
    ],
    { usd: { [interfaceHours]: 2 * 0.013 * 730, [interfaceGb]: 0.01 * 25 } },
  );
  costs("no guess at an endpoint without subnets", [endpoint({ vpcEndpointType: "Interface" })], {
    notPriced: ["the interface endpoint names no subnets"],
  });
  costs("no guess at another endpoint", [endpoint({ vpcEndpointType: "GatewayLoadBalancer" })], {
    notPriced: ["no price for VPC endpoints of the kind GatewayLoadBalancer"],
  });
  costs("an internal load balancer", [balancer({ internal: true, subnets: ["a", "b"] })], { usd: lcu });
  costs("a public load balancer with its addresses", [balancer({ subnets: ["a", "b"] })], {
    usd: { ...lcu, [address]: 2 * 0.005 * 730 },
  });
  costs(
    "a network load balancer at its own prices",
    [balancer({ loadBalancerType: "network", internal: true, subnets: ["a"] })],
    {
      usd: {
        "network load balancer hours": 0.0225 * 730,
        "network load balancer capacity units (assumed)": 0.006 * 730,
      },
    },
  );
  costs("no guess at a gateway load balancer", [balancer({ loadBalancerType: "gateway" })], {
    notPriced: ["no price for load balancers of the kind gateway"],
  });
  costs("a flow log at its log group", [flow({})], {});
  costs("no guess at a flow log to a bucket", [flow({ logDestinationType: "s3" })], {
    notPriced: ["no price for the delivery of flow logs to s3"],
  });
  costs("a DNS namespace", [node("aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace")], {
    usd: { "private DNS zone": 0.5 },
  });
  costs("a Cloud Map service", [node("aws:servicediscovery/service:Service")], {
    usd: { "Cloud Map resource": 0.1 },
  });
});
