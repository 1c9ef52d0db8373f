import { SecurityGroup } from "@pulumi/aws/ec2";
import { Listener, LoadBalancer, TargetGroup } from "@pulumi/aws/lb";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";
import { hasNetworkLoadBalancer } from "../../infra/moduleKinds";
import { timeoutChain } from "../../infra/timeouts";
import { containerName } from "./containers";
import type { ContainerModuleArgs } from "./ContainerModule";
import type { Routing } from "./routing";
import { openWay, tcp } from "./securityGroup";

/**
 * An internal Network Load Balancer of the module's own, for callers outside of Service Connect: the company's
 * network, jobs, legacy systems. Undefined where no address range is allowed, because nobody could use it.
 */
export function createNetworkLoadBalancer(
  name: string,
  args: ContainerModuleArgs,
  group: SecurityGroup | undefined,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): Routing | undefined {
  if (!hasNetworkLoadBalancer(args)) return undefined;
  const balancerGroup = createBalancerGroup(`${name}-nlb`, args, tags, parent);
  const way = {
    from: balancerGroup,
    to: group!.id,
    port: args.port,
    fromName: "its load balancer",
    toName: name,
  };
  openWay(`${name}-nlb`, way, parent);
  const loadBalancer = new LoadBalancer(
    name,
    {
      loadBalancerType: "network",
      internal: true,
      // One that is made without a group never gets one.
      securityGroups: [balancerGroup.id],
      subnets: args.network.privateSubnetIds,
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: args.platform.deletionProtection,
      tags,
    },
    { parent },
  );
  const targetGroup = createTargetGroup(name, args, tags, parent);
  const listener = new Listener(
    name,
    {
      loadBalancerArn: loadBalancer.arn,
      port: args.port,
      protocol: "TCP",
      tcpIdleTimeoutSeconds: timeoutChain(args.longestResponseSeconds).requestIdle,
      defaultActions: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      tags,
    },
    { parent },
  );
  return {
    targetGroups: [targetGroup],
    loadBalancerSuffix: loadBalancer.arnSuffix,
    address: pulumi.interpolate`${loadBalancer.dnsName}:${args.port}`,
    args: {
      healthCheckGracePeriodSeconds: args.health.graceSeconds,
      loadBalancers: [{ targetGroupArn: targetGroup.arn, containerName, containerPort: args.port }],
    },
    // A target group must have its listener before a service can name it.
    needs: [listener],
  };
}

function createBalancerGroup(
  name: string,
  { network, allowedCidrs, port }: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): SecurityGroup {
  const group = new SecurityGroup(
    name,
    { description: `Load balancer ${name}`, vpcId: network.vpcId, tags: { ...tags, Name: name } },
    { parent },
  );
  for (const cidr of allowedCidrs)
    new SecurityGroupIngressRule(
      `${name}-from-${cidr.replace("/", "-")}`,
      { securityGroupId: group.id, description: "Allowed from outside", ...tcp(port), cidrIpv4: cidr },
      { parent },
    );
  return group;
}

function createTargetGroup(
  name: string,
  { network, port, health, longestResponseSeconds }: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): TargetGroup {
  return new TargetGroup(
    name,
    {
      vpcId: network.vpcId,
      port,
      protocol: "TCP",
      targetType: "ip",
      // The module's group knows the load balancer by its group, and not the callers by their addresses.
      preserveClientIp: "false",
      deregistrationDelay: timeoutChain(longestResponseSeconds).drain,
      // What is left then would only end with the task, without a word to the caller.
      connectionTermination: true,
      // What speaks TCP has no path to ask for.
      healthCheck: {
        protocol: "TCP",
        interval: health.intervalSeconds,
        timeout: health.timeoutSeconds,
        healthyThreshold: 2,
        unhealthyThreshold: 3,
      },
      tags,
    },
    { parent },
  );
}
