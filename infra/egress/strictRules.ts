import type { EnvironmentConfig } from "../config/schema/environment";
import { allowlist } from "./allowlist";

/** What AWS Network Firewall lets out; all else that has been agreed upon between two ends is dropped. */
export interface StrictRules {
  /** As Network Firewall writes them, `.example.com` for all below it, by TLS's server name or HTTP's host. */
  readonly domains: readonly string[];
  /** Systems outside that modules name by their address. */
  readonly ranges: readonly OutboundRange[];
}

export interface OutboundRange {
  readonly cidr: string;
  readonly port: number;
}

/**
 * Rules that each group has room for, of 30,000 that a policy takes. It cannot be changed without another group, so
 * there is room for more domains than any stack file brings together.
 */
export const strictCapacity = { domains: 10_000, ranges: 500 } as const;

/**
 * `.example.com` lets example.com out as well, which `*.example.com` of DNS Firewall does not: nobody finds the
 * address of it. https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_RulesSourceList.html
 */
export function strictRulesOf(config: EnvironmentConfig): StrictRules {
  const ranges = Object.values(config.modules).flatMap(({ outbound }) => outbound);
  const byName = new Map(ranges.map(({ cidr, port }) => [`${cidr}:${port}`, { cidr, port }]));
  return {
    domains: allowlist(config)
      .filter(({ inside }) => !inside)
      .map(({ domain }) => domain.replace(/^\*/, "")),
    ranges: [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, range]) => range),
  };
}
