import { expect } from "chai";
import { NetworkTier } from "../../../components/network/NetworkTier";
import { overlaps, parseCidr } from "../../../infra/aws/cidr";
import type { NetworkConfig } from "../../../infra/config/schema/network";
import type { Graph } from "../../../simulator/graph";
import { build, networkArgs, topicArn, valueOf } from "../../support/fixtures";
import { only, region } from "../../support/harness";
import { walk } from "../../support/routes";

const egress = (mode: NetworkConfig["egress"]["mode"]) => ({
  mode,
  domains: [],
  failOpen: false,
  logRetentionDays: 30,
});
const network = (mode: NetworkConfig["egress"]["mode"], change: Partial<NetworkConfig> = {}) =>
  build(() => new NetworkTier("network", networkArgs({ egress: egress(mode), ...change })));

const ranges = ["10.20.0.0/16", "10.20.0.0/20", "192.168.0.0/22"];
const zones = [`${region}a`, `${region}c`, `${region}b`];
const outside = "203.0.113.1";
const policyType = "aws:networkfirewall/firewallPolicy:FirewallPolicy";
const groupType = "aws:networkfirewall/ruleGroup:RuleGroup";

/** An address in the private subnet of a zone, which counts from 1. */
function inside(graph: Graph, zone: number): string {
  const range = String(only(graph, "aws:ec2/subnet:Subnet", `network-private-${zone}`).inputs.cidrBlock);
  return range.replace(/\.0\/\d+$/, ".9").replace(/\.128\/\d+$/, ".137");
}

describe("the way of a packet through the firewall", () => {
  for (const cidr of ranges)
    for (const natGateways of ["single", "per-zone"] as const)
      it(`leads out and back by one endpoint, from every zone of ${cidr}, ${natGateways}`, async () => {
        const { graph } = await network("strict", { cidr, natGateways, availabilityZones: 3 });
        for (const zone of [1, 2, 3]) {
          const gateway = natGateways === "single" ? 1 : zone;
          const firewall = `firewall in ${zones[gateway - 1]}`;
          expect(walk(graph, `network-private-${zone}`, outside)).to.deep.equal({
            hops: [firewall, `nat network-${gateway}`],
            end: "internet",
          });
          expect(walk(graph, `network-public-${gateway}`, inside(graph, zone))).to.deep.equal({
            hops: [firewall],
            end: `network-private-${zone}`,
          });
        }
      });

  it("does not lead through it between zones, nor out of the isolated subnets", async () => {
    const { graph } = await network("strict");
    expect(walk(graph, "network-private-1", inside(graph, 2))).to.deep.equal({
      hops: [],
      end: "network-private-2",
    });
    expect(walk(graph, "network-isolated-1", outside).end).to.equal("no route in network-isolated-1");
  });

  it("leads by the NAT gateway alone where there is no firewall", async () => {
    const { graph } = await network("block", { natGateways: "per-zone" });
    expect(walk(graph, "network-private-2", outside)).to.deep.equal({
      hops: ["nat network-2"],
      end: "internet",
    });
    expect(walk(graph, "network-public-2", inside(graph, 2))).to.deep.equal({
      hops: [],
      end: "network-private-2",
    });
  });

  it("has answers go to whole subnets, as AWS wants of a route within a VPC", async () => {
    const { graph } = await network("strict", { natGateways: "per-zone" });
    const blocks = graph.ofType("aws:ec2/subnet:Subnet").map(({ inputs }) => inputs.cidrBlock);
    const within = graph
      .ofType("aws:ec2/route:Route")
      .map(({ inputs }) => inputs.destinationCidrBlock)
      .filter((destination) => destination !== "0.0.0.0/0");
    expect(within).to.have.length(2);
    expect(blocks).to.include.members(within);
  });
});

