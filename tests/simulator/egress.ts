import { Subnet } from "@pulumi/aws/ec2";
import { Firewall, FirewallPolicy, LoggingConfiguration, RuleGroup } from "@pulumi/aws/networkfirewall";

/** A firewall in front of what leaves a VPC, which no stack has without being told. */
export function egress() {
  const subnet = new Subnet("subnet", { vpcId: "vpc-1", cidrBlock: "10.0.0.0/28" });
  const group = new RuleGroup("group", { type: "STATEFUL", capacity: 10 });
  const policy = new FirewallPolicy("policy", {
    firewallPolicy: {
      statelessDefaultActions: ["aws:forward_to_sfe"],
      statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
      statefulEngineOptions: { ruleOrder: "STRICT_ORDER" },
      statefulRuleGroupReferences: [{ resourceArn: group.arn, priority: 100 }],
    },
  });
  const firewall = new Firewall("firewall", {
    vpcId: "vpc-1",
    firewallPolicyArn: policy.arn,
    subnetMappings: [{ subnetId: subnet.id }],
  });
  const logDestinationConfigs = [
    { logType: "ALERT", logDestinationType: "CloudWatchLogs", logDestination: { logGroup: "/drops" } },
  ];
  new LoggingConfiguration("firewall", {
    firewallArn: firewall.arn,
    loggingConfiguration: { logDestinationConfigs },
  });
  return { firewall };
}
