import { parseCidr } from "./cidr";
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
