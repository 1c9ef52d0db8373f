import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { ContainerModuleArgs } from "./ContainerModule";

/** Only the load balancer comes in, only HTTPS goes out; databases open by membership in their clients' groups. */
export function createModuleGroup(
  name: string,
  args: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): SecurityGroup {
  const group = new SecurityGroup(
    `${name}-service`,
    { description: `Module ${name}`, vpcId: args.network.vpcId, tags: { ...tags, Name: `${name}-service` } },
    { parent },
  );
  new SecurityGroupIngressRule(
    `${name}-from-alb`,
    {
      securityGroupId: group.id,
      referencedSecurityGroupId: args.platform.loadBalancerGroupId,
      description: "From the load balancer",
      ipProtocol: "tcp",
      fromPort: args.port,
      toPort: args.port,
    },
    { parent },
  );
  new SecurityGroupEgressRule(
    `${name}-https`,
    {
      securityGroupId: group.id,
      description: "AI providers and AWS services",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    },
    { parent },
  );
  return group;
}
