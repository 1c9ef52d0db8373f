import type { GraphNode } from "../../simulator/graph";
import { unpriced, type EstimateContext, type Estimator, type EstimatorTable } from "./estimator";
import type { PriceId } from "./prices/ids";
import { listOf, recordsOf, textOf } from "./read";

const natGatewayType = "aws:ec2/natGateway:NatGateway";
const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";
const subnetType = "aws:ec2/subnet:Subnet";

const eip: Estimator = (_node, { assumptions }) => [
  {
    item: "public IPv4 address hours",
    quantity: assumptions.hoursPerMonth,
    price: "ipv4.hour",
    field: "network.natGateways",
  },
];

/** A regional gateway is billed in every zone that it is active in, which AWS decides unless zones are given. */
function natZones(node: GraphNode, { graph }: EstimateContext): number {
  if (node.inputs.availabilityMode !== "regional") return 1;
  const given = listOf(node.inputs.availabilityZoneAddresses).length;
  if (given > 0) return given;
  const subnets = graph.ofType(subnetType).filter((subnet) => subnet.inputs.vpcId === node.inputs.vpcId);
  return Math.max(1, new Set(subnets.map((subnet) => subnet.inputs.availabilityZone)).size);
}

/** More gateways carry the same traffic, so the assumed GB is shared out among them. */
const natGateway: Estimator = (node, context) => {
  const { graph, assumptions } = context;
  const hours = natZones(node, context) * assumptions.hoursPerMonth;
  /** Without zones given, a regional gateway takes its own addresses, which no other resource shows. */
  const ownAddresses =
    node.inputs.availabilityMode === "regional" && listOf(node.inputs.availabilityZoneAddresses).length === 0;
  return [
    { item: "NAT gateway hours", quantity: hours, price: "nat.hour", field: "network.natGateways" },
    {
      item: "GB through the NAT gateway (assumed)",
      quantity: assumptions.natGbPerMonth / graph.ofType(natGatewayType).length,
      price: "nat.data",
      field: "costs.natGbPerMonth",
    },
    {
      item: "public IPv4 address hours",
      quantity: ownAddresses ? hours : 0,
      price: "ipv4.hour",
      field: "network.natGateways",
    },
  ];
};

/** Gateway is AWS's default kind and free; an interface is billed in every subnet that it stands in. */
const vpcEndpoint: Estimator = (node, { graph, assumptions }) => {
  const kind = textOf(node.inputs.vpcEndpointType) ?? "Gateway";
  if (kind === "Gateway") return [];
  if (kind !== "Interface") return [unpriced(`no price for VPC endpoints of the kind ${kind}`)];
  const subnets = listOf(node.inputs.subnetIds).length;
  if (subnets === 0) return [unpriced("the interface endpoint names no subnets")];
  const interfaces = graph
    .ofType(endpointType)
    .filter((other) => other.inputs.vpcEndpointType === "Interface");
  return [
    {
      item: "interface endpoint hours",
      quantity: subnets * assumptions.hoursPerMonth,
      price: "endpoint.hour",
      field: "network.interfaceEndpoints",
    },
    {
      item: "GB through the interface endpoint (assumed)",
      quantity: assumptions.endpointGbPerMonth / interfaces.length,
      price: "endpoint.data",
      field: "costs.endpointGbPerMonth",
    },
  ];
};

interface LoadBalancerPrices {
  readonly hour: PriceId;
  readonly capacity: PriceId;
}

const loadBalancerPrices: ReadonlyMap<string, LoadBalancerPrices> = new Map([
  ["application", { hour: "alb.hour", capacity: "alb.capacity" }],
  ["network", { hour: "nlb.hour", capacity: "nlb.capacity" }],
]);

/** An internet-facing load balancer holds one public address in each subnet. */
const loadBalancer: Estimator = (node, { assumptions }) => {
  const kind = textOf(node.inputs.loadBalancerType) ?? "application";
  const prices = loadBalancerPrices.get(kind);
  if (prices === undefined) return [unpriced(`no price for load balancers of the kind ${kind}`)];
  const subnets = listOf(node.inputs.subnets).length + recordsOf(node.inputs.subnetMappings).length;
  const hours = assumptions.hoursPerMonth;
  const words = kind === "network" ? "network load balancer" : "load balancer";
  return [
    { item: `${words} hours`, quantity: hours, price: prices.hour },
    {
      item: `${words} capacity units (assumed)`,
      quantity: assumptions.loadBalancerCapacityUnits * hours,
      price: prices.capacity,
      field: "costs.loadBalancerCapacityUnits",
    },
    {
      item: "public IPv4 address hours",
      quantity: node.inputs.internal === true ? 0 : subnets * hours,
      price: "ipv4.hour",
    },
  ];
};

/** Flow logs to CloudWatch are billed at their log group; AWS charges other deliveries apart. */
const flowLog: Estimator = (node) => {
  const destination = textOf(node.inputs.logDestinationType) ?? "cloud-watch-logs";
  return destination === "cloud-watch-logs"
    ? []
    : [unpriced(`no price for the delivery of flow logs to ${destination}`)];
};

const dnsNamespace: Estimator = () => [{ item: "private DNS zone", quantity: 1, price: "dns.zone" }];

const discoveryService: Estimator = () => [
  { item: "Cloud Map resource", quantity: 1, price: "cloudMap.resource" },
];

export const networkEstimators: EstimatorTable = {
  "aws:ec2/eip:Eip": eip,
  [natGatewayType]: natGateway,
  [endpointType]: vpcEndpoint,
  "aws:ec2/flowLog:FlowLog": flowLog,
  "aws:lb/loadBalancer:LoadBalancer": loadBalancer,
  "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": dnsNamespace,
  "aws:servicediscovery/service:Service": discoveryService,
};
