import { Eip, getRouteTablesOutput, NatGateway, Route } from "@pulumi/aws/ec2";
import type { Vpc } from "@pulumi/awsx/ec2";
import * as pulumi from "@pulumi/pulumi";
import { gatewayOf, gatewayZones, urnBelow } from "./layout";
import type { NetworkTierArgs } from "./NetworkTier";

/** The way out of each zone, in the order of the zones. */
export interface WayOut {
  /** NAT gateways; there may be fewer than zones. */
  readonly gateways: readonly NatGateway[];
  /** Route tables of the public subnets in which they stand. */
  readonly publicTables: readonly pulumi.Output<string>[];
}

const subnetTypes = ["aws:ec2/vpc:Vpc", "aws:ec2/subnet:Subnet"];

/**
 * NAT gateways, one for all zones or one in each. awsx would make them and the routes to them as well, but then a
 * firewall could never come between: two routes to the same place cannot be there at once, and one becomes the other
 * only in the hands of whom it belongs to. What awsx made before is taken over.
 */
export function createGateways(
  name: string,
  vpc: Vpc,
  args: NetworkTierArgs,
  parent: pulumi.Resource,
): WayOut {
  const zones = gatewayZones(args.natGateways, args.availabilityZones);
  const publicSubnets = zones.map((zone) => vpc.publicSubnetIds[zone]!);
  const gateways = zones.map((zone, index) => {
    const own = `${name}-${zone + 1}`;
    const tags = { Name: own };
    const opts = (type: string) => ({ parent, aliases: [takenOver(vpc, [...subnetTypes, type], own)] });
    const eip = new Eip(own, { domain: "vpc", tags }, opts("aws:ec2/eip:Eip"));
    return new NatGateway(
      own,
      { subnetId: publicSubnets[index]!, allocationId: eip.id, tags },
      opts("aws:ec2/natGateway:NatGateway"),
    );
  });
  return { gateways, publicTables: publicSubnets.map((id) => tableOf(id, parent)) };
}

/**
 * Lets the private subnets out, by the NAT gateway or by the firewall in front of it. The ids are there only after
 * the routes are: what starts in such a subnet wants to get out at once.
 */
export function openPrivate(
  name: string,
  vpc: Vpc,
  { natGateways }: NetworkTierArgs,
  zones: number,
  targetOf: (
    gateway: number,
  ) => { natGatewayId: pulumi.Input<string> } | { vpcEndpointId: pulumi.Input<string> },
  parent: pulumi.Resource,
): pulumi.Output<string[]> {
  const types = [...subnetTypes, "aws:ec2/routeTable:RouteTable", "aws:ec2/route:Route"];
  const routes = Array.from({ length: zones }, (_, zone) => {
    const own = `${name}-private-${zone + 1}`;
    return new Route(
      own,
      {
        routeTableId: tableOf(vpc.privateSubnetIds[zone]!, parent),
        destinationCidrBlock: "0.0.0.0/0",
        ...targetOf(gatewayOf(natGateways, zone)),
      },
      { parent, aliases: [takenOver(vpc, types, own)] },
    );
  });
  // One by one, or a zone that comes would make a preview take all of them for new.
  return pulumi.output(
    routes.map(({ id }, zone) => pulumi.all([vpc.privateSubnetIds[zone]!, id]).apply(([subnet]) => subnet)),
  );
}

/**
 * awsx hands its route tables out without saying which is whose. A preview after an update that was cut off may find a
 * subnet to which none belongs yet: to ask for the one that must be there would end every way on.
 */
function tableOf(subnetId: pulumi.Output<string>, parent: pulumi.Resource): pulumi.Output<string> {
  const filters = [{ name: "association.subnet-id", values: [subnetId] }];
  const { ids } = getRouteTablesOutput({ filters }, { parent });
  return ids.apply(([id]) => id ?? (pulumi.unknown as never));
}

function takenOver(vpc: Vpc, types: readonly string[], name: string): pulumi.Output<string> {
  return vpc.urn.apply((urn) => urnBelow(urn, types, name));
}
