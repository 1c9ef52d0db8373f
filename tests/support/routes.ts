import { addressCount, parseCidr } from "../../infra/aws/cidr";
import type { Graph, GraphNode } from "../../simulator/graph";

/** What a packet passes on its way, by name of the resource. */
export interface Walk {
  readonly hops: readonly string[];
  /** `internet`, the name of the subnet in which it arrives, or why it does not. */
  readonly end: string;
}

type Status = readonly { readonly syncStates: readonly { readonly attachments: readonly Attachment[] }[] }[];
interface Attachment {
  readonly subnetId: string;
  readonly endpointId: string;
}

/**
 * The way of a packet by the route tables alone, from a subnet to an address; a NAT gateway and an endpoint of the
 * firewall send it on from the subnet in which they stand.
 */
export function walk(graph: Graph, from: string, address: string): Walk {
  const hops: string[] = [];
  let subnet = byName(graph, "aws:ec2/subnet:Subnet", from);
  for (let step = 0; step < 8; step++) {
    const route = bestRoute(graph, subnet, address);
    if (route === undefined) return { hops, end: `no route in ${subnet.name}` };
    if (route === "local") return { hops, end: subnetOf(graph, address)?.name ?? "nobody in the VPC" };
    const { gatewayId, natGatewayId, vpcEndpointId } = route.inputs;
    if (gatewayId !== undefined) return { hops, end: "internet" };
    const next = natGatewayId === undefined ? endpointAt(graph, vpcEndpointId) : natAt(graph, natGatewayId);
    hops.push(next.name);
    subnet = byId(graph, next.subnetId);
  }
  return { hops, end: "a loop" };
}

/** The longest prefix wins; that of the VPC itself is in every table. */
function bestRoute(graph: Graph, subnet: GraphNode, address: string): GraphNode | "local" | undefined {
  const table = only(
    graph
      .ofType("aws:ec2/routeTableAssociation:RouteTableAssociation")
      .filter(({ inputs }) => inputs.subnetId === subnet.outputs.id),
  ).inputs.routeTableId;
  const vpc = only(graph.ofType("aws:ec2/vpc:Vpc"));
  const routes = graph
    .ofType("aws:ec2/route:Route")
    .filter(({ inputs }) => inputs.routeTableId === table)
    .map((node) => ({ node, cidr: String(node.inputs.destinationCidrBlock) }));
  const ranges = routes.map(({ cidr }) => cidr);
  if (new Set(ranges).size < ranges.length) throw new Error(`two routes to one place from ${subnet.name}`);
  return [{ node: "local" as const, cidr: String(vpc.inputs.cidrBlock) }, ...routes]
    .filter(({ cidr }) => contains(cidr, address))
    .sort((a, b) => prefixOf(b.cidr) - prefixOf(a.cidr))[0]?.node;
}

function natAt(graph: Graph, id: unknown) {
  const { name, inputs } = only(
    graph.ofType("aws:ec2/natGateway:NatGateway").filter(({ outputs }) => outputs.id === id),
  );
  return { name: `nat ${name}`, subnetId: inputs.subnetId };
}

function endpointAt(graph: Graph, id: unknown) {
  const { outputs } = only(graph.ofType("aws:networkfirewall/firewall:Firewall"));
  const attachments = (outputs.firewallStatuses as Status).flatMap(({ syncStates }) =>
    syncStates.flatMap((state) => state.attachments),
  );
  const { subnetId } = only(attachments.filter(({ endpointId }) => endpointId === id));
  return { name: `firewall in ${String(byId(graph, subnetId).inputs.availabilityZone)}`, subnetId };
}

const byName = (graph: Graph, type: string, name: string) =>
  only(graph.ofType(type).filter((node) => node.name === name));
const byId = (graph: Graph, id: unknown) =>
  only(graph.ofType("aws:ec2/subnet:Subnet").filter(({ outputs }) => outputs.id === id));
const subnetOf = (graph: Graph, address: string) =>
  graph.ofType("aws:ec2/subnet:Subnet").find(({ inputs }) => contains(String(inputs.cidrBlock), address));
const prefixOf = (cidr: string) => Number(cidr.split("/")[1]);

function contains(cidr: string, address: string): boolean {
  const [range, { base }] = [parseCidr(cidr) ?? { base: 0, prefix: 0 }, parseCidr(`${address}/32`)!];
  return base >= range.base && base < range.base + addressCount(range);
}

function only<T>(all: readonly T[]): T {
  if (all.length !== 1) throw new Error(`${all.length} instead of one`);
  return all[0]!;
}
