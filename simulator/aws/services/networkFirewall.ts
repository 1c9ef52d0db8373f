import { arnOf, digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Model, ResourceTypes, Values } from "../types";

/** https://docs.aws.amazon.com/network-firewall/latest/APIReference/API_CreateFirewall.html */
const firewallName = nameRule(128, /^[A-Za-z0-9-]+$/);

const made =
  (kind: string, more: (inputs: Values) => Values = () => ({})): Model =>
  (resource, place) => {
    const name = physicalName(resource, resource.inputs.name);
    const arn = arnOf("network-firewall", place, `${kind}/${name}`);
    return { id: arn, name, arn, ...more(resource.inputs) };
  };

/** An endpoint in each of its subnets. AWS tells their zones as well, which the inputs do not say. */
function statuses({ subnetMappings }: Values): Values {
  const subnets = (subnetMappings ?? []) as readonly { readonly subnetId: string }[];
  const syncStates = subnets.map(({ subnetId }) => ({
    attachments: [{ subnetId, endpointId: `vpce-${digits(`${subnetId}#firewall`, 17)}` }],
  }));
  return { firewallStatuses: [{ syncStates }] };
}

interface Policy {
  readonly statefulRuleGroupReferences?: readonly { readonly priority?: number }[];
  readonly statefulEngineOptions?: { readonly ruleOrder?: string };
}

export const networkFirewallTypes: ResourceTypes = {
  "aws:networkfirewall/ruleGroup:RuleGroup": {
    outputs: made("stateful-rulegroup"),
    replacedBy: ["capacity", "name"],
    name: firewallName,
    refusal: "InvalidOperationException",
  },
  "aws:networkfirewall/firewallPolicy:FirewallPolicy": {
    outputs: made("firewall-policy"),
    replacedBy: ["name"],
    name: firewallName,
    fault: ({ firewallPolicy }) => {
      const { statefulRuleGroupReferences = [], statefulEngineOptions } = (firewallPolicy ?? {}) as Policy;
      const strict = statefulEngineOptions?.ruleOrder === "STRICT_ORDER";
      return statefulRuleGroupReferences.every(({ priority }) => (priority !== undefined) === strict)
        ? undefined
        : { code: "InvalidRequestException", detail: "STRICT_ORDER, and nothing else, has priorities" };
    },
    holds: ["aws:networkfirewall/ruleGroup:RuleGroup"],
    refusal: "InvalidOperationException",
  },
  "aws:networkfirewall/firewall:Firewall": {
    outputs: made("firewall", statuses),
    recomputed: (computed, inputs) => ({ ...computed, ...statuses(inputs) }),
    replacedBy: ["name", "vpcId"],
    name: firewallName,
    holds: ["aws:networkfirewall/firewallPolicy:FirewallPolicy", "aws:ec2/subnet:Subnet", "aws:ec2/vpc:Vpc"],
    refusal: "InvalidOperationException",
    seconds: 600,
  },
  "aws:networkfirewall/loggingConfiguration:LoggingConfiguration": {
    outputs: ({ inputs }) => ({ id: String(inputs.firewallArn) }),
    replacedBy: ["firewallArn"],
    onlyOne: ["firewallArn"],
    holds: ["aws:networkfirewall/firewall:Firewall"],
  },
};
