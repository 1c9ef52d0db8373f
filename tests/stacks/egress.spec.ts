import { expect } from "chai";
import type { EnvironmentConfig } from "../../infra/config/schema/environment";
import type { Graph } from "../../simulator/graph";
import { bytesOf, configOf, modulesOf, only, runEnvironment, stacks } from "../support/harness";
import { walk } from "../support/routes";

interface Container {
  readonly image: string;
  readonly environment?: readonly { readonly name: string; readonly value: string }[];
}

const listType = "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList";
const groupType = "aws:networkfirewall/ruleGroup:RuleGroup";

const withMode = (stack: (typeof stacks)[number], mode: string): EnvironmentConfig =>
  configOf(stack, (keys) => {
    keys["ai-platform:network"] = { ...(keys["ai-platform:network"] as object), egress: { mode } };
  });

function allowed(graph: Graph, name: string): boolean {
  const { domains } = only(graph, listType, "network-dns-allowed").inputs;
  return (domains as readonly string[]).some((domain) =>
    domain.startsWith("*.") ? name.endsWith(domain.slice(1)) : domain === name,
  );
}

const containersOf = (graph: Graph) =>
  graph
    .ofType("aws:ecs/taskDefinition:TaskDefinition")
    .flatMap(({ inputs }) => JSON.parse(String(inputs.containerDefinitions)) as Container[]);

/** Names that a variable hands to a module; one without a dot is a neighbour's, which ECS itself makes known. */
function hostsIn(value: string): string[] {
  const [, host = value] = /^[a-z]+:\/\/([^/:]+)/.exec(value) ?? [];
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/.test(host) ? [host] : [];
}

for (const stack of stacks)
  describe(`names in ${stack}`, () => {
    let graph: Graph;
    before(async () => {
      graph = await runEnvironment(configOf(stack));
    });

    it("has the registry of every image that runs", () => {
      const hosts = new Set(containersOf(graph).map(({ image }) => image.split("/")[0]!));
      expect(hosts.size).to.be.greaterThan(0);
      for (const host of hosts) expect(allowed(graph, host), host).to.equal(true);
    });

    it("has every name that modules are told", () => {
      const hosts = new Set(
        containersOf(graph).flatMap(({ environment = [] }) =>
          environment.flatMap(({ value }) => hostsIn(value)),
        ),
      );
      for (const host of hosts) expect(allowed(graph, host), host).to.equal(true);
      expect([...hosts].some((host) => host.endsWith(".rds.amazonaws.com"))).to.equal(true);
    });

    it("has every name under which the environment makes itself known inside", () => {
      const namespace = only(graph, "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace").inputs
        .name;
      const balancers = graph
        .ofType("aws:lb/loadBalancer:LoadBalancer")
        .map(({ outputs }) => String(outputs.dnsName));
      expect(balancers.length).to.be.greaterThan(0);
      for (const host of [`qdrant-0.${String(namespace)}`, ...balancers])
        expect(allowed(graph, host), host).to.equal(true);
    });

    it("has no way out that the strict firewall does not see", async () => {
      const strict = await runEnvironment(withMode(stack, "strict"));
      const subnets = strict
        .ofType("aws:ec2/subnet:Subnet")
        .map(({ name }) => name)
        .filter((name) => !/public|firewall/.test(name));
      for (const name of subnets) {
        const { hops, end } = walk(strict, name, "203.0.113.1");
        if (end === "internet") expect(hops[0], name).to.match(/^firewall in /);
        else expect(end).to.equal(`no route in ${name}`);
      }
      expect(strict.ofType(groupType).length).to.be.greaterThan(0);
    });
  });

describe("a module that comes", () => {
  const withProvider = (provider: string | undefined) =>
    runEnvironment(
      configOf("staging", (keys) => {
        if (provider === undefined) return;
        modulesOf(keys).newest = { owner: "a@example.com", routes: ["/newest"], aiProviders: [provider] };
      }),
    );

  it("brings the names of its providers, and changes nothing else of the network", async () => {
    const [before, after] = [await withProvider(undefined), await withProvider("mistral")];
    expect([allowed(before, "api.mistral.ai"), allowed(after, "api.mistral.ai")]).to.deep.equal([
      false,
      true,
    ]);
    const network = (graph: Graph) =>
      graph.nodes
        .filter((node) => graph.lineage(node).some(({ name }) => name === "network"))
        .filter(({ name }) => name !== "network-dns-allowed");
    expect(bytesOf(network(after))).to.equal(bytesOf(network(before)));
  });
});
