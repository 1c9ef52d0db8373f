import { outsideDomains } from "../../../../infra/egress/allowlist";
import type { GraphNode } from "../../../../simulator/graph";
import { type Facts, standsFor } from "../facts";
import { along, type Box, type Flow, type Part } from "../picture";

/** The network, and how what is in it gets out. */
export interface Network extends Part {
  /** The boxes between a module and an AWS service, or what is outside of AWS without one; none where nothing is known. */
  readonly wayTo: (service?: string) => readonly string[];
}

export function networkOf(facts: Facts): Network {
  const { graph, config, words } = facts;
  const gateways = graph.ofType("aws:ec2/natGateway:NatGateway");
  const firewalls = graph.ofType("aws:networkfirewall/firewall:Firewall");
  const endpoints = graph.ofType("aws:ec2/vpcEndpoint:VpcEndpoint");
  const served = new Set(endpoints.map(({ inputs }) => serviceOf(inputs.serviceName)));
  const out = [...(firewalls.length > 0 ? ["firewall"] : []), ...(gateways.length > 0 ? ["nat"] : [])];
  const adopted = config.network.existing !== undefined;
  const dns = dnsFirewall(facts);
  return {
    boxes: [
      {
        id: "vpc",
        kind: "boundary",
        parent: "account",
        title: [words.vpc(config.network.cidr), ...(adopted ? [words.adopted] : [])].join(" · "),
        lines: [],
        ...(adopted ? { urns: [] } : standsFor(facts, graph.ofType("aws:ec2/vpc:Vpc"))),
      },
      subnets(facts, "private"),
      subnets(facts, "isolated"),
      ...(gateways.length > 0 ? [subnets(facts, "public"), natBox(facts, gateways)] : []),
      ...(firewalls.length > 0 ? [firewallBox(facts, firewalls)] : []),
      ...(endpoints.length > 0 ? [endpointsBox(facts, endpoints)] : []),
      ...dns.boxes,
    ],
    flows: dns.flows,
    wayTo: (service) => (service !== undefined && served.has(service) ? ["endpoints"] : out),
  };
}

/** Service of an endpoint, as it is named after the region. */
function serviceOf(name: unknown): string {
  return String(name).split(".").slice(3).join(".");
}

const subnetTypes = { public: "Public", private: "Private", isolated: "Isolated" } as const;

function subnets(facts: Facts, kind: keyof typeof subnetTypes): Box {
  const { graph, config, words } = facts;
  const own = graph
    .ofType("aws:ec2/subnet:Subnet")
    .filter(({ inputs }) => subnetType(inputs.tags) === subnetTypes[kind]);
  const { privateSubnetIds = [], isolatedSubnetIds = [] } = config.network.existing ?? {};
  const adopted = kind === "private" ? privateSubnetIds : isolatedSubnetIds;
  const named = {
    public: words.publicSubnets,
    private: words.privateSubnets,
    isolated: words.isolatedSubnets,
  };
  return {
    id: kind,
    kind: kind === "isolated" ? "isolated" : "area",
    parent: "vpc",
    title: named[kind],
    lines: [],
    zones: facts.zonesOf(own.length > 0 ? own.map(({ outputs }) => outputs.id) : adopted),
    ...(own.length > 0 ? standsFor(facts, own) : { urns: [] }),
  };
}

function subnetType(tags: unknown): unknown {
  return (tags as { readonly SubnetType?: string } | undefined)?.SubnetType;
}

function natBox(facts: Facts, gateways: readonly GraphNode[]): Box {
  return {
    id: "nat",
    kind: "network",
    parent: "public",
    title: facts.words.nat(gateways.length),
    lines: [facts.words.wayOut],
    zones: facts.zonesOf(gateways.map(({ inputs }) => inputs.subnetId)),
    ...standsFor(facts, gateways),
  };
}

function firewallBox(facts: Facts, firewalls: readonly GraphNode[]): Box {
  const mappings = firewalls.flatMap(
    ({ inputs }) => inputs.subnetMappings as readonly { readonly subnetId: string }[],
  );
  return {
    id: "firewall",
    kind: "network",
    parent: "vpc",
    title: facts.words.networkFirewall,
    lines: [facts.words.inspects],
    zones: facts.zonesOf(mappings.map(({ subnetId }) => subnetId)),
    ...standsFor(facts, firewalls),
  };
}

function endpointsBox(facts: Facts, endpoints: readonly GraphNode[]): Box {
  const services = [...new Set(endpoints.map(({ inputs }) => serviceOf(inputs.serviceName)))].sort();
  return {
    id: "endpoints",
    kind: "network",
    parent: "vpc",
    title: facts.words.endpoints,
    lines: [services.join(", ")],
    note: services.join(", "),
    ...standsFor(facts, endpoints),
  };
}

/** Every name that is asked for in the VPC passes it. */
function dnsFirewall(facts: Facts): { readonly boxes: readonly Box[]; readonly flows: readonly Flow[] } {
  const { graph, config, words } = facts;
  const groups = graph.ofType("aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup");
  if (groups.length === 0) return { boxes: [], flows: [] };
  const { title, alert, block } = words.dnsFirewall;
  const box: Box = {
    id: "dns",
    kind: "network",
    parent: "vpc",
    title,
    lines: [words.domains(outsideDomains(config)), config.network.egress.mode === "alert" ? alert : block],
    ...standsFor(facts, groups),
  };
  return { boxes: [box], flows: along(["private", "dns"], "support") };
}
