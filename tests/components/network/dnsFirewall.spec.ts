import { expect } from "chai";
import { NetworkTier } from "../../../components/network/NetworkTier";
import type { EgressConfig } from "../../../infra/config/schema/network";
import { build, keyArn, networkArgs, topicArn } from "../../support/fixtures";
import { only } from "../../support/harness";

const network = (change: Partial<EgressConfig>) => {
  const egress: EgressConfig = {
    mode: "block",
    domains: [],
    failOpen: false,
    logRetentionDays: 30,
    ...change,
  };
  return build(() => new NetworkTier("network", networkArgs({ egress })));
};
const resolver = (what: string) => `aws:route53/resolver${what}:Resolver${what}`;
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("DNS Firewall", () => {
  it("answers for names that are allowed, wherever they lead", async () => {
    const { graph } = await network({});
    const list = only(graph, resolver("FirewallDomainList"), "network-dns-allowed");
    expect(list.inputs.domains).to.deep.equal(["*.example.com", "example.net"]);
    expect(only(graph, resolver("FirewallRule"), "network-dns-allowed").inputs).to.deep.equal({
      name: "ai-platform-test-egress-allowed",
      action: "ALLOW",
      priority: 100,
      firewallRuleGroupId: only(graph, resolver("FirewallRuleGroup")).outputs.id,
      firewallDomainListId: list.outputs.id,
      firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
    });
  });

  for (const [mode, action] of [
    ["alert", { action: "ALERT" }],
    ["block", { action: "BLOCK", blockResponse: "NXDOMAIN" }],
    ["strict", { action: "BLOCK", blockResponse: "NXDOMAIN" }],
  ] as const)
    it(`takes all other names last, with ${action.action} in the mode ${mode}`, async () => {
      const { graph } = await network({ mode });
      const list = only(graph, resolver("FirewallDomainList"), "network-dns-others");
      expect(list.inputs.domains).to.deep.equal(["*"]);
      const { inputs } = only(graph, resolver("FirewallRule"), "network-dns-others");
      expect(inputs).to.include({ ...action, priority: 200, firewallDomainListId: list.outputs.id });
      expect(inputs).to.have.all.keys([
        ...["name", "priority", "firewallRuleGroupId", "firewallDomainListId"],
        ...["firewallDomainRedirectionAction", ...Object.keys(action)],
      ]);
    });

  it("stands in the VPC, and is there or nobody answers", async () => {
    const { graph } = await network({});
    const vpc = only(graph, "aws:ec2/vpc:Vpc").outputs.id;
    expect(only(graph, resolver("FirewallRuleGroupAssociation")).inputs).to.deep.equal({
      name: "ai-platform-test-egress",
      firewallRuleGroupId: only(graph, resolver("FirewallRuleGroup")).outputs.id,
      vpcId: vpc,
      priority: 101,
    });
    expect(only(graph, resolver("FirewallConfig")).inputs).to.deep.equal({
      resourceId: vpc,
      firewallFailOpen: "DISABLED",
    });
  });

  it("lets names be answered without it only where the stack file says so", async () => {
    const { graph } = await network({ failOpen: true });
    expect(only(graph, resolver("FirewallConfig")).inputs.firewallFailOpen).to.equal("ENABLED");
  });

  it("records every question, encrypted and for as long as it was told", async () => {
    const { graph } = await network({ logRetentionDays: 90 });
    const group = only(graph, "aws:cloudwatch/logGroup:LogGroup", "network-dns");
    expect(group.inputs).to.deep.equal({
      name: "/ai-platform/test/network/dns",
      retentionInDays: 90,
      kmsKeyId: keyArn("logs"),
    });
    const config = only(graph, resolver("QueryLogConfig"));
    expect(config.inputs.destinationArn).to.equal(group.outputs.arn);
    expect(only(graph, resolver("QueryLogConfigAssociation")).inputs).to.deep.equal({
      resolverQueryLogConfigId: config.outputs.id,
      resourceId: only(graph, "aws:ec2/vpc:Vpc").outputs.id,
    });
  });

  for (const [mode, words] of [
    ["alert", "would be refused"],
    ["block", "and refused"],
  ] as const)
    it(`rings for the first other name in the mode ${mode}`, async () => {
      const { graph } = await network({ mode });
      const { inputs } = only(graph, alarmType);
      expect(inputs).to.deep.include({
        name: "ai-platform-test_denied-domains",
        namespace: "AWS/Route53Resolver",
        metricName: "FirewallRuleQueryVolume",
        dimensions: {
          FirewallRuleGroupId: only(graph, resolver("FirewallRuleGroup")).outputs.id,
          FirewallDomainListId: only(graph, resolver("FirewallDomainList"), "network-dns-others").outputs.id,
        },
        statistic: "Sum",
        threshold: 1,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        treatMissingData: "notBreaching",
        alarmActions: [topicArn("test", "warning")],
      });
      expect(inputs.alarmDescription).to.include(words).and.to.include("Runbook: denied-domains.md");
    });

  it("is not there where the way out is open", async () => {
    const { graph } = await network({ mode: "open" });
    expect(graph.nodes.filter(({ type }) => /resolver|networkfirewall|metricAlarm/.test(type))).to.deep.equal(
      [],
    );
  });
});
