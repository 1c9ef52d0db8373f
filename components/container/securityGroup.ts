import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import { isRouted } from "../../infra/moduleKinds";
import type { ContainerModuleArgs } from "./ContainerModule";

/**
 * Only the load balancer comes in, and only where it has paths to send there; HTTPS goes out, and what the module
 * declares. Its callers open the way in for themselves; databases open by membership in their clients' groups.
 * Undefined on the company's own servers, whose containers have no address in the VPC.
 */
export function createModuleGroup(
  name: string,
  args: ContainerModuleArgs,
  tags: Record<string, string>,
  parent: pulumi.Resource,
): SecurityGroup | undefined {
  if (args.capacity.kind === "external") return undefined;
  const group = new SecurityGroup(
    `${name}-service`,
    { description: `Module ${name}`, vpcId: args.network.vpcId, tags: { ...tags, Name: `${name}-service` } },
    { parent },
  );
  if (isRouted(args))
    new SecurityGroupIngressRule(
      `${name}-from-alb`,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: args.platform.loadBalancerGroupId,
        description: "From the load balancer",
        ...tcp(args.port),
      },
      { parent },
    );
  new SecurityGroupEgressRule(
    `${name}-https`,
    {
      securityGroupId: group.id,
      description: "AI providers and AWS services",
      ...tcp(443),
      cidrIpv4: "0.0.0.0/0",
    },
    { parent },
  );
  for (const { cidr, port, description } of args.outbound)
    new SecurityGroupEgressRule(
      `${name}-outbound-${cidr.replace("/", "-")}-${port}`,
      { securityGroupId: group.id, description, ...tcp(port), cidrIpv4: cidr },
      { parent },
    );
  return group;
}

export interface Way {
  readonly from: SecurityGroup;
  readonly to: pulumi.Input<string>;
  readonly port: number;
  /** What stands at each end. */
  readonly fromName: string;
  readonly toName: string;
}

/** From one group into another on one port: out of the first and into the second, for either alone opens nothing. */
export function openWay(
  name: string,
  { from, to, port, fromName, toName }: Way,
  parent: pulumi.Resource,
): void {
  new SecurityGroupEgressRule(
    name,
    {
      securityGroupId: from.id,
      referencedSecurityGroupId: to,
      description: `To ${toName}`,
      ...tcp(port),
    },
    { parent },
  );
  new SecurityGroupIngressRule(
    name,
    {
      securityGroupId: to,
      referencedSecurityGroupId: from.id,
      description: `From ${fromName}`,
      ...tcp(port),
    },
    { parent },
  );
}

export function tcp(port: number): { ipProtocol: string; fromPort: number; toPort: number } {
  return { ipProtocol: "tcp", fromPort: port, toPort: port };
}
