import { arnOf, digits, physicalName } from "../identity";
import { nameRule } from "../nameRule";
import type { Refusal, ResourceTypes, Values } from "../types";

export const loadBalancingTypes: ResourceTypes = {
  "aws:lb/loadBalancer:LoadBalancer": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const id = digits(resource.urn, 16);
      const network = resource.inputs.loadBalancerType === "network";
      const arnSuffix = `${network ? "net" : "app"}/${name}/${id}`;
      const arn = arnOf("elasticloadbalancing", place, `loadbalancer/${arnSuffix}`);
      // A network load balancer has its id in its name, and nothing there says whether it is internal.
      const dnsName = network
        ? `${name}-${id}.elb.${place.region}.amazonaws.com`
        : `internal-${name}-1.${place.region}.elb.amazonaws.com`;
      return { id: arn, arn, arnSuffix, name, dnsName, zoneId: `Z${digits(resource.urn, 13).toUpperCase()}` };
    },
    replacedBy: ["customerOwnedIpv4Pool", "internal", "loadBalancerType", "name", "namePrefix"],
    replacedIf: (olds, news) =>
      olds.loadBalancerType === "network" ? [...emptiedOrFilled(olds, news), ...subnetTaken(olds, news)] : [],
    // "internal-" is what AWS itself puts before the DNS name of an internal load balancer.
    name: nameRule(
      32,
      /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
      "DuplicateLoadBalancerName",
    ),
    holds: ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/subnet:Subnet"],
    seconds: 150,
  },
  "aws:lb/listener:Listener": {
    outputs: ({ urn, inputs }) => {
      const arn = `${String(inputs.loadBalancerArn).replace(":loadbalancer/", ":listener/")}/${digits(urn, 16)}`;
      return { id: arn, arn };
    },
    replacedBy: ["loadBalancerArn"],
    onlyOne: ["loadBalancerArn", "port"],
    clash: associatedElsewhere,
    holds: ["aws:acm/certificate:Certificate", "aws:lb/targetGroup:TargetGroup"],
  },
  "aws:lb/listenerRule:ListenerRule": {
    outputs: ({ urn, inputs }) => {
      const arn = `${String(inputs.listenerArn).replace(":listener/", ":listener-rule/")}/${digits(urn, 16)}`;
      return { id: arn, arn };
    },
    replacedBy: ["listenerArn"],
    onlyOne: ["listenerArn", "priority"],
    clash: associatedElsewhere,
    holds: ["aws:lb/targetGroup:TargetGroup"],
  },
  "aws:lb/targetGroup:TargetGroup": {
    outputs: (resource, place) => {
      const name = physicalName(resource, resource.inputs.name);
      const arnSuffix = `targetgroup/${name}/${digits(resource.urn, 16)}`;
      const arn = arnOf("elasticloadbalancing", place, arnSuffix);
      return { id: arn, arn, arnSuffix, name };
    },
    replacedBy: [
      "ipAddressType",
      "name",
      "namePrefix",
      "port",
      "protocol",
      "protocolVersion",
      "targetType",
      "vpcId",
    ],
    name: nameRule(32, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/, "DuplicateTargetGroupName"),
  },
};

function associatedElsewhere(values: Values, other: Values): Refusal | undefined {
  const shared = targetGroupsOf(values).find((arn) => targetGroupsOf(other).includes(arn));
  if (shared === undefined || loadBalancerOf(values) === loadBalancerOf(other)) return undefined;
  return {
    code: "TargetGroupAssociationLimit",
    detail: `${shared} cannot be associated with more than one load balancer`,
  };
}

/** Of a rule, or of a listener that forwards by itself, as those of a network load balancer do. */
function targetGroupsOf({ actions, defaultActions }: Values): readonly string[] {
  return ((actions ?? defaultActions ?? []) as readonly Values[])
    .map(({ targetGroupArn }) => targetGroupArn)
    .filter((arn) => typeof arn === "string");
}

/** `.../listener/app/<name>/<load balancer>/<listener>`. */
function loadBalancerOf({ loadBalancerArn, listenerArn }: Values): string {
  return String(loadBalancerArn ?? listenerArn)
    .split("/")
    .slice(0, 4)
    .join("/");
}

function emptiedOrFilled(olds: Values, news: Values): readonly string[] {
  const empty = ({ securityGroups }: Values) => !Array.isArray(securityGroups) || securityGroups.length === 0;
  return empty(olds) === empty(news) ? [] : ["securityGroups"];
}

function subnetTaken(olds: Values, news: Values): readonly string[] {
  const after = new Set((news.subnets as readonly unknown[] | undefined) ?? []);
  const taken = ((olds.subnets as readonly unknown[] | undefined) ?? []).some((subnet) => !after.has(subnet));
  return taken ? ["subnets"] : [];
}
