import type { PlannedSubnet } from "./layout";

export type NatStrategy = "none" | "single" | "oneperaz";

/** The real one compares without case, and repeats the caller's spelling in its messages. */
export function natStrategyOf(
  given: string,
  addresses: readonly unknown[],
  zones: readonly string[],
): NatStrategy {
  const strategy = given.toLowerCase();
  switch (strategy) {
    case "none":
      if (addresses.length > 0) {
        throw new Error(
          `Elastic IP allocation IDs cannot be specified when NAT Gateway strategy is '${given}'.`,
        );
      }
      return strategy;
    case "single":
      if (addresses.length > 1) {
        throw new Error(`Exactly one Elastic IP may be specified when NAT Gateway strategy is '${given}'.`);
      }
      return strategy;
    case "oneperaz":
      if (addresses.length > 0 && addresses.length !== zones.length) {
        throw new Error(
          `The number of Elastic IPs, if specified, must match the number of availability zones for the VPC ` +
            `(${zones.length}) when NAT Gateway strategy is '${given}'`,
        );
      }
      return strategy;
    default:
      throw new Error(`Unknown NatGatewayStrategy '${given}'`);
  }
}

export function checkNatSubnets(strategy: NatStrategy, subnets: readonly PlannedSubnet[]): void {
  if (strategy === "none") return;
  const types = new Set(subnets.map((subnet) => subnet.type));
  if (types.has("Public") && (types.has("Private") || types.has("Isolated"))) return;
  throw new Error(
    "If NAT Gateway strategy is 'OnePerAz' or 'Single', public subnets must be declared to host the NAT Gateway " +
      "resource, along with private or isolated subnets to route through it.",
  );
}

/** `zoneIndex` counts from 0; the gateway stands in the first public subnet of its zone. */
export function needsGateway(strategy: NatStrategy, gatewaysSoFar: number, zoneIndex: number): boolean {
  if (strategy === "none") return false;
  return gatewaysSoFar < (strategy === "single" ? 1 : zoneIndex + 1);
}
