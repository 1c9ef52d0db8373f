import { addressCount, cidrText, parseCidr } from "./cidr";
import { quotas } from "./quotas";

/** Subnet sizes of one zone, as prefix lengths. */
export interface SubnetPrefixes {
  readonly zone: number;
  readonly private: number;
  readonly isolated: number;
  readonly public: number;
}

/**
 * A zone takes a quarter of the VPC however many zones there are, so that a zone can be added without
 * moving a subnet. Half of it is for modules, a quarter for databases, an eighth for NAT gateways; an
 * eighth stays free.
 */
export function subnetPrefixes(cidr: string): SubnetPrefixes {
  const { prefix } = parseCidr(cidr)!;
  return { zone: prefix + 2, private: prefix + 3, isolated: prefix + 4, public: prefix + 5 };
}

/** Addresses for tasks in all private subnets together, after what AWS and the load balancer take. */
export function taskAddresses(cidr: string, zones: number): number {
  const perSubnet = 2 ** (32 - subnetPrefixes(cidr).private);
  return zones * (perSubnet - quotas.reservedAddressesPerSubnet - quotas.loadBalancerAddressesPerSubnet);
}

/** Range of a zone's private subnet, which is its first; zones count from 0. */
export function privateRange(cidr: string, zone: number): string {
  const { base, prefix } = zoneRange(cidr, zone);
  return cidrText({ base, prefix: prefix + 1 });
}

/** AWS wants a subnet for itself alone, and no more. https://docs.aws.amazon.com/network-firewall/latest/developerguide/vpc-config-subnets.html */
const firewallPrefix = 28;

/** A subnet for an endpoint of the firewall, at the beginning of the eighth that stays free. */
export function firewallRange(cidr: string, zone: number): string {
  const range = zoneRange(cidr, zone);
  return cidrText({ base: range.base + (addressCount(range) / 8) * 7, prefix: firewallPrefix });
}

function zoneRange(cidr: string, zone: number) {
  const vpc = parseCidr(cidr)!;
  const prefix = subnetPrefixes(cidr).zone;
  return { base: vpc.base + zone * addressCount({ base: vpc.base, prefix }), prefix };
}
