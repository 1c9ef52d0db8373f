import { parseCidr, isPrivate } from "../../aws/cidr";
import { zonesOf } from "../../aws/regions";
import { fault, type Fault } from "../../faults";
import type { EnvironmentConfig } from "../schema/environment";
import { egressRules } from "./networkEgress";

export function networkRules(config: EnvironmentConfig): Fault[] {
  const { network, aws } = config;
  return [
    ...rangeFaults(network.cidr),
    ...zoneFaults(network, aws.region),
    ...endpointFaults(network),
    ...existingFaults(network),
    ...egressRules(config),
  ];
}

function rangeFaults(cidr: string): Fault[] {
  const range = parseCidr(cidr);
  const fix = "Use a private range whose address ends where the prefix does, for example 10.20.0.0/16.";
  if (!range)
    return [fault("network.cidr", "must be an IPv4 range without bits behind the prefix", cidr, fix)];
  if (range.prefix < 16 || range.prefix > 22)
    return [
      fault(
        "network.cidr",
        "must have a prefix of /16 to /22",
        cidr,
        "/16 is the largest VPC; below /22 four zones do not fit.",
      ),
    ];
  return isPrivate(range)
    ? []
    : [
        fault(
          "network.cidr",
          "must be private (RFC 1918)",
          cidr,
          "Use a range within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.",
        ),
      ];
}

function zoneFaults({ availabilityZones: zones }: EnvironmentConfig["network"], region: string): Fault[] {
  const path = "network.availabilityZones";
  const known = zonesOf(region);
  if (typeof zones === "number")
    return zones <= known.length
      ? []
      : [
          fault(
            path,
            `must name the zones: ${known.length} are known of ${region}`,
            zones,
            `Write them as a list, for example [${region}a, ${region}b].`,
          ),
        ];
  return [
    ...zones
      .filter((zone) => zone.slice(0, -1) !== region)
      .map((zone) => fault(path, `must be zones of ${region}`, zone, `Use names that start with ${region}.`)),
    ...(new Set(zones).size === zones.length
      ? []
      : [fault(path, "must not name a zone twice", zones, "Remove one.")]),
  ];
}

function endpointFaults({ interfaceEndpoints: names }: EnvironmentConfig["network"]): Fault[] {
  return names
    .filter((name, index) => names.indexOf(name) !== index)
    .map((name) => fault("network.interfaceEndpoints", "must not name a service twice", name, "Remove one."));
}

function existingFaults({
  existing,
  availabilityZones,
  interfaceEndpoints,
}: EnvironmentConfig["network"]): Fault[] {
  if (!existing) return [];
  const zones = typeof availabilityZones === "number" ? availabilityZones : availabilityZones.length;
  const faults = (["privateSubnetIds", "isolatedSubnetIds"] as const).flatMap((key) => {
    const path = `network.existing.${key}`;
    const ids = existing[key];
    return [
      ...(ids.length === zones
        ? []
        : [
            fault(
              path,
              `must hold one subnet per zone (${zones})`,
              ids,
              "Name one for each of network.availabilityZones, in the same order.",
            ),
          ]),
      ...ids
        .filter((id, index) => ids.indexOf(id) !== index)
        .map((id) => fault(path, "must not name a subnet twice", id, "Remove one.")),
    ];
  });
  return interfaceEndpoints.length === 0
    ? faults
    : [
        ...faults,
        fault(
          "network.interfaceEndpoints",
          "must be empty for an existing VPC",
          interfaceEndpoints,
          "Write [] and let the owner of the VPC make them.",
        ),
      ];
}
