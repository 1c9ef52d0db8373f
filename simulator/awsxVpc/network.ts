import type { PlannedSubnet } from "./layout";
import { needsGateway } from "./nat";
import type { NatStrategy } from "./nat";
import { idOf, types } from "./resources";
import type { Children } from "./resources";

export interface Network {
  readonly name: string;
  readonly vpc: string;
  readonly internetGateway: string;
  readonly zones: readonly string[];
  readonly nat: NatStrategy;
  readonly natAddresses: readonly unknown[];
  /** The caller's tags, with the component's name as `Name` unless they say otherwise. */
  readonly sharedTags: Record<string, unknown>;
}

export interface BuiltSubnet extends PlannedSubnet {
  readonly key: string;
}

/** Public first, so that a zone's gateway exists before its private subnets need it. */
const order = ["Public", "Private", "Isolated"];

export function buildNetwork(
  network: Network,
  children: Children,
  planned: readonly PlannedSubnet[],
): BuiltSubnet[] {
  return network.zones.flatMap((zone, zoneIndex) =>
    planned
      .filter((subnet) => subnet.zone === zone && subnet.type !== "Unused")
      .sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
      .map((subnet) => buildSubnet(network, children, subnet, zoneIndex)),
  );
}

function buildSubnet(
  network: Network,
  children: Children,
  subnet: PlannedSubnet,
  zoneIndex: number,
): BuiltSubnet {
  const vpcId = idOf(network.vpc);
  const fixedTags = { Name: subnet.nameTag, SubnetType: subnet.type };
  const key = children.add(types.subnet, subnet.name, network.vpc, {
    vpcId,
    availabilityZone: subnet.zone,
    cidrBlock: subnet.cidrBlock,
    mapPublicIpOnLaunch: subnet.type === "Public",
    assignIpv6AddressOnCreation: false,
    tags: { ...network.sharedTags, ...subnet.tags, ...fixedTags },
  });
  const routeTable = children.add(types.routeTable, subnet.name, key, {
    vpcId,
    tags: { ...network.sharedTags, ...fixedTags },
  });
  children.add(types.routeTableAssociation, subnet.name, routeTable, {
    routeTableId: idOf(routeTable),
    subnetId: idOf(key),
  });
  if (subnet.type === "Public") addGateway(network, children, key, zoneIndex);
  addRoute(network, children, subnet, routeTable, zoneIndex);
  return { ...subnet, key };
}

function addGateway(network: Network, children: Children, subnet: string, zoneIndex: number): void {
  if (!needsGateway(network.nat, children.keysOf(types.natGateway).length, zoneIndex)) return;
  const name = `${network.name}-${zoneIndex + 1}`;
  const tags = { ...network.sharedTags, Name: name };
  const allocationId =
    network.natAddresses.length === 0
      ? idOf(children.add(types.eip, name, subnet, { tags }))
      : network.natAddresses[zoneIndex];
  children.add(types.natGateway, name, subnet, { subnetId: idOf(subnet), allocationId, tags });
}

function addRoute(
  network: Network,
  children: Children,
  subnet: PlannedSubnet,
  routeTable: string,
  zoneIndex: number,
): void {
  const target = routeTarget(network, children, subnet, zoneIndex);
  if (target === undefined) return;
  children.add(types.route, subnet.name, routeTable, {
    routeTableId: idOf(routeTable),
    destinationCidrBlock: "0.0.0.0/0",
    ...target,
  });
}

function routeTarget(
  network: Network,
  children: Children,
  subnet: PlannedSubnet,
  zoneIndex: number,
): Record<string, unknown> | undefined {
  if (subnet.type === "Public") return { gatewayId: idOf(network.internetGateway) };
  if (subnet.type !== "Private" || network.nat === "none") return undefined;
  const gateway = children.keysOf(types.natGateway)[network.nat === "single" ? 0 : zoneIndex];
  if (gateway === undefined) throw new Error(`No NAT gateway for the private subnet ${subnet.name}`);
  return { natGatewayId: idOf(gateway) };
}