describe("a change of the mode", () => {
  const kept = async (mode: NetworkConfig["egress"]["mode"], natGateways: NetworkConfig["natGateways"]) => {
    const { graph } = await network(mode, { natGateways });
    return graph.nodes
      .filter(({ type }) => /^aws:ec2\/(subnet|natGateway|eip|routeTable|vpc):|^awsx:/.test(type))
      .filter(({ name }) => !name.startsWith("network-firewall"))
      .map(({ urn, inputs }) => [urn, inputs]);
  };

  for (const natGateways of ["single", "per-zone"] as const)
    it(`leaves subnets, NAT gateways and their addresses as they are, ${natGateways}`, async () => {
      expect(await kept("strict", natGateways)).to.deep.equal(await kept("open", natGateways));
    });

  it("only turns the routes of the private subnets to another target", async () => {
    const routes = async (mode: NetworkConfig["egress"]["mode"]) => {
      const { graph } = await network(mode);
      return [1, 2].map((zone) => only(graph, "aws:ec2/route:Route", `network-private-${zone}`));
    };
    const [before, after] = [await routes("block"), await routes("strict")];
    expect(after.map(({ urn }) => urn)).to.deep.equal(before.map(({ urn }) => urn));
    expect(after.map(({ inputs }) => Object.keys(inputs).sort())).to.deep.equal(
      [1, 2].map(() => ["destinationCidrBlock", "routeTableId", "vpcEndpointId"]),
    );
  });

  for (const cidr of ranges)
    it(`takes its subnets of ${cidr} out of what stays free`, async () => {
      const { graph } = await network("strict", { cidr, natGateways: "per-zone", availabilityZones: 3 });
      const blocks = graph
        .ofType("aws:ec2/subnet:Subnet")
        .map(({ name, inputs }) => ({ name, range: parseCidr(String(inputs.cidrBlock))! }));
      expect(blocks).to.have.length(12);
      for (const one of blocks)
        for (const other of blocks)
          if (one.name < other.name)
            expect(overlaps(one.range, other.range), `${one.name} ${other.name}`).to.equal(false);
      const own = blocks.filter(({ name }) => name.startsWith("network-firewall"));
      expect(own.map(({ range }) => range.prefix)).to.deep.equal([28, 28, 28]);
      expect(own.every(({ range }) => overlaps(range, parseCidr(cidr)!))).to.equal(true);
    });
});

describe("the firewall", () => {
  it("lets out the systems that modules name, then names, and drops all else", async () => {
    const { graph } = await network("strict");
    const { firewallPolicy } = only(graph, policyType).inputs;
    const [domains, systems] = ["domains", "ranges"].map((what) =>
      only(graph, groupType, `network-firewall-${what}`),
    );
    expect(firewallPolicy).to.deep.equal({
      statelessDefaultActions: ["aws:forward_to_sfe"],
      statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
      statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "REJECT" },
      statefulDefaultActions: [
        "aws:drop_established_app_layer_to_server",
        "aws:alert_established_app_layer_to_server",
      ],
      statefulRuleGroupReferences: [
        { resourceArn: systems!.outputs.arn, priority: 100 },
        { resourceArn: domains!.outputs.arn, priority: 200 },
      ],
    });
    expect(domains!.inputs.ruleGroup).to.deep.equal({
      rulesSource: {
        rulesSourceList: {
          generatedRulesType: "ALLOWLIST",
          targetTypes: ["TLS_SNI", "HTTP_HOST"],
          targets: [".example.com", "example.net"],
        },
      },
      statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
    });
    const [rule] = (
      systems!.inputs.ruleGroup as { rulesSource: { statefulRules: readonly { header: object }[] } }
    ).rulesSource.statefulRules;
    expect(rule!.header).to.include({
      protocol: "TCP",
      source: "10.20.0.0/16",
      destination: "192.168.7.0/24",
      destinationPort: "1521",
    });
  });

  it("has no group of systems where modules name none", async () => {
    const strict = { domains: ["example.net"], ranges: [] };
    const { graph } = await build(
      () => new NetworkTier("network", networkArgs({ egress: egress("strict"), strict })),
    );
    expect(graph.ofType(groupType).map(({ name }) => name)).to.deep.equal(["network-firewall-domains"]);
  });

  it("rings in each zone where it stands when it drops more than late packets", async () => {
    const { graph } = await network("strict", { natGateways: "per-zone" });
    for (const zone of zones.slice(0, 2)) {
      const { inputs } = only(graph, "aws:cloudwatch/metricAlarm:MetricAlarm", `network-firewall-${zone}`);
      expect(inputs).to.deep.include({
        name: `ai-platform-test_denied-connections-${zone}`,
        namespace: "AWS/NetworkFirewall",
        metricName: "DroppedPackets",
        dimensions: { FirewallName: "ai-platform-test-egress", AvailabilityZone: zone, Engine: "Stateful" },
        threshold: 20,
        alarmActions: [topicArn("test", "warning")],
      });
    }
  });

  it("records what it dropped, for as long as names are kept", async () => {
    const { graph } = await network("strict");
    const group = only(graph, "aws:cloudwatch/logGroup:LogGroup", "network-firewall");
    expect(group.inputs).to.include({ name: "/ai-platform/test/network/firewall", retentionInDays: 30 });
    const { loggingConfiguration } = only(
      graph,
      "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
    ).inputs;
    expect(loggingConfiguration).to.deep.equal({
      logDestinationConfigs: [
        {
          logType: "ALERT",
          logDestinationType: "CloudWatchLogs",
          logDestination: { logGroup: "/ai-platform/test/network/firewall" },
        },
      ],
    });
  });

  it("leaves the subnets that it hands on as they are", async () => {
    const idsOf = async (mode: NetworkConfig["egress"]["mode"]) =>
      valueOf(((await network(mode)).made as NetworkTier).privateSubnetIds);
    expect(await idsOf("strict")).to.deep.equal(await idsOf("open"));
  });
});
