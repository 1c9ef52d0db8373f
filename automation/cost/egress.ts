import type { Estimator, EstimatorTable } from "./estimator";
import { listOf } from "./read";

const associationType =
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation";

/** An endpoint in each subnet. AWS takes nothing for a NAT gateway behind it; that is left to be a pleasant surprise. */
const firewall: Estimator = (node, { assumptions }) => [
  {
    item: "Network Firewall endpoint hours",
    quantity: listOf(node.inputs.subnetMappings).length * assumptions.hoursPerMonth,
    price: "networkFirewall.hour",
    field: "network.egress.mode",
  },
  {
    item: "GB through Network Firewall (assumed)",
    quantity: assumptions.natGbPerMonth,
    price: "networkFirewall.data",
    field: "costs.natGbPerMonth",
  },
];

const domainList: Estimator = (node) => [
  {
    item: "domains of DNS Firewall",
    quantity: listOf(node.inputs.domains).length,
    price: "dnsFirewall.domain",
    field: "network.egress.domains",
  },
];

/** More VPCs have the same names between them. */
const association: Estimator = (_node, { graph, assumptions }) => [
  {
    item: "queries through DNS Firewall (assumed)",
    quantity: assumptions.dnsQueriesPerMonth / 1e6 / graph.ofType(associationType).length,
    price: "dnsFirewall.queries",
    field: "costs.dnsQueriesPerMonth",
  },
];

export const egressEstimators: EstimatorTable = {
  "aws:networkfirewall/firewall:Firewall": firewall,
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": domainList,
  [associationType]: association,
};
