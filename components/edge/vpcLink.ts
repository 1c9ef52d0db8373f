import { VpcLink } from "@pulumi/aws/apigatewayv2";
import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeTierArgs } from "./EdgeTier";

/**
 * The API's way into the VPC: straight to the load balancers, and nowhere else. It takes no role of ours; API
 * Gateway makes its network interfaces under its own service-linked role.
 */
export function createVpcLink(name: string, args: EdgeTierArgs, parent: pulumi.Resource): VpcLink {
  const { network, platform, certificate } = args;
  const group = new SecurityGroup(
    `${name}-link`,
    { description: "VPC link of the API", vpcId: network.vpcId, tags: { Name: `${name}-link` } },
    { parent },
  );
  const port = certificate === undefined ? 80 : 443;
  const way = { ipProtocol: "tcp", fromPort: port, toPort: port };
  const out = new SecurityGroupEgressRule(
    `${name}-link-to-alb`,
    {
      ...way,
      securityGroupId: group.id,
      referencedSecurityGroupId: platform.loadBalancerGroupId,
      description: "To the load balancers",
    },
    { parent },
  );
  const into = new SecurityGroupIngressRule(
    `${name}-alb-from-link`,
    {
      ...way,
      securityGroupId: platform.loadBalancerGroupId,
      referencedSecurityGroupId: group.id,
      description: "From the API",
    },
    { parent },
  );
  return new VpcLink(
    name,
    { securityGroupIds: [group.id], subnetIds: network.privateSubnetIds },
    // A link that is there before its way is open would answer the first calls with 500.
    { parent, dependsOn: [out, into] },
  );
}
