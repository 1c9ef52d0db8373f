import { LogGroup } from "@pulumi/aws/cloudwatch";
import {
  ResolverFirewallConfig,
  ResolverFirewallDomainList,
  ResolverFirewallRule,
  ResolverFirewallRuleGroup,
  ResolverFirewallRuleGroupAssociation,
  ResolverQueryLogConfig,
  ResolverQueryLogConfigAssociation,
} from "@pulumi/aws/route53";
import type * as pulumi from "@pulumi/pulumi";
import { egressName, logGroupName } from "../../infra/naming";
import { createDomainAlarm } from "./alarms";
import type { NetworkTierArgs } from "./NetworkTier";

/** Names of the VPC that may be asked for; all others are refused, or only told of. Every question is recorded. */
export function createDnsFirewall(
  name: string,
  vpcId: pulumi.Output<string>,
  args: NetworkTierArgs,
  parent: pulumi.Resource,
): void {
  const { scope, egress } = args;
  const own = `${name}-dns`;
  const group = new ResolverFirewallRuleGroup(own, { name: egressName(scope.environment) }, { parent });
  const allowed = args.allowed.map(({ domain }) => domain);
  const first = addRule(`${own}-allowed`, group, 100, allowed, args, { action: "ALLOW" }, parent);
  const others = addRule(`${own}-others`, group, 200, ["*"], args, otherwise(egress), parent);
  new ResolverFirewallRuleGroupAssociation(
    own,
    // The number has a meaning beside other groups only, and AWS takes none below 101.
    { name: egressName(scope.environment), firewallRuleGroupId: group.id, vpcId, priority: 101 },
    { parent, dependsOn: [first.rule, others.rule] },
  );
  new ResolverFirewallConfig(
    own,
    { resourceId: vpcId, firewallFailOpen: egress.failOpen ? "ENABLED" : "DISABLED" },
    { parent },
  );
  recordQueries(own, vpcId, args, parent);
  createDomainAlarm(own, { group: group.id, others: others.list.id, ...args }, parent);
}

/** What happens to a name that nothing allows. */
function otherwise({ mode }: NetworkTierArgs["egress"]) {
  return mode === "alert" ? { action: "ALERT" } : { action: "BLOCK", blockResponse: "NXDOMAIN" };
}

function addRule(
  name: string,
  group: ResolverFirewallRuleGroup,
  priority: number,
  domains: string[],
  { scope }: NetworkTierArgs,
  action: { readonly action: string; readonly blockResponse?: string },
  parent: pulumi.Resource,
): { readonly list: ResolverFirewallDomainList; readonly rule: ResolverFirewallRule } {
  const named = { name: egressName(scope.environment, name.split("-").at(-1)!) };
  const list = new ResolverFirewallDomainList(name, { ...named, domains }, { parent });
  const rule = new ResolverFirewallRule(
    name,
    {
      ...named,
      ...action,
      priority,
      firewallRuleGroupId: group.id,
      firewallDomainListId: list.id,
      // What an allowed name stands for is the business of whom it belongs to: half of them lead to other names.
      firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN",
    },
    { parent },
  );
  return { list, rule };
}

/** Who asked for which name, and what came of it. Answers out of the resolver's memory are not among them. */
function recordQueries(
  name: string,
  vpcId: pulumi.Output<string>,
  { scope, logsKey, egress }: NetworkTierArgs,
  parent: pulumi.Resource,
): void {
  const logGroup = new LogGroup(
    name,
    {
      name: logGroupName(scope.environment, "network", "dns"),
      retentionInDays: egress.logRetentionDays,
      kmsKeyId: logsKey.arn,
    },
    { parent },
  );
  const config = new ResolverQueryLogConfig(
    name,
    { name: egressName(scope.environment), destinationArn: logGroup.arn },
    { parent },
  );
  new ResolverQueryLogConfigAssociation(
    name,
    { resolverQueryLogConfigId: config.id, resourceId: vpcId },
    { parent },
  );
}
