import type { Statement } from "./statements";

export interface ShiftedTraffic {
  readonly targetGroupArns: readonly string[];
  readonly ruleArns: readonly string[];
}

/**
 * AWS's own policy for it, AmazonECSInfrastructureRolePolicyForLoadBalancers, for what one module has. Its right to
 * change listeners is left out: traffic is moved by rules.
 */
export function shiftTraffic({ targetGroupArns, ruleArns }: ShiftedTraffic): Statement[] {
  const may = (Sid: string, actions: readonly string[], Resource: string | readonly string[]): Statement => ({
    Sid,
    Effect: "Allow",
    Action: actions.map((action) => `elasticloadbalancing:${action}`),
    Resource,
  });
  return [
    // They know no resource.
    may(
      "SeeLoadBalancers",
      ["DescribeListeners", "DescribeRules", "DescribeTargetGroups", "DescribeTargetHealth"],
      "*",
    ),
    may("MoveTasks", ["DeregisterTargets", "RegisterTargets"], targetGroupArns),
    may("MoveTraffic", ["ModifyRule"], ruleArns),
  ];
}

/**
 * A function within a VPC: Lambda looks at once whether the role may make network interfaces, and they know no
 * resource before they are there.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function joinVpc(): Statement {
  return {
    Sid: "JoinVpc",
    Effect: "Allow",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  };
}
