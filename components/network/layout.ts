import type { types as awsx } from "@pulumi/awsx";
import { subnetPrefixes } from "../../infra/aws/subnets";
import { zonesOf } from "../../infra/aws/regions";
import type { NetworkConfig } from "../../infra/config/schema/network";

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

const natStrategies = { single: "Single", "per-zone": "OnePerAz" } as const;

export function natStrategy(
  nat: NetworkConfig["natGateways"],
): (typeof natStrategies)[keyof typeof natStrategies] {
  return natStrategies[nat];
}

/** S3 always, because its gateway is free; the interface endpoints that were asked for. */
export function endpointSpecs(
  region: string,
  services: readonly string[],
): awsx.input.ec2.VpcEndpointSpecArgs[] {
  const serviceName = (service: string) => `com.amazonaws.${region}.${service}`;
  return [
    { serviceName: serviceName("s3"), vpcEndpointType: "Gateway" },
    ...[...services]
      .sort()
      .map((service) => ({ serviceName: serviceName(service), vpcEndpointType: "Interface" })),
  ];
}
