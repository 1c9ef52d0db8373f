import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";

export interface ClientGate {
  readonly server: SecurityGroup;
  readonly clients: SecurityGroup;
}

/**
 * A group for a server and one for its clients, with the ports from the one to the other. A rule per client
 * would change the server's group with every module, and pass the quota of 60 rules.
 */
export function createClientGate(
  name: string,
  args: { readonly vpcId: pulumi.Output<string>; readonly ports: readonly number[]; readonly what: string },
  parent: pulumi.Resource,
): ClientGate {
  const group = (kind: string, description: string) =>
    new SecurityGroup(
      `${name}-${kind}`,
      { vpcId: args.vpcId, description, tags: { Name: `${name}-${kind}` } },
      { parent },
    );
  const server = group("server", args.what);
  const clients = group("clients", `Clients of ${args.what}`);
  for (const port of args.ports) {
    const tcp = { ipProtocol: "tcp", fromPort: port, toPort: port };
    new SecurityGroupIngressRule(
      `${name}-from-clients-${port}`,
      {
        ...tcp,
        securityGroupId: server.id,
        referencedSecurityGroupId: clients.id,
        description: "From its clients",
      },
      { parent },
    );
    new SecurityGroupEgressRule(
      `${name}-to-server-${port}`,
      {
        ...tcp,
        securityGroupId: clients.id,
        referencedSecurityGroupId: server.id,
        description: `To ${args.what}`,
      },
      { parent },
    );
  }
  return { server, clients };
}
