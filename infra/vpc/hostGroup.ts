import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

/** A group of instances that take no calls; they reach AWS for their agent, images and logs, and tasks have groups of their own. */
export function createHostGroup(
  name: string,
  args: { readonly description: string; readonly vpcId: pulumi.Output<string> },
  parent: pulumi.Resource,
): SecurityGroup {
  const group = new SecurityGroup(name, { ...args, tags: { Name: name } }, { parent });
  new SecurityGroupEgressRule(
    `${name}-https`,
    {
      securityGroupId: group.id,
      description: "AWS services and image registries",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    },
    { parent },
  );
  return group;
}
