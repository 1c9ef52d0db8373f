import { costs, node } from "./cases";

describe("cost of the way out by name", () => {
  const association = (name?: string) =>
    node(
      "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation",
      {},
      {},
      name,
    );
  const hours = "Network Firewall endpoint hours";
  const traffic = "GB through Network Firewall (assumed)";
  const queries = "queries through DNS Firewall (assumed)";

  costs(
    "a firewall by its endpoints, about 290 USD a month each",
    [node("aws:networkfirewall/firewall:Firewall", { subnetMappings: [{}, {}] })],
    { usd: { [hours]: 2 * 0.395 * 730, [traffic]: 0.065 * 50 }, unverified: [hours, traffic] },
  );
  costs(
    "a list by its domains",
    [node("aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList", { domains: ["a", "b"] })],
    { usd: { "domains of DNS Firewall": 2 * 0.0005 } },
  );
  costs("all names that are asked for", [association()], { usd: { [queries]: 4 * 0.6 } });
  costs("half of them for one of two VPCs", [association(), association("other")], {
    usd: { [queries]: 2 * 0.6 },
  });
});
