import { LogGroup } from "@pulumi/aws/cloudwatch";
import { Route, RouteTable, RouteTableAssociation, Subnet } from "@pulumi/aws/ec2";
import { Firewall, LoggingConfiguration } from "@pulumi/aws/networkfirewall";
import * as pulumi from "@pulumi/pulumi";
import { firewallRange, privateRange } from "../../infra/aws/subnets";
import { egressName, logGroupName } from "../../infra/naming";
import { createDropAlarms } from "./alarms";
import { createFirewallPolicy } from "./firewallPolicy";
import type { WayOut } from "./gateways";
import { gatewayOf, gatewayZones } from "./layout";
import type { NetworkTierArgs } from "./NetworkTier";

/**
 * AWS Network Firewall in front of the NAT gateways, an endpoint beside each. It has to see both directions of a
 * connection, so answers go back by the endpoint that the question came by.
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/asymmetric-routing.html
 * @returns the endpoint in front of each NAT gateway, once there is a way through it and back
 */
export function createNetworkFirewall(
  name: string,
  vpcId: pulumi.Output<string>,
  wayOut: WayOut,
  zones: readonly string[],
  args: NetworkTierArgs,
  parent: pulumi.Resource,
): readonly pulumi.Output<string>[] {
  const own = `${name}-firewall`;
  const subnets = gatewayZones(args.natGateways, args.availabilityZones).map((zone, index) =>
    createSubnet(
      `${own}-${zone + 1}`,
      vpcId,
      zones[zone]!,
      firewallRange(args.cidr, zone),
      wayOut,
      index,
      parent,
    ),
  );
  const firewall = new Firewall(
    own,
    {
      name: egressName(args.scope.environment),
      description: `What leaves ${args.scope.environment}`,
      vpcId,
      firewallPolicyArn: createFirewallPolicy(own, args, parent).arn,
      subnetMappings: subnets.map(({ subnet }) => ({ subnetId: subnet.id })),
      tags: { Name: own },
    },
    { parent },
  );
  recordDrops(own, firewall, args, parent);
  createDropAlarms(
    own,
    { firewall: firewall.name, zones: zones.slice(0, subnets.length), alarms: args.alarms },
    parent,
  );
  const endpoints = subnets.map(({ subnet }) => endpointIn(firewall, subnet.id));
  const back = returnRoutes(own, endpoints, wayOut, zones.length, args, parent);
  const ready = pulumi.all([...back, ...subnets.map(({ out }) => out)].map(({ id }) => id));
  return endpoints.map((endpoint) => pulumi.all([endpoint, ready]).apply(([id]) => id));
}

function createSubnet(
  name: string,
  vpcId: pulumi.Output<string>,
  availabilityZone: string,
  cidrBlock: string,
  { gateways }: WayOut,
  gateway: number,
  parent: pulumi.Resource,
): { readonly subnet: Subnet; readonly out: Route } {
  const tags = { Name: name };
  const subnet = new Subnet(name, { vpcId, availabilityZone, cidrBlock, tags }, { parent });
  const table = new RouteTable(name, { vpcId, tags }, { parent });
  new RouteTableAssociation(name, { routeTableId: table.id, subnetId: subnet.id }, { parent });
  const out = new Route(
    name,
    {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      natGatewayId: gateways[gateway]!.id,
    },
    { parent },
  );
  return { subnet, out };
}

/** Zones come in any order, but each endpoint says in which subnet it stands. */
function endpointIn(firewall: Firewall, subnetId: pulumi.Output<string>): pulumi.Output<string> {
  return pulumi.all([firewall.firewallStatuses, subnetId]).apply(([statuses, subnet]) => {
    const attachments = statuses.flatMap(({ syncStates }) =>
      syncStates.flatMap((state) => state.attachments),
    );
    return attachments.find((attachment) => attachment.subnetId === subnet)!.endpointId;
  });
}

/**
 * Answers come to a NAT gateway for all whose questions it sent out. A route within a VPC has to name a whole subnet.
 * https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html
 */
function returnRoutes(
  name: string,
  endpoints: readonly pulumi.Output<string>[],
  { publicTables }: WayOut,
  zones: number,
  { cidr, natGateways }: NetworkTierArgs,
  parent: pulumi.Resource,
): Route[] {
  return Array.from({ length: zones }, (_, zone) => {
    const gateway = gatewayOf(natGateways, zone);
    return new Route(
      `${name}-return-${zone + 1}`,
      {
        routeTableId: publicTables[gateway]!,
        destinationCidrBlock: privateRange(cidr, zone),
        vpcEndpointId: endpoints[gateway]!,
      },
      { parent },
    );
  });
}

/** What was dropped, with the name that it was meant for. */
function recordDrops(
  name: string,
  firewall: Firewall,
  { scope, logsKey, egress }: NetworkTierArgs,
  parent: pulumi.Resource,
): void {
  const logGroup = new LogGroup(
    name,
    {
      name: logGroupName(scope.environment, "network", "firewall"),
      retentionInDays: egress.logRetentionDays,
      kmsKeyId: logsKey.arn,
    },
    { parent },
  );
  new LoggingConfiguration(
    name,
    {
      firewallArn: firewall.arn,
      loggingConfiguration: {
        logDestinationConfigs: [
          {
            logType: "ALERT",
            logDestinationType: "CloudWatchLogs",
            logDestination: { logGroup: logGroup.name },
          },
        ],
      },
    },
    { parent },
  );
}
