/** What the remote component awsx:ec2:Vpc (awsx 3.9.0) creates, without it: strategy Auto, IPv4 only. */
import { buildEndpoints, dnsInputs, readEndpoints } from "./endpoints";
import { readInputs } from "./inputs";
import type { VpcInputs } from "./inputs";
import { layOut } from "./layout";
import type { Layout } from "./layout";
import { checkNatSubnets, natStrategyOf } from "./nat";
import { buildNetwork } from "./network";
import type { BuiltSubnet } from "./network";
import { Children, idOf, itself, types } from "./resources";
import type { ExpandedResource } from "./resources";
import { checkZoneSuffixes, chooseZones } from "./zones";

export type { ExpandedResource } from "./resources";

export interface Expansion {
  /** Sorted by type, then by name. */
  readonly resources: readonly ExpandedResource[];
  readonly outputs: Record<string, unknown>;
}

/**
 * References inside inputs and outputs: {ref: "type::name"} stands for that resource's id,
 * {resource: "type::name"} for the resource itself. Throws with the real one's message for inputs it refuses,
 * and with the name of the input for those that are not modelled. `zonesOfRegion` are the zones of the region
 * in `args`, if it names one.
 */
export function expandVpc(
  name: string,
  args: Record<string, unknown>,
  zonesOfRegion: readonly string[],
): Expansion {
  // The order of the checks decides which of several mistakes is reported.
  const inputs = readInputs(args);
  const endpoints = readEndpoints(inputs);
  const dns = dnsInputs(inputs, endpoints);
  const zones = chooseZones(inputs, zonesOfRegion);
  const nat = natStrategyOf(inputs.natStrategy, inputs.natAddresses, zones);
  if (inputs.nameTagStrategy === "AvailabilityZone") checkZoneSuffixes(zones);
  const layout = layOut(name, inputs, zones);
  checkNatSubnets(nat, layout.subnets);

  const children = new Children(inputs.region);
  const sharedTags = { Name: name, ...inputs.tags };
  const vpc = addVpc(name, children, inputs, { ...dns, tags: sharedTags });
  const internetGateway = children.add(types.internetGateway, name, vpc, {
    vpcId: idOf(vpc),
    tags: sharedTags,
  });
  const network = {
    name,
    vpc,
    internetGateway,
    zones,
    nat,
    natAddresses: inputs.natAddresses,
    sharedTags,
  };
  const subnets = buildNetwork(network, children, layout.subnets);
  buildEndpoints(network, children, inputs, endpoints, subnets);
  return {
    resources: children.sorted(),
    outputs: outputsOf(children, vpc, internetGateway, subnets, layout),
  };
}

function addVpc(
  name: string,
  children: Children,
  inputs: VpcInputs,
  decided: Record<string, unknown>,
): string {
  return children.add(types.vpc, name, undefined, {
    ...inputs.passedOn,
    cidrBlock: inputs.cidrBlock,
    ...decided,
  });
}

function outputsOf(
  children: Children,
  vpc: string,
  internetGateway: string,
  subnets: readonly BuiltSubnet[],
  layout: Layout,
): Record<string, unknown> {
  const keysOfType = (type: string) => subnets.filter((subnet) => subnet.type === type).map(({ key }) => key);
  const all = (type: string) => children.keysOf(type).map(itself);
  return {
    vpc: itself(vpc),
    vpcId: idOf(vpc),
    internetGateway: itself(internetGateway),
    subnets: all(types.subnet),
    publicSubnets: keysOfType("Public").map(itself),
    publicSubnetIds: keysOfType("Public").map(idOf),
    privateSubnets: keysOfType("Private").map(itself),
    privateSubnetIds: keysOfType("Private").map(idOf),
    isolatedSubnets: keysOfType("Isolated").map(itself),
    isolatedSubnetIds: keysOfType("Isolated").map(idOf),
    subnetLayout: layout.described,
    routeTables: all(types.routeTable),
    routeTableAssociations: all(types.routeTableAssociation),
    routes: all(types.route),
    natGateways: all(types.natGateway),
    eips: all(types.eip),
    vpcEndpoints: all(types.endpoint),
  };
}
