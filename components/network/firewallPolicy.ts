import { FirewallPolicy, RuleGroup } from "@pulumi/aws/networkfirewall";
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type OutboundRange, strictCapacity } from "../../infra/egress/strictRules";
import { egressName } from "../../infra/naming";
import type { NetworkTierArgs } from "./NetworkTier";

type RulesSource = types.input.networkfirewall.RuleGroupRuleGroupRulesSource;

const order = "STRICT_ORDER";

/**
 * First the systems that modules name by address, then the names; all else is recorded and dropped, once two ends have
 * agreed to talk: before that no name has been said.
 * https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
 */
export function createFirewallPolicy(
  name: string,
  args: NetworkTierArgs,
  parent: pulumi.Resource,
): FirewallPolicy {
  const { domains, ranges } = args.strict;
  const group = (what: keyof typeof strictCapacity, rulesSource: RulesSource) =>
    new RuleGroup(
      `${name}-${what}`,
      {
        name: egressName(args.scope.environment, what),
        type: "STATEFUL",
        capacity: strictCapacity[what],
        ruleGroup: { rulesSource, statefulRuleOptions: { ruleOrder: order } },
      },
      { parent },
    );
  const groups = [
    // AWS takes no group without a rule.
    ...(ranges.length > 0 ? [group("ranges", { statefulRules: rangeRules(args.cidr, ranges) })] : []),
    group("domains", {
      rulesSourceList: {
        generatedRulesType: "ALLOWLIST",
        targetTypes: ["TLS_SNI", "HTTP_HOST"],
        targets: [...domains],
      },
    }),
  ];
  return new FirewallPolicy(
    name,
    {
      name: egressName(args.scope.environment),
      firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
        // What the firewall did not see begin is told to begin anew, as when it comes between for the first time.
        statefulEngineOptions: { ruleOrder: order, streamExceptionPolicy: "REJECT" },
        // A greeting with keys against quantum computers takes two packets, and the name stands in the second: these
        // wait for it. https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
        statefulDefaultActions: [
          "aws:drop_established_app_layer_to_server",
          "aws:alert_established_app_layer_to_server",
        ],
        statefulRuleGroupReferences: groups.map(({ arn }, index) => ({
          resourceArn: arn,
          priority: (index + 1) * 100,
        })),
      },
    },
    { parent },
  );
}

/** Every rule has a number of its own, as Suricata wants it. */
function rangeRules(source: string, ranges: readonly OutboundRange[]): RulesSource["statefulRules"] & object {
  return ranges.map(({ cidr, port }, index) => ({
    action: "PASS",
    header: {
      protocol: "TCP",
      direction: "FORWARD",
      source,
      sourcePort: "ANY",
      destination: cidr,
      destinationPort: String(port),
    },
    ruleOptions: [{ keyword: "sid", settings: [String(index + 1)] }],
  }));
}
