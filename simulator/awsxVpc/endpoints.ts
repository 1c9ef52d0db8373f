import type { EndpointSpec, VpcInputs } from "./inputs";
import type { BuiltSubnet, Network } from "./network";
import { idOf, types } from "./resources";
import type { Children } from "./resources";

interface Endpoint extends EndpointSpec {
  /** Lower case; undefined when the type is not known as a string. */
  readonly kind: string | undefined;
}

interface DnsInputs {
  readonly enableDnsHostnames: unknown;
  readonly enableDnsSupport: unknown;
}

const privateSubnetsFirst = ["Private", "Isolated", "Public"];

export function readEndpoints(inputs: VpcInputs): Endpoint[] {
  return inputs.endpointSpecs.map((spec) => {
    const type = spec.given.vpcEndpointType ?? "Gateway";
    if (typeof type === "string") return { ...spec, kind: type.toLowerCase() };
    if (inputs.endpointStrategy === "Auto") {
      throw new Error(
        `vpcEndpointStrategy "Auto" requires vpcEndpointType for endpoint "${spec.serviceName}" to be omitted or a ` +
          `plain string. Use vpcEndpointStrategy "Legacy" for dynamic endpoint types.`,
      );
    }
    return { ...spec, kind: undefined };
  });
}

/** Private DNS of an interface endpoint works only in a VPC with both attributes on. */
export function dnsInputs(inputs: VpcInputs, endpoints: readonly Endpoint[]): DnsInputs {
  const { enableDnsHostnames, enableDnsSupport, endpointStrategy } = inputs;
  const needed =
    endpointStrategy === "Auto" &&
    endpoints.some(({ kind, given }) => kind === "interface" && (given.privateDnsEnabled ?? true) === true);
  if (!needed) return { enableDnsHostnames, enableDnsSupport };
  for (const [name, value] of Object.entries({ enableDnsHostnames, enableDnsSupport })) {
    if (value === false) {
      throw new Error(
        `vpcEndpointStrategy "Auto" requires ${name} to be true when Interface endpoint private DNS is enabled.`,
      );
    }
  }
  return { enableDnsHostnames: enableDnsHostnames ?? true, enableDnsSupport: enableDnsSupport ?? true };
}

export function buildEndpoints(
  network: Network,
  children: Children,
  inputs: VpcInputs,
  endpoints: readonly Endpoint[],
  subnets: readonly BuiltSubnet[],
): void {
  for (const endpoint of endpoints) {
    const { serviceName, given } = endpoint;
    const filledIn =
      inputs.endpointStrategy === "Auto" ? fillIn(network, children, inputs, endpoint, subnets) : {};
    children.add(types.endpoint, serviceName, network.vpc, {
      ...withoutUndefinedRegion(given),
      ...filledIn,
      serviceName,
      tags: endpointTags(network, endpoint),
      vpcId: idOf(network.vpc),
    });
  }
}

function fillIn(
  network: Network,
  children: Children,
  inputs: VpcInputs,
  endpoint: Endpoint,
  subnets: readonly BuiltSubnet[],
): Record<string, unknown> {
  const { given, kind } = endpoint;
  if (kind === "gateway") {
    return { routeTableIds: given.routeTableIds ?? children.keysOf(types.routeTable).map(idOf) };
  }
  if (kind !== "interface") return {};
  const subnetIds =
    given.subnetConfigurations === undefined ? subnetPerZone(network.zones, subnets).map(idOf) : undefined;
  return {
    subnetIds: given.subnetIds ?? subnetIds,
    privateDnsEnabled: given.privateDnsEnabled ?? true,
    securityGroupIds: given.securityGroupIds ?? [idOf(addSecurityGroup(network, children, inputs, endpoint))],
  };
}

function subnetPerZone(zones: readonly string[], subnets: readonly BuiltSubnet[]): string[] {
  return zones.flatMap((zone) => {
    const ofZone = subnets.filter((subnet) => subnet.zone === zone);
    const ranked = privateSubnetsFirst.flatMap((type) => ofZone.filter((subnet) => subnet.type === type));
    return ranked.slice(0, 1).map((subnet) => subnet.key);
  });
}

function addSecurityGroup(
  network: Network,
  children: Children,
  inputs: VpcInputs,
  endpoint: Endpoint,
): string {
  const region = withoutUndefinedRegion({ region: endpoint.given.region });
  const group = children.add(types.securityGroup, `${endpoint.serviceName}-sg`, network.vpc, {
    ...region,
    vpcId: idOf(network.vpc),
    // Not awsx but the SDK's constructor adds it.
    description: "Managed by Pulumi",
    tags: endpointTags(network, endpoint),
  });
  children.add(types.securityGroupRule, `${endpoint.serviceName}-ingress`, network.vpc, {
    ...region,
    type: "ingress",
    securityGroupId: idOf(group),
    protocol: "tcp",
    fromPort: 443,
    toPort: 443,
    cidrBlocks: [inputs.cidrBlock],
  });
  return group;
}

function endpointTags(network: Network, { given }: Endpoint): Record<string, unknown> {
  return { ...network.sharedTags, ...(given.tags as Record<string, unknown> | undefined) };
}

// A region that is present but undefined would hide the component's own.
function withoutUndefinedRegion(values: Record<string, unknown>): Record<string, unknown> {
  const { region, ...others } = values;
  return region === undefined ? others : values;
}
