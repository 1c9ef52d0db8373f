import type { types as awsx } from "@pulumi/awsx";
import type * as pulumi from "@pulumi/pulumi";
import { subnetPrefixes } from "../../infra/aws/subnets";
import { zonesOf } from "../../infra/aws/regions";
import type { EndpointService, NetworkConfig } from "../../infra/config/schema/network";
import type { Served } from "../../infra/iam/endpoints";

/** The zones by name: those given, or the first ones of the region. */
export function zoneNames(zones: NetworkConfig["availabilityZones"], region: string): readonly string[] {
  return typeof zones === "number" ? zonesOf(region).slice(0, zones) : zones;
}

/** Largest first, so that no gap is lost between subnets. Never reorder: the order fixes the ranges. */
export function subnetSpecs(cidr: string): awsx.input.ec2.SubnetSpecArgs[] {
  const prefixes = subnetPrefixes(cidr);
  return [
    { type: "Private", cidrMask: prefixes.private },
    { type: "Isolated", cidrMask: prefixes.isolated },
    { type: "Public", cidrMask: prefixes.public },
  ];
}

/** The zones with a NAT gateway, counted from 0. */
export function gatewayZones(
  nat: NetworkConfig["natGateways"],
  zones: NetworkConfig["availabilityZones"],
): readonly number[] {
  const count = nat === "single" ? 1 : typeof zones === "number" ? zones : zones.length;
  return Array.from({ length: count }, (_, zone) => zone);
}

/** Which of the NAT gateways a zone goes out by. */
export function gatewayOf(nat: NetworkConfig["natGateways"], zone: number): number {
  return nat === "single" ? 0 : zone;
}

/** The URN of what stands below a resource, whose parents are of these types up to its own. */
export function urnBelow(urn: string, types: readonly string[], name: string): string {
  const [stack, project, type] = urn.split("::");
  return [stack, project, [type, ...types].join("$"), name].join("::");
}

/** S3 always, because its gateway is free; the interface endpoints that were asked for. Each says whom it serves. */
export function endpointSpecs(
  region: string,
  services: readonly EndpointService[],
  policyOf: (service: Served) => pulumi.Input<string> | undefined,
): awsx.input.ec2.VpcEndpointSpecArgs[] {
  const endpoint = (service: Served, vpcEndpointType: string) => {
    const policy = policyOf(service);
    return {
      serviceName: `com.amazonaws.${region}.${service}`,
      vpcEndpointType,
      ...(policy === undefined ? {} : { policy }),
    };
  };
  return [
    endpoint("s3", "Gateway"),
    ...[...services].sort().map((service) => endpoint(service, "Interface")),
  ];
}
