import { digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, ResourceTypes } from "../types";

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_CreateFirewallRuleGroup.html */
const resolverName = nameRule(64, /^(?!\d+$)[\w' -]+$/);

const made =
  (prefix: string, kind: string): Model =>
  (resource, { region, account }) => {
    const id = `${prefix}-${digits(resource.urn, 16)}`;
    const name = physicalName(resource, resource.inputs.name);
    return { id, name, arn: `arn:aws:route53resolver:${region}:${account}:${kind}/${id}` };
  };

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_route53resolver_UpdateFirewallDomains.html */
const domain = /^(\*|(\*\.)?[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*)$/;

export const route53ResolverTypes: ResourceTypes = {
  "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": {
    outputs: made("rslvr-fdl", "firewall-domain-list"),
    replacedBy: ["name"],
    name: resolverName,
    fault: ({ domains }) => {
      const wrong = ((domains ?? []) as readonly string[]).find(
        (each) => each.length > 255 || !domain.test(each),
      );
      return wrong === undefined
        ? undefined
        : { code: "ValidationException", detail: `${wrong} is not a domain, nor * before one` };
    },
    refusal: "ConflictException",
  },
  "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": {
    outputs: made("rslvr-frg", "firewall-rule-group"),
    replacedBy: ["name"],
    name: resolverName,
    refusal: "ConflictException",
  },
  "aws:route53/resolverFirewallRule:ResolverFirewallRule": {
    outputs: ({ inputs }) => ({
      id: `${String(inputs.firewallRuleGroupId)}:${String(inputs.firewallDomainListId)}`,
    }),
    replacedBy: ["firewallDomainListId", "firewallRuleGroupId"],
    name: resolverName,
    onlyOne: ["firewallRuleGroupId", "priority"],
    fault: ({ action, blockResponse }) =>
      (action === "BLOCK") === (blockResponse !== undefined)
        ? undefined
        : { code: "ValidationException", detail: "BLOCK, and nothing else, has a BlockResponse" },
    holds: [
      "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList",
      "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup",
    ],
  },
  "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": {
    outputs: made("rslvr-frgassoc", "firewall-rule-group-association"),
    replacedBy: ["firewallRuleGroupId", "vpcId"],
    name: resolverName,
    onlyOne: ["vpcId", "priority"],
    fault: ({ priority }) =>
      Number(priority) > 100 && Number(priority) < 9900
        ? undefined
        : { code: "ValidationException", detail: "Priority must be between 100 and 9900" },
    holds: ["aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup", "aws:ec2/vpc:Vpc"],
    seconds: 30,
  },
  "aws:route53/resolverFirewallConfig:ResolverFirewallConfig": {
    outputs: ({ urn }, { account }) => ({ id: `rslvr-fc-${digits(urn, 16)}`, ownerId: account }),
    replacedBy: ["resourceId"],
    onlyOne: ["resourceId"],
  },
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": {
    outputs: made("rqlc", "resolver-query-log-config"),
    replacedBy: ["destinationArn", "name"],
    name: resolverName,
    refusal: "InvalidRequestException",
  },
  "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation": {
    outputs: ({ urn }) => ({ id: `rqlca-${digits(urn, 16)}` }),
    replacedBy: ["resolverQueryLogConfigId", "resourceId"],
    onlyOne: ["resolverQueryLogConfigId", "resourceId"],
    holds: ["aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"],
    seconds: 30,
  },
};
