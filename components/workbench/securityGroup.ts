import { SecurityGroup } from "@pulumi/aws/ec2";
import { SecurityGroupEgressRule, SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import type * as pulumi from "@pulumi/pulumi";
import type { TeamArgs } from "./team";

/** What AWS asks for between the parts of one user's Studio. */
const appPorts = { fromPort: 8192, toPort: 65_535 };

/**
 * One group for each team: in a shared one, each team would reach the notebooks of all others without a password.
 * HTTPS goes out as it does from modules, to the names that the environment allows.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/studio-updated-and-internet-access.html
 */
export function createTeamGroup(
  name: string,
  { network, team, config }: TeamArgs,
  parent: pulumi.Resource,
): SecurityGroup {
  const group = new SecurityGroup(
    name,
    {
      vpcId: network.vpcId,
      description: `JupyterLab of ${team}`,
      tags: { Name: name, Owner: config.owner },
    },
    { parent },
  );
  const own = {
    securityGroupId: group.id,
    referencedSecurityGroupId: group.id,
    description: "Within the team's own Studio",
    ipProtocol: "tcp",
    ...appPorts,
  };
  new SecurityGroupIngressRule(`${name}-within`, own, { parent });
  new SecurityGroupEgressRule(`${name}-within`, own, { parent });
  const out = (kind: string, port: number, cidrIpv4: string, description: string) =>
    new SecurityGroupEgressRule(
      `${name}-${kind}`,
      {
        securityGroupId: group.id,
        description,
        ipProtocol: "tcp",
        fromPort: port,
        toPort: port,
        cidrIpv4,
      },
      { parent },
    );
  out("https", 443, "0.0.0.0/0", "AWS services, and what the environment lets out");
  // SageMaker makes the file system and the group that lets it be reached; only the range is known here.
  out("nfs", 2049, network.cidr, "Files of the workbench");
  return group;
}
